"""Input features made by hand from a point's two coordinates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

FEATURES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1x1": lambda x1, x2: x1 * x1,
    "x2x2": lambda x1, x2: x2 * x2,
    "x1x2": lambda x1, x2: x1 * x2,
    "sinx1": lambda x1, x2: torch.sin(x1),
    "sinx2": lambda x1, x2: torch.sin(x2),
}


def features(points: Tensor, names: Sequence[str]) -> Tensor:
    """Compute the named features of points (n, 2), one column a feature: (n, features)."""
    return torch.stack([FEATURES[name](points[:, 0], points[:, 1]) for name in names], dim=1)
