"""Remedies: one way to restrain a network at a time, at every strength from none to far too much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.curves import CURVES, draw
from dlcore.models.losses import LOSSES
from dlcore.optimizers import optimizer
from dlcore.probes import histogram
from dlcore.stacked import StackedMLP, widened
from dlcore.sweep import masks, measure, sweep, thinned, trained_on
from dlcore.training import Training

from .config import Remedies
from .curve import FRESH_SEED, SPREAD, TEST_SEED, data_sets, fits, grid, held_out, inputs, picture, starts
from .still import Scene
from .sweeping import Seen, generator, in_batches, spread

VALIDATION = 40  # points for each seed
VALIDATION_SEED = 3_000_000  # beyond every seed of a training set
MASKS, MASK_SEED = 32, 4_000_000
AT_ONCE = 48  # networks


def scene(config: Remedies) -> Scene:
    """Show the first data set, as it is before a remedy changes it."""
    ((x, y),), _ = data_sets(config, [config.samples])
    return picture(config, config.strengths, x, y)


def batches(config: Remedies) -> list[Sequence[int]]:
    """Cut the strengths into batches of networks that are trained together."""
    steps, most = len(config.strengths), max(1, AT_ONCE // config.seeds)
    if config.remedy == "batch_size":
        return list(in_batches(steps, 1))  # so many steps an epoch as none of the others
    if config.remedy == "epochs":
        return [range(steps)]  # one training, looked at along the way
    if config.remedy == "width":
        return list(in_batches(steps, 4))
    return list(in_batches(steps, most))


def measured(config: Remedies, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    """Train every seed at every strength of a batch, measure all, and say which strength validation would choose."""
    seen = _trained(config, [config.strengths[step] for step in steps])
    for metrics, _ in seen:
        if metrics["validation_error"] < kept.get("lowest", float("inf")):
            kept["lowest"] = metrics["validation_error"]
            names = ("value", "train_error", "test_error", "fresh_error", "zeros")
            kept["chosen"] = {f"chosen_{name}": metrics[name] for name in names}
        kept.setdefault("without", {f"without_{name}": metrics[name] for name in ("train_error", "test_error")})
        metrics |= kept["chosen"] | kept["without"]
    return seen


def _trained(config: Remedies, strengths: Sequence[float]) -> list[Seen]:
    if config.remedy == "epochs":
        return _along(config, strengths)
    (train,), generators = data_sets(config, [config.samples])
    theta, sizes, own = _starts(config, strengths, generators)
    if config.remedy == "batch_size":
        return [_in_batches(config, int(strengths[0]), theta, train, generators)]
    rows = len(strengths)
    column = torch.tensor(strengths, dtype=torch.float64).repeat_interleave(config.seeds)[:, None]
    nothing = torch.zeros_like(column)
    shown = _points(config, strengths, train)
    x, y, weight = shown
    net = StackedMLP(theta, sizes, [config.activation] * 2, LOSSES["mse"], float(config.remedy == "dropout"), own)
    moves = optimizer("adam", theta, nothing + config.lr, column if config.remedy == "weight_decay" else nothing)
    sweep(
        net,
        moves,
        inputs(x),
        y[:, None],
        config.epochs,
        weight=weight,
        shrink=config.lr * column if config.remedy == "l1" else None,
        dropout=column[..., None] if config.remedy == "dropout" else None,
        jitter=column[..., None] / SPREAD if config.remedy == "jitter" else None,
        label_noise=column[..., None] if config.remedy == "label_noise" else None,
        generators=generators,
    )
    return _seen(config, strengths, theta, sizes, own, shown, rows)


def _starts(
    config: Remedies, strengths: Sequence[float], generators: Sequence[torch.Generator]
) -> tuple[Tensor, tuple[int, ...], Tensor | None]:
    """First parameters of every network of a batch; all strengths of one seed start alike where the points allow it."""
    if config.remedy == "samples":
        drawn = [data_sets(config, [int(count)])[1] for count in strengths]
        return torch.cat([starts(config.sizes, after) for after in drawn]), config.sizes, None
    if config.remedy != "width":
        return starts(config.sizes, generators).repeat(len(strengths), 1), config.sizes, None
    states = [g.get_state() for g in generators]
    most = int(max(strengths))
    wide, rows = (1, most, most, 1), []
    for width in map(int, strengths):
        for g, state in zip(generators, states, strict=True):
            g.set_state(state)
        sizes = (1, width, width, 1)
        rows.append(widened(starts(sizes, generators), sizes, wide))
    theta, own = (torch.cat(parts) for parts in zip(*rows, strict=True))
    return theta, wide, own


def _points(
    config: Remedies, strengths: Sequence[float], train: tuple[Tensor, Tensor]
) -> tuple[Tensor, Tensor, Tensor | None]:
    """Training points (networks, n) and their weights, where the remedy is about the points."""
    x, y = train
    if config.remedy != "samples":
        return x.repeat(len(strengths), 1), y.repeat(len(strengths), 1), None
    counts, most = [int(strength) for strength in strengths], int(max(strengths))
    points_x, points_y = [], []
    for count in counts:
        for k in range(config.seeds):
            more = draw(CURVES[config.curve], count, config.noise, generator(config.seed + k))
            points_x.append(torch.nn.functional.pad(more[0], (0, most - count)))
            points_y.append(torch.nn.functional.pad(more[1], (0, most - count)))
    weight = trained_on(torch.tensor(counts).repeat_interleave(config.seeds), most)
    return torch.stack(points_x), torch.stack(points_y), weight


def _in_batches(
    config: Remedies,
    size: int,
    theta: Tensor,
    train: tuple[Tensor, Tensor],
    generators: Sequence[torch.Generator],
) -> Seen:
    """Train all seeds with batches of one size, shuffled anew in every epoch."""
    x, y = train
    net = StackedMLP(theta, config.sizes, [config.activation] * 2, LOSSES["mse"])
    nothing = torch.zeros(config.seeds, 1, dtype=torch.float64)
    moves = optimizer("adam", theta, nothing + config.lr, nothing)
    training = Training(net, moves, inputs(x), y[:, None], size, generators)
    for _ in range(config.epochs):
        training.epoch()
    return _seen(config, [float(size)], theta, config.sizes, None, (x, y, None), 1)[0]


def _along(config: Remedies, strengths: Sequence[float]) -> list[Seen]:
    """Train once and look at the epochs asked for, the last of them first in the sweep."""
    (train,), generators = data_sets(config, [config.samples])
    theta = starts(config.sizes, generators)
    net = StackedMLP(theta, config.sizes, [config.activation] * 2, LOSSES["mse"])
    nothing = torch.zeros(config.seeds, 1, dtype=torch.float64)
    moves = optimizer("adam", theta, nothing + config.lr, nothing)
    found: dict[float, Seen] = {}
    done = 0
    for epoch in sorted(strengths):
        sweep(net, moves, inputs(train[0]), train[1][:, None], int(epoch) - done)
        done = int(epoch)
        found[epoch] = _seen(config, [epoch], theta, config.sizes, None, (*train, None), 1)[0]
    return [found[epoch] for epoch in strengths]


@torch.inference_mode()
def _seen(
    config: Remedies,
    strengths: Sequence[float],
    theta: Tensor,
    sizes: tuple[int, ...],
    own: Tensor | None,
    shown: tuple[Tensor, Tensor, Tensor | None],
    rows: int,
) -> list[Seen]:
    """Measure trained networks, strength by strength, without dropout and jitter."""
    net = StackedMLP(theta, sizes, [config.activation] * 2, LOSSES["mse"])
    x, y, weight = shown
    error = (net.forward(inputs(x))[-1] - y[:, None]).square()
    errors = {"train_error": (error if weight is None else error * weight).mean((1, 2))}
    seeds = range(VALIDATION_SEED + config.seed, VALIDATION_SEED + config.seed + config.seeds)
    validation = zip(*(draw(CURVES[config.curve], VALIDATION, config.noise, generator(k)) for k in seeds), strict=True)
    held = {
        "validation_error": tuple(torch.stack(each).repeat(rows, 1) for each in validation),
        "test_error": held_out(config, TEST_SEED),
        "fresh_error": held_out(config, FRESH_SEED),
    }
    errors |= {name: measure(net, inputs(px), py[:, None]) for name, (px, py) in held.items()}
    drawn = net.forward(inputs(grid()))[-1][:, 0]
    seen = []
    for i, strength in enumerate(strengths):
        mine = slice(i * config.seeds, (i + 1) * config.seeds)
        metrics = {"value": strength}
        for name, values in errors.items():
            metrics |= spread(name, values[mine])
        weights = theta[mine] if own is None else theta[mine][own[mine] > 0].view(config.seeds, -1)
        metrics["zeros"] = float((weights == 0).double().mean())
        metrics["norm"] = float(weights.norm(dim=1).quantile(0.5))
        metrics["parameters"] = float(weights.shape[1])
        shares, width = histogram(weights.flatten()[None])
        probes = {"weight_histograms": shares.numpy(), "weight_ranges": width.numpy(), **fits(drawn[mine])}
        if config.remedy == "dropout":
            metrics |= _masked(config, theta[mine], strength, held["test_error"], probes)
        seen.append((metrics, probes))
    return seen


def _masked(
    config: Remedies, theta: Tensor, strength: float, test: tuple[Tensor, Tensor], probes: dict[str, np.ndarray]
) -> dict[str, float]:
    """Look at the networks in training mode: one mask's error, that of the mean over many; draw the first seed's masks.

    `probes` gets the first network under several masks in the place of the other seeds' fits.
    """
    net = StackedMLP(theta, config.sizes, [config.activation] * 2, LOSSES["mse"], dropout=1.0)
    share = torch.full((len(theta), 1, 1), strength, dtype=torch.float64)
    generators = [generator(MASK_SEED + config.seed + k) for k in range(len(theta))]
    x, y = inputs(test[0]), test[1]
    said, drawn = [], []
    for _ in range(MASKS):
        silenced = masks(net, share, generators, 1)
        said.append(thinned(net, x, silenced)[:, 0])
        drawn.append(thinned(net, inputs(grid()), silenced)[0, 0])
    every = torch.stack(said)  # (masks, seeds, points)
    probes["fits"][1:] = torch.stack(drawn[: len(probes["fits"]) - 1]).numpy()
    return {
        "one_mask_error": float((every - y).square().mean((0, 2)).quantile(0.5)),
        "mean_mask_error": float((every.mean(0) - y).square().mean(1).quantile(0.5)),
    }
