"""Capacity: the same noisy points fitted by models that can bend less or more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.curves import CURVES
from dlcore.models.linear import legendre, ridge
from dlcore.models.losses import LOSSES
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP, widened
from dlcore.sweep import sweep

from .config import Capacity
from .curve import FRESH_SEED, TEST_SEED, data_sets, fits, grid, held_out, inputs, picture, starts
from .still import Scene
from .sweeping import Seen, in_batches, spread

POLYNOMIALS_AT_ONCE = 7
UNITS_AT_ONCE = 260  # of all networks of one batch, so that none takes long


def scene(config: Capacity) -> Scene:
    """Show the first data set."""
    ((x, y),), _ = data_sets(config, [config.samples])
    return picture(config, config.capacities, x, y)


def batches(config: Capacity) -> list[Sequence[int]]:
    """Cut the capacities into batches; networks are stacked with others of about their width."""
    capacities = config.capacities
    if config.model == "polynomial":
        return list(in_batches(len(capacities), POLYNOMIALS_AT_ONCE))
    found: list[list[int]] = [[]]
    for step, width in enumerate(capacities):
        if found[-1] and (len(found[-1]) + 1) * width * config.seeds > max(UNITS_AT_ONCE, width * config.seeds):
            found.append([])
        found[-1].append(step)
    return list(found)


def measured(config: Capacity, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    """Fit every seed's data with every capacity of a batch, and measure the fits."""
    (train,), generators = data_sets(config, [config.samples])
    places = [train[0], held_out(config, TEST_SEED)[0], held_out(config, FRESH_SEED)[0], grid()]
    capacities = [config.capacities[step] for step in steps]
    if config.model == "polynomial":
        predicted = [_polynomial(config, degree, train, places) for degree in capacities]
    else:
        predicted = _networks(config, capacities, train, places, generators)
    return [_seen(config, capacity, each, train[1]) for capacity, each in zip(capacities, predicted, strict=True)]


def decomposition(predicted: Tensor, truth: Tensor) -> tuple[float, float]:
    """Split the mean squared distance from the truth into squared bias and variance.

    Parameters
    ----------
    predicted
        (data sets, points): what models fitted to independent data sets say.
    truth
        (points,).

    Returns
    -------
    bias2, variance
        Without the bias of the plug-in estimates (the mean of S models still wobbles by variance/S), so `bias2` may
        come out slightly negative. Their sum is exactly the mean squared distance. With one data set all of it counts
        as bias.
    """
    sets = len(predicted)
    mean = predicted.mean(0)
    within = (predicted - mean).square().mean()
    variance = within * sets / (sets - 1) if sets > 1 else torch.zeros(())
    return float((mean - truth).square().mean() - (variance - within)), float(variance)


def _polynomial(config: Capacity, degree: int, train: tuple[Tensor, Tensor], places: list[Tensor]) -> list[Tensor]:
    x, y = train
    w = ridge(legendre(x, degree), y, config.weight_decay)
    return [(legendre(each, degree) @ w[..., None])[..., 0] for each in places]


def _networks(
    config: Capacity,
    widths: Sequence[int],
    train: tuple[Tensor, Tensor],
    places: list[Tensor],
    generators: Sequence[torch.Generator],
) -> list[list[Tensor]]:
    """Train networks of several widths at once, padded to the widest."""
    states = [g.get_state() for g in generators]
    wide, rows = (1, max(widths), 1), []
    for width in widths:
        for g, state in zip(generators, states, strict=True):
            g.set_state(state)
        rows.append(widened(starts((1, width, 1), generators), (1, width, 1), wide))
    theta, own = (torch.cat(parts) for parts in zip(*rows, strict=True))
    net = StackedMLP(theta, wide, [config.activation], LOSSES["mse"], own=own)
    lr = torch.full((len(theta), 1), config.lr, dtype=torch.float64)
    x, y = (each.repeat(len(widths), 1) for each in train)
    sweep(net, optimizer("adam", theta, lr, lr * 0 + config.weight_decay), inputs(x), y[:, None], config.epochs)
    with torch.inference_mode():
        said = [
            net.forward(inputs(each.repeat(len(widths) if len(each) > 1 else 1, 1)))[-1][:, 0]
            .unflatten(0, (len(widths), config.seeds))
            for each in places
        ]  # fmt: skip
    return [[each[i].clone() for each in said] for i in range(len(widths))]


def _seen(config: Capacity, capacity: int, predicted: list[Tensor], y: Tensor) -> Seen:
    on_train, on_test, on_fresh, on_grid = predicted
    test_x, test_y = held_out(config, TEST_SEED)
    bias2, variance = decomposition(on_test, CURVES[config.curve](test_x)[0])
    test = (on_test - test_y).square().mean(1)
    parameters = capacity + 1 if config.model == "polynomial" else 3 * capacity + 1
    metrics = {
        "value": float(capacity),
        "parameters": float(parameters),
        **spread("train_error", (on_train - y).square().mean(1)),
        **spread("test_error", test),
        "fresh_error": spread("", (on_fresh - held_out(config, FRESH_SEED)[1]).square().mean(1))[""],
        "mean_test_error": float(test.mean()),
        "bias2": max(bias2, 0.0),
        "variance": variance,
        "noise": config.noise**2,
        "sum": bias2 + variance + config.noise**2,
    }
    shares = np.array([bias2 if bias2 > 0 else np.nan, variance or np.nan, config.noise**2 or np.nan])
    return metrics, {**fits(on_grid), "shares": shares}
