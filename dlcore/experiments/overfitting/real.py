"""Measured data: the same network trained on a handful of specimens and on more and more of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from dlcore.datasets.real import table
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP
from dlcore.sweep import measure, sweep, trained_on

from .config import Real
from .still import Scene, bare
from .sweeping import Seen, generator, in_batches, spread

AT_ONCE = 3
LEAST_DEVIATION = 1e-9  # below it a measurement is the same in all training specimens, and tells nothing


def scene(config: Real) -> Scene:
    """There is nothing to draw but what is swept."""
    return bare(torch.tensor(config.counts, dtype=torch.float64).numpy())


def batches(config: Real) -> list[Sequence[int]]:
    """Cut the numbers of specimens into batches of networks that are trained together."""
    return list(in_batches(len(config.counts), AT_ONCE))


def measured(config: Real, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    """Train every seed on every number of specimens of a batch."""
    counts = [config.counts[step] for step in steps]
    most, classes = max(counts), table(config.table).classes
    parts = [_split(config, count, most, k) for count in counts for k in range(config.seeds)]
    x, y, test_x, test_y = (torch.stack(each) for each in zip(*parts, strict=True))
    start = [initial_parameters(config.sizes, "default", generator(config.seed + k)) for k in range(config.seeds)]
    theta = torch.stack(start).repeat(len(counts), 1)
    loss = LOSSES["binary_cross_entropy" if classes else "mse"]
    net = StackedMLP(theta, config.sizes, ["relu"] * (len(config.sizes) - 2), loss)
    lr = torch.full((len(theta), 1), config.lr, dtype=torch.float64)
    weight = trained_on(torch.tensor(counts).repeat_interleave(config.seeds), most)
    moves = optimizer("adam", theta, lr, torch.full_like(lr, config.weight_decay))
    sweep(net, moves, x, y, config.epochs, weight=weight)
    with torch.inference_mode():
        fitted = _scores(net.forward(x)[-1], y, weight, bool(classes))
        tested = _scores(net.forward(test_x)[-1], test_y, torch.ones_like(test_y), bool(classes))
        train_loss = torch.stack(
            [
                measure(
                    _one(net, k),
                    x[k : k + 1, :, : counts[k // config.seeds]],
                    y[k : k + 1, :, : counts[k // config.seeds]],
                )[0]
                for k in range(len(theta))
            ]
        )
        test_loss = measure(net, test_x, test_y)
    seen = []
    for i, count in enumerate(counts):
        mine = slice(i * config.seeds, (i + 1) * config.seeds)
        metrics = {"value": float(count)}
        for name, values in {
            "train_error": fitted, "test_error": tested, "train_loss": train_loss, "test_loss": test_loss
        }.items():  # fmt: skip
            metrics |= spread(name, values[mine])
        metrics["fresh_error"] = metrics["test_error"]
        seen.append((metrics, {}))
    return seen


def _one(net: StackedMLP, k: int) -> StackedMLP:
    return StackedMLP(net.theta[k : k + 1], net.sizes, ["relu"] * len(net.activations), net.loss)


def _split(config: Real, count: int, most: int, k: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Draw seed k's test specimens and `count` others to train on, padded to `most`, standardised by the latter."""
    data = table(config.table)
    order = torch.randperm(len(data.values), generator=generator(config.seed + k))
    kept = len(order) - config.counts[-1]
    values, labels = torch.tensor(data.values), torch.tensor(data.labels, dtype=torch.float64)
    test, train = order[:kept], order[kept : kept + count]
    mean, std = values[train].mean(0), values[train].std(0, correction=0)
    std = torch.where(std > LEAST_DEVIATION, std, 1.0)
    scaled = (values - mean) / std
    if not data.classes:
        labels = (labels - labels[train].mean()) / labels[train].std(correction=0)
    pad = torch.nn.functional.pad
    return (
        pad(scaled[train].T, (0, most - count)),
        pad(labels[None, train], (0, most - count)),
        scaled[test].T,
        labels[None, test],
    )


def _scores(z: Tensor, y: Tensor, weight: Tensor, classes: bool) -> Tensor:
    """Share of wrong answers, or the share of the variance that is not explained (1 − R²): (networks,)."""
    if classes:
        return (((z > 0) != (y > 0.5)) * weight).mean((1, 2))
    mean = (y * weight).mean(2, keepdim=True)
    return ((z - y).square() * weight).mean((1, 2)) / ((y - mean).square() * weight).mean((1, 2))
