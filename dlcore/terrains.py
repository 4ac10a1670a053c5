"""Surfaces over a plane to walk down on: value, gradient and Hessian in closed form, the lowest value always 0."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


def bowl(x, y, condition=10.0, angle=0.0):
    """A quadratic that curves by 1 along one axis and by `condition` along the other, turned by `angle` degrees."""
    turn = math.radians(angle)
    u = math.cos(turn) * x + math.sin(turn) * y
    v = math.cos(turn) * y - math.sin(turn) * x
    return (u**2 + condition * v**2) / 2


def ravine(x, y):
    """Rosenbrock's curved valley (1960); the lowest point is (1, 1)."""
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def saddle(x, y):
    """A saddle at (0, 0), a quarter high, between the two lowest points (0, ±1)."""
    return x**2 / 2 + (y**2 - 1) ** 2 / 4


def himmelblau(x, y):
    """Himmelblau's four valleys, all equally deep (1972)."""
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def rastrigin(x, y):
    """Rastrigin's egg box (1974): a wide bowl full of hollows; the lowest point is (0, 0)."""
    return 20 + x**2 - 10 * torch.cos(2 * math.pi * x) + y**2 - 10 * torch.cos(2 * math.pi * y)


@dataclass(frozen=True, slots=True)
class Terrain:
    """One surface; each function takes x and y of any one shape.

    Attributes
    ----------
    value
        The height: (…).
    gradient
        (…, 2).
    hessian
        (…, 2, 2).
    """

    value: Callable[[Tensor, Tensor], Tensor]
    gradient: Callable[[Tensor, Tensor], Tensor]
    hessian: Callable[[Tensor, Tensor], Tensor]

    def sharpness(self, x: Tensor, y: Tensor) -> Tensor:
        """The Hessian's largest eigenvalue: (…). Of a symmetric 2 × 2 matrix that is mean plus radius."""
        h = self.hessian(x, y)
        mean = (h[..., 0, 0] + h[..., 1, 1]) / 2
        return mean + torch.hypot((h[..., 0, 0] - h[..., 1, 1]) / 2, h[..., 0, 1])


def terrain(name: str, *, condition: float = 10.0, angle: float = 0.0) -> Terrain:
    """Find a surface by name; `condition` and `angle` are the bowl's. Raises ``KeyError`` for an unknown name."""
    if name == "bowl":
        return _bowl(condition, angle)
    return {
        "ravine": Terrain(ravine, _ravine_gradient, _ravine_hessian),
        "saddle": Terrain(saddle, lambda x, y: _vector(x, y**3 - y), _saddle_hessian),
        "himmelblau": Terrain(himmelblau, _himmelblau_gradient, _himmelblau_hessian),
        "rastrigin": Terrain(rastrigin, _rastrigin_gradient, _rastrigin_hessian),
    }[name]


def _vector(gx: Tensor, gy: Tensor) -> Tensor:
    return torch.stack([gx, gy], -1)


def _matrix(xx: Tensor, xy: Tensor, yy: Tensor) -> Tensor:
    return torch.stack([_vector(xx, xy), _vector(xy, yy)], -2)


def _bowl(condition: float, angle: float) -> Terrain:
    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    xx, yy = cos**2 + condition * sin**2, sin**2 + condition * cos**2
    xy = (1 - condition) * cos * sin
    return Terrain(
        lambda x, y: bowl(x, y, condition, angle),
        lambda x, y: _vector(xx * x + xy * y, xy * x + yy * y),
        lambda x, y: _matrix(torch.full_like(x, xx), torch.full_like(x, xy), torch.full_like(x, yy)),
    )


def _ravine_gradient(x: Tensor, y: Tensor) -> Tensor:
    return _vector(2 * (x - 1) - 400 * x * (y - x**2), 200 * (y - x**2))


def _ravine_hessian(x: Tensor, y: Tensor) -> Tensor:
    return _matrix(2 - 400 * y + 1200 * x**2, -400 * x, torch.full_like(x, 200.0))


def _saddle_hessian(x: Tensor, y: Tensor) -> Tensor:
    return _matrix(torch.ones_like(x), torch.zeros_like(x), 3 * y**2 - 1)


def _himmelblau_gradient(x: Tensor, y: Tensor) -> Tensor:
    a, b = x**2 + y - 11, x + y**2 - 7
    return _vector(4 * a * x + 2 * b, 2 * a + 4 * b * y)


def _himmelblau_hessian(x: Tensor, y: Tensor) -> Tensor:
    return _matrix(12 * x**2 + 4 * y - 42, 4 * (x + y), 12 * y**2 + 4 * x - 26)


def _rastrigin_gradient(x: Tensor, y: Tensor) -> Tensor:
    slope = lambda each: 2 * each + 20 * math.pi * torch.sin(2 * math.pi * each)
    return _vector(slope(x), slope(y))


def _rastrigin_hessian(x: Tensor, y: Tensor) -> Tensor:
    bend = lambda each: 2 + 40 * math.pi**2 * torch.cos(2 * math.pi * each)
    return _matrix(bend(x), torch.zeros_like(x), bend(y))
