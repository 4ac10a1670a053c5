"""Leakage: of many tries the one with the best score on some points is chosen, and then meets fresh points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.toy import moons
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP
from dlcore.sweep import sweep

from .config import Leakage
from .still import Scene, bare
from .sweeping import Seen, generator, in_batches

FRESH = 2000  # points to find the true accuracy on
AT_ONCE = 16  # tries
SETS = ("train", "validation", "test", "fresh")


def scene(config: Leakage) -> Scene:
    """There is nothing to draw but the number of tries."""
    return bare(np.arange(1, config.tries + 1, dtype=float))


def batches(config: Leakage) -> list[Sequence[int]]:
    """Cut the tries into batches, each one stack of networks over all studies."""
    return list(in_batches(config.tries, AT_ONCE))


def measured(config: Leakage, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    """Go on with all studies, each of which has data of its own; show what is chosen after each try."""
    scores = tried(config, steps)
    if "scores" in kept:
        scores = torch.cat([kept["scores"], scores], 2)
    kept["scores"] = scores
    chosen_by = scores[SETS.index(config.choose)]
    _best, where = first_best(chosen_by)
    test = scores[SETS.index("test")].gather(1, where)
    fresh = scores[SETS.index("fresh")].gather(1, where)
    seen = []
    for step in steps:
        optimism = test[:, step] - fresh[:, step]
        metrics = {
            "value": float(step + 1),
            **_mean("mean_reported", test[:, step]),
            **_mean("mean_fresh", fresh[:, step]),
            "optimism": float(optimism.mean()),
            "optimism_error": float(optimism.std() / len(optimism) ** 0.5) if len(optimism) > 1 else 0.0,
        }
        every = np.full((2, config.tries), np.nan)  # of the first study: each try's test and fresh score so far
        every[0, : step + 1] = scores[2, 0, : step + 1]
        every[1, : step + 1] = scores[3, 0, : step + 1]
        pick = np.array([[where[0, step]], [test[0, step]], [fresh[0, step]]])
        seen.append((metrics, {"tries": every, "pick": pick.astype(float)}))
    return seen


def _mean(name: str, scores: Tensor) -> dict[str, float]:
    """Give the mean over the studies, and two standard errors below and above it as ``…_low`` and ``…_high``."""
    mean = float(scores.mean())
    error = float(scores.std() / len(scores) ** 0.5) if len(scores) > 1 else 0.0
    return {name: mean, f"{name}_low": mean - 2 * error, f"{name}_high": mean + 2 * error}


def first_best(scores: Tensor) -> tuple[Tensor, Tensor]:
    """Return the best score so far after every try, and whose it is, the first of equals: both (repeats, tries)."""
    best, where = scores.clone(), torch.zeros(scores.shape, dtype=torch.long)
    for t in range(1, scores.shape[1]):
        better = scores[:, t] > best[:, t - 1]
        best[:, t] = torch.where(better, scores[:, t], best[:, t - 1])
        where[:, t] = torch.where(better, t, where[:, t - 1])
    return best, where


def tried(config: Leakage, tries: Sequence[int]) -> Tensor:
    """Train some tries of all studies and return their accuracies: (sets, repeats, tries)."""
    parts = [_points(config, r) for r in range(config.repeats)]
    seeds = [config.seed + 1000 * r + 500 + t for r in range(config.repeats) for t in tries]
    theta = torch.stack([initial_parameters(config.sizes, "default", generator(seed)) for seed in seeds])
    net = StackedMLP(theta, config.sizes, ["tanh"], LOSSES["binary_cross_entropy"])
    sets = [
        tuple(torch.stack([part[i][j] for part in parts]).repeat_interleave(len(tries), 0) for j in (0, 1))
        for i in range(len(SETS))
    ]
    lr = torch.full((len(theta), 1), config.lr, dtype=torch.float64)
    x, y = sets[0]
    sweep(net, optimizer("adam", theta, lr, torch.zeros_like(lr)), x, y, config.epochs)
    with torch.inference_mode():
        scores = [((net.forward(x)[-1] > 0) == (y > 0.5)).double().mean((1, 2)) for x, y in sets]
    return torch.stack(scores).unflatten(1, (config.repeats, len(tries)))


def _points(config: Leakage, r: int) -> list[tuple[Tensor, Tensor]]:
    """Draw study r's points: to train on, to validate on, to test on, and fresh ones."""
    g = generator(config.seed + 1000 * r)
    found = []
    for count in (config.samples, config.held_out, config.held_out, FRESH):
        points, labels = moons(count, config.noise, g)
        if config.coin:
            labels = torch.randint(2, (count,), generator=g)
        found.append((points.T, labels.double()[None]))
    return found
