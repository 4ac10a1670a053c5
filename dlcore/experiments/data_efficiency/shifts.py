"""One network on the digits 5 to 9: as it is, and with what helps or hurts it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import Tensor

from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP, layers, with_ones

from .config import Shifts

CLASSES = 5
HELD = 500  # pictures of 5 to 9 that test
LR = 0.01


def errors(config: Shifts, size: int, help: str) -> np.ndarray:
    """Return every seed's test error after training on so many pictures: (seeds,)."""
    return np.array([_error(config, size, help, config.seed + k) for k in range(config.seeds)])


def _error(config: Shifts, size: int, help: str, seed: int) -> float:
    x, y, test_x, test_y = pictures(True, HELD, config.wandering, seed)
    x, y = x[:size], y[:size]
    generator = torch.Generator().manual_seed(seed)
    theta = initial_parameters(sizes(config), "default", generator)[None]
    if help == "pretrained":
        _copy_hidden(pretrained(config, seed), theta, sizes(config))
    if help == "noisy":
        wrong = torch.rand(len(y), generator=generator, dtype=torch.float64) < config.mislabelled
        other = (y + torch.randint(1, CLASSES, (len(y),), generator=generator)) % CLASSES
        y = torch.where(wrong, other, y)
    net = train(config, theta, x, y, generator if help == "augmented" else None)
    with torch.inference_mode():
        said = net.forward(test_x.T[None])[-1][0].argmax(0)
    return float((said != test_y).double().mean())


def sizes(config: Shifts) -> tuple[int, ...]:
    """Units in every layer."""
    return (64, config.width, config.width, CLASSES)


@lru_cache(maxsize=16)
def pretrained(config: Shifts, seed: int) -> Tensor:
    """Train the same network on pictures of 0 to 4: its parameters, (1, parameters)."""
    x, y, *_ = pictures(False, 0, config.wandering, seed)
    generator = torch.Generator().manual_seed(seed + 1_000_000)
    theta = initial_parameters(sizes(config), "default", generator)[None]
    return train(config, theta, x[: config.pretraining], y[: config.pretraining], None).theta


def _copy_hidden(source: Tensor, target: Tensor, sizes: tuple[int, ...]) -> None:
    """Take over every layer but the last."""
    for old, new in list(zip(layers(source, sizes), layers(target, sizes), strict=True))[:-1]:
        new.copy_(old)


@lru_cache(maxsize=32)
def pictures(high: bool, held: int, wandering: bool, seed: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return pictures (n, 64) of 5 to 9, or of 0 to 4, and their classes 0 to 4: to train on, and `held` to test on.

    Where they wander, each lies up to a pixel off its place, once and for all.
    """
    digits: Any = load_digits()
    chosen = (digits.target >= CLASSES) == high
    x, y = torch.tensor(digits.data[chosen] / 16), torch.tensor(digits.target[chosen] % CLASSES)
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(y), generator=generator)
    x, y = x[order], y[order]
    if wandering:
        x = shifted(x, generator)
    return x[held:], y[held:], x[:held], y[:held]


def train(config: Shifts, theta: Tensor, x: Tensor, y: Tensor, shaking: torch.Generator | None) -> StackedMLP:
    """Train on all pictures at once with Adam; with a generator, on pictures shifted anew in every epoch."""
    net = StackedMLP(theta, sizes(config), ["relu", "relu"], LOSSES["cross_entropy"])
    lr = torch.full((1, 1), LR, dtype=torch.float64)
    moves = optimizer("adam", theta, lr, torch.zeros_like(lr))
    targets = torch.eye(CLASSES, dtype=torch.float64)[y].T[None]
    room, fed = net.workspace(len(x)), with_ones(x.T[None])
    with torch.inference_mode():
        for _ in range(config.epochs):
            if shaking is not None:
                fed = with_ones(shifted(x, shaking).T[None])
            moves.step(net.backward(fed, targets, room))
    return net


def shifted(x: Tensor, generator: torch.Generator) -> Tensor:
    """Move each 8 × 8 picture (n, 64) by −1, 0 or 1 pixel across and down, at random; what comes in is empty."""
    wide = torch.nn.functional.pad(x.view(-1, 8, 8), (1, 1, 1, 1))  # (n, 10, 10)
    down, across = torch.randint(3, (2, len(x)), generator=generator)
    rows, columns = torch.arange(8) + down[:, None], torch.arange(8) + across[:, None]  # (n, 8)
    return wide[torch.arange(len(x))[:, None, None], rows[:, :, None], columns[:, None, :]].flatten(1)
