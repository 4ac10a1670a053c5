"""Two small networks to explain."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from dlcore.attributions import randomised

SIDE = 8


def linear() -> tuple[nn.Sequential, Tensor]:
    generator = torch.Generator().manual_seed(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(SIDE * SIDE, 3)).double()
    with torch.no_grad():
        for value in model.parameters():
            value.copy_(torch.rand(value.shape, generator=generator, dtype=value.dtype) - 0.5)
    return model, torch.rand((1, 1, SIDE, SIDE), generator=generator, dtype=torch.float64)


def deep() -> tuple[nn.Module, Tensor]:
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 5, 2), nn.ReLU(), nn.Flatten(), nn.Linear(20, 3)
    ).double()
    _linear, image = linear()
    return randomised(model, 1), image
