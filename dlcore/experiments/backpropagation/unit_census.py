"""A network in training, its hidden units counted: the dead ones, and the ones that differ from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.toy import moons
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP, torch_order
from dlcore.training import Training

from .config import LARGEST_SEED, UnitCensus
from .scenes import Census

POINTS = 200
FRESH = 1000
NOISE = 0.1
FRAMES = 100
EXPLODED = 1e6
DEAD = 1e-9  # a unit whose slope stays below this at every training point passes no gradient back
EQUAL = 1e-9  # units whose incoming weights differ by less are the same unit


def data(seed: int, points: int = POINTS) -> tuple[Tensor, Tensor]:
    """Two moons: inputs (1, 2, points) and labels (1, 1, points)."""
    x, y = moons(points, NOISE, torch.Generator().manual_seed(seed))
    return x.T.contiguous()[None], y.double()[None, None]


def scene(config: UnitCensus) -> Census:
    """Say what is learned."""
    x, y = data(config.seed)
    return Census(x[0].T.numpy().copy(), y[0, 0].numpy().astype(np.int64))


def schedule(config: UnitCensus) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken."""
    return tuple(sorted({round(config.epochs * (i / FRAMES)) for i in range(FRAMES + 1)}))


def run(
    config: UnitCensus,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Train, and count at the epochs of :func:`schedule`."""
    x, y = data(config.seed)
    generator = torch.Generator().manual_seed(config.seed)
    theta = initial_parameters(config.sizes, config.init, generator)[None]
    net = StackedMLP(theta, config.sizes, _activations(config), LOSSES["binary_cross_entropy"])
    moves = optimizer(config.optimizer, theta, theta.new_tensor([[config.lr]]), theta.new_zeros(1, 1))
    training = Training(net, moves, x, y, config.batch_size, [generator])
    order, scheduled = torch_order(config.sizes), set(schedule(config))
    if start is not None:
        training.load(start.state)
    last = None
    while True:
        ended = stop is not None and (start is None or training.step > start.step) and stop(training.step)
        if start is None or training.step > start.step:
            row = theta[0, order].numpy().copy()
            metrics = measure(config, row, x, y)
            if not metrics["train_loss"] <= EXPLODED:
                if last is not None:
                    yield Snapshot(last.step, last.metrics, last.probes, diverged=True)
                return
            if training.step in scheduled or ended:
                shown = {name: array[0] for name, array in replay(config, row[None], probes).items()}
                checkpoint = Checkpoint(training.step, training.state())
                last = Snapshot(training.step, metrics, {"parameters": row, **shown}, checkpoint)
                yield last
        if ended or training.step >= config.epochs:
            return
        training.epoch()


def network(config: UnitCensus, trace: np.ndarray) -> StackedMLP:
    """See recorded parameters (frames, P) in PyTorch's order as so many networks."""
    theta = torch.from_numpy(trace)[:, torch_order(config.sizes).argsort()].contiguous()
    return StackedMLP(theta, config.sizes, _activations(config), LOSSES["binary_cross_entropy"])


@torch.inference_mode()
def dead(net: StackedMLP, x: Tensor) -> list[Tensor]:
    """Which units of each hidden layer have a slope of (almost) zero at all points x: (networks, units) each."""
    found, h = [], x.expand(len(net.theta), -1, -1)
    for W, f in zip(net.W, net.activations, strict=False):
        z = torch.baddbmm(W[:, :, -1:], W[:, :, :-1], h)
        h = f.value(z)
        slopes = torch.ones_like(z)
        f.backward(slopes, z, h)
        found.append(slopes.abs().amax(2) < DEAD)
    return found


@torch.inference_mode()
def measure(config: UnitCensus, row: np.ndarray, x: Tensor, y: Tensor) -> dict[str, float]:
    """Loss, accuracy, the share of dead hidden units, and how many units of the first layer differ."""
    net = network(config, row[None])
    z = net.forward(x)[-1]
    units = torch.cat(dead(net, x), 1).double()
    return {
        "train_loss": float(net.loss.value(z, y)),
        "train_accuracy": float(((z > 0) == (y > 0)).double().mean()),
        "dead_share": float(units.mean()),
        "different": float(_different(net.W[0][0])),
    }


def replay(config: UnitCensus, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute ``dead`` (frames, hidden layers), shares of dead units, and ``unit_weights`` (frames, 2, units).

    The latter are the weights of the first layer's units, which have two inputs.
    """
    net = network(config, trace)
    found = {
        "dead": torch.stack([layer.double().mean(1) for layer in dead(net, data(config.seed)[0])], 1).numpy(),
        "unit_weights": net.W[0][:, :, :2].mT.numpy().copy(),
    }
    if unknown := set(probes) - found.keys():
        raise ValueError(f"unknown probes {sorted(unknown)}; known: {', '.join(found)}")
    return {name: found[name] for name in probes}


def examine(config: UnitCensus, parameters: np.ndarray) -> dict[str, float]:
    """Measure accuracy and dead units on points that nobody has seen."""
    found = measure(config, parameters, *data(LARGEST_SEED + 1 + config.seed, FRESH))
    return {"fresh_accuracy": found["train_accuracy"], "fresh_dead_share": found["dead_share"]}


def _activations(config: UnitCensus) -> tuple[str, ...]:
    return (config.activation,) * len(config.hidden)


def _different(rows: Tensor) -> int:
    """Count rows that are farther than EQUAL from every row before."""
    close = (rows[:, None] - rows[None]).abs().amax(2) < EQUAL
    return int((~close.tril(-1).any(1)).sum())
