"""Points of two classes, drawn at random; each function stands alone, because the learner's program quotes it.

Every function takes how many points to draw, how far apart the classes are, the share of class 1 and the generator to
draw with, and returns points (n, d) float64 and classes (n,) int64.
"""

from __future__ import annotations

import torch


def line(n: int, distance: float, positives: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw one number a point: normal around -distance/2 for class 0 and +distance/2 for class 1."""
    y = (torch.arange(n) < round(positives * n)).long()
    centre = distance * (y - 0.5)
    return (centre + torch.randn(n, generator=generator, dtype=torch.float64))[:, None], y


def clouds(n: int, distance: float, positives: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw two round clouds, `distance` standard deviations apart along the diagonal."""
    y = (torch.arange(n) < round(positives * n)).long()
    centre = distance / 2**0.5 * (y - 0.5)[:, None]
    return centre + torch.randn(n, 2, generator=generator, dtype=torch.float64), y


def separable(
    n: int, distance: float, positives: float, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw a strip on each side of x₁ + x₂ = 0, with a gap of 0.6 between them whatever the seed."""
    y = (torch.arange(n) < round(positives * n)).long()
    across = (2 * y - 1) * (0.3 + 2 * torch.rand(n, generator=generator, dtype=torch.float64))
    along = 5 * torch.rand(n, generator=generator, dtype=torch.float64) - 2.5
    return torch.stack([across + along, across - along], dim=1) / 2**0.5, y


def xor(n: int, distance: float, positives: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw a cloud in each quadrant: class 1 where exactly one coordinate's centre is negative."""
    y = (torch.arange(n) < round(positives * n)).long()
    side = 1 - 2 * torch.randint(2, (n,), generator=generator)  # -1 or 1
    centre = distance / 2 * torch.stack([side, side * (1 - 2 * y)], dim=1)
    return centre + 0.6 * torch.randn(n, 2, generator=generator, dtype=torch.float64), y
