"""Data sets that are drawn at random on a plane of about [-3, 3]², one function each.

Every function takes how many points to draw, the noise (0 is clean, 0.5 is a mess) and the generator to draw with, and
returns points (n, 2) float64 and targets (n,): int64 classes, as many points of one as of another, or float64 values.
Each stands alone, with `torch` and `math` only, because the learner's program quotes it word for word.
"""

from __future__ import annotations

import math

import torch


def circles(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw a disc of radius 1.5 (class 0) inside a ring of radius 2.1 to 3 (class 1)."""
    y = torch.arange(n) % 2
    u = torch.rand(n, generator=generator, dtype=torch.float64)
    radius = torch.where(y == 0, 1.5 * u.sqrt(), 2.1 + 0.9 * u)
    angle = 2 * math.pi * torch.rand(n, generator=generator, dtype=torch.float64)
    points = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)  # (n, 2)
    return points + 1.5 * noise * torch.randn(n, 2, generator=generator, dtype=torch.float64), y


def xor(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw points in four squares: class 1 where exactly one coordinate is negative, else class 0."""
    y = torch.arange(n) % 2
    side = 1 - 2 * torch.randint(2, (n,), generator=generator)  # -1 or 1
    signs = torch.stack([side, side * (1 - 2 * y)], dim=1)  # (n, 2)
    points = signs * (0.3 + 2.7 * torch.rand(n, 2, generator=generator, dtype=torch.float64))
    return points + 1.5 * noise * torch.randn(n, 2, generator=generator, dtype=torch.float64), y


def gaussians(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw two round clouds, at (-1.2, -1.2) and (1.2, 1.2); noise widens them."""
    y = torch.arange(n) % 2
    centres = torch.tensor([[-1.2, -1.2], [1.2, 1.2]], dtype=torch.float64)
    spread = 0.4 + 2 * noise
    return centres[y] + spread * torch.randn(n, 2, generator=generator, dtype=torch.float64), y


def spiral(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw two arms, one a class, half a turn apart: angle = π (2.5 radius / 3 + class)."""
    y = torch.arange(n) % 2
    radius = 0.3 + 2.7 * torch.rand(n, generator=generator, dtype=torch.float64).sqrt()
    angle = math.pi * (2.5 * radius / 3 + y)
    points = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)  # (n, 2)
    return points + 1.5 * noise * torch.randn(n, 2, generator=generator, dtype=torch.float64), y


def moons(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw two half ellipses that reach into each other: class 0 bends upwards, class 1 downwards."""
    y = torch.arange(n) % 2
    angle = math.pi * torch.rand(n, generator=generator, dtype=torch.float64)
    arch = torch.stack([2 * angle.cos() - 1, 3 * angle.sin() - 1], dim=1)  # (n, 2)
    points = arch * (1 - 2 * y)[:, None]
    return points + 1.5 * noise * torch.randn(n, 2, generator=generator, dtype=torch.float64), y


def three_arms(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw three arms, one a class, a third of a turn apart: angle = 2π / 3 (0.75 radius + class)."""
    y = torch.arange(n) % 3
    radius = 0.3 + 2.7 * torch.rand(n, generator=generator, dtype=torch.float64).sqrt()
    angle = 2 * math.pi / 3 * (0.75 * radius + y)
    points = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)  # (n, 2)
    return points + 1.5 * noise * torch.randn(n, 2, generator=generator, dtype=torch.float64), y


def blobs(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw four round clouds, one a class, at (±1.6, ±1.6); noise widens them."""
    y = torch.arange(n) % 4
    centres = torch.tensor([[1.6, 1.6], [-1.6, 1.6], [-1.6, -1.6], [1.6, -1.6]], dtype=torch.float64)
    spread = 0.4 + 2 * noise
    return centres[y] + spread * torch.randn(n, 2, generator=generator, dtype=torch.float64), y


def slope(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw heights on a tilted plane, (x₁ + x₂) / 6 between -1 and 1, over a square; noise blurs the height."""
    points = 6 * torch.rand(n, 2, generator=generator, dtype=torch.float64) - 3
    height = points.sum(dim=1) / 6
    return points, height + noise * torch.randn(n, generator=generator, dtype=torch.float64)


def bumps(n: int, noise: float, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw heights of a hill at (1.2, 1.2) and a hollow at (-1.2, -1.2), each exp(-distance² / 2).

    Noise blurs the height.
    """
    points = 6 * torch.rand(n, 2, generator=generator, dtype=torch.float64) - 3
    hill, hollow = (torch.exp(-(points - centre).square().sum(dim=1) / 2) for centre in (1.2, -1.2))
    return points, hill - hollow + noise * torch.randn(n, generator=generator, dtype=torch.float64)


TOYS = {draw.__name__: draw for draw in (circles, xor, gaussians, spiral, moons, three_arms, blobs, slope, bumps)}
