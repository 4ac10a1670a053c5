"""Noisy points on a curve over [-1, 1]: what a model of one input learns from.

Each function stands alone, with `torch` and `math` only, because the learner's program quotes it word for word.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch


def sine(x: torch.Tensor) -> torch.Tensor:
    """One and a half waves."""
    return torch.sin(1.5 * math.pi * x)


def bump(x: torch.Tensor) -> torch.Tensor:
    """Runge's function: a narrow bell that high polynomials are bad at."""
    return 2 / (1 + 25 * x**2) - 0.5


def stairs(x: torch.Tensor) -> torch.Tensor:
    """Two steps up and one down, with sharp edges."""
    return 0.8 * (x > -0.5).double() + 0.8 * (x > 0.1).double() - 1.2 * (x > 0.6).double() - 0.5


def draw(
    curve: Callable[[torch.Tensor], torch.Tensor], n: int, noise: float, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw one point in each of n equal parts of [-1, 1], and blur its height: inputs (n,) and targets (n,)."""
    x = 2 * (torch.arange(n) + torch.rand(n, generator=generator, dtype=torch.float64)) / n - 1
    return x, curve(x) + noise * torch.randn(n, generator=generator, dtype=torch.float64)


CURVES = {curve.__name__: curve for curve in (sine, bump, stairs)}
