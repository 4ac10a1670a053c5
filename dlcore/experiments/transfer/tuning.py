"""One fine-tuning epoch by epoch: what three starts learn of the second task, and what is left of the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcore.experiments.overfitting.sweeping import BAND, Seen
from dlcore.optimizers import Adam
from dlcore.stacked import StackedMLP, layers

from .config import Tuning
from .networks import begun, learned, right, stack, together, train
from .pictures import first, second

WAYS = ("fresh", "tuned", "frozen")


def measured(config: Tuning, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    """Train through so many epochs; `kept` holds where the last ones ended."""
    taken = learned(config, config.source)
    starts = [begun(config, way, taken) for way in WAYS]
    begin, free = (torch.cat(parts) for parts in zip(*starts, strict=True))
    rates = config.lr * free
    tuned = slice(config.seeds, 2 * config.seeds)
    for rate in layers(rates[tuned], config.sizes)[:-1]:
        rate *= config.share
    pull = _pull(config, begin)
    theta = begin.clone()
    optimizer = Adam(theta, rates, torch.zeros(len(theta), 1, dtype=torch.float64))
    if kept:
        theta.copy_(torch.from_numpy(kept["theta"]))
        optimizer.steps = kept["steps"]
        for moment, value in zip(optimizer.moments, kept["moments"], strict=True):
            moment.copy_(torch.from_numpy(value))
    net, seen = stack(theta, config), []
    tasks = [second(config, config.seed + k) for k in range(config.seeds)]
    before = [first(config, config.source, config.seed + k) for k in range(config.seeds)]
    x, y, test_x, test_y = (
        together(tasks, part, most, len(WAYS))
        for part, most in (("x", config.count), ("y", config.count), ("test_x", None), ("test_y", None))
    )
    old_x, old_y = together(before, "test_x"), together(before, "test_y")
    for step in steps:
        if step:
            train(
                net, optimizer, x, y, 1, None if config.pull == 0 else lambda grad: grad.addcmul_(theta - begin, pull)
            )
        new = right(net, test_x, test_y).view(len(WAYS), -1).numpy()
        seen.append(_seen(new, right(_with_old_head(theta[tuned], taken, config), old_x, old_y).numpy()))
    kept |= {
        "theta": theta.numpy(),
        "steps": optimizer.steps,
        "moments": [each.numpy() for each in optimizer.moments],
    }
    return seen


def _pull(config: Tuning, begin: Tensor) -> Tensor:
    """Say how strongly each parameter is pulled back: those that the fine-tuned network has taken over."""
    pull = torch.zeros_like(begin)
    for part in layers(pull[config.seeds : 2 * config.seeds], config.sizes)[:-1]:
        part.fill_(config.pull)
    return pull


def _with_old_head(theta: Tensor, taken: Tensor, config: Tuning) -> StackedMLP:
    """Put the last layer of the first task on top of the layers as they are now."""
    both = theta.clone()
    layers(both, config.sizes)[-1].copy_(layers(taken, config.sizes)[-1])
    return stack(both, config)


def _seen(new: np.ndarray, old: np.ndarray) -> Seen:
    """Sum up one epoch: new (ways, seeds) and old (seeds,) are shares of right answers."""
    metrics = {f"right_{way}": float(row.mean()) for way, row in zip(WAYS, new, strict=True)}
    metrics |= {"right_first": float(old.mean())}
    low, high = np.quantile(new, BAND, 1)
    old_low, old_high = np.quantile(old, BAND)
    return metrics, {
        "new": np.stack([new.mean(1), low, high], 1).ravel(),  # way by way: mean, low, high
        "old": np.array([old.mean(), old_low, old_high]),
    }
