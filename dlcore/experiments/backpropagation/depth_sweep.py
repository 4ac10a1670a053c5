"""How large is the gradient in each layer of an untrained network, for every depth and many seeds at once?

All seeds of one depth are one stacked network. A shallower network is the deepest one with its last hidden layers left
out, so that depths differ in nothing but depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.probes import gradient_norms
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP

from .config import LARGEST_SEED, DepthSweep
from .scenes import Sweep

POINTS = 32
BAND = (0.1, 0.5, 0.9)  # quantiles over the seeds
FAINTEST = 1e-300  # what a norm of exactly zero is drawn as: a dead network has no logarithm


@dataclass(frozen=True, slots=True)
class Material:
    """What a sweep works on: inputs (1, width, points), labels (1, 1, points), parameters (seeds, P) of the deepest."""

    x: Tensor
    y: Tensor
    theta: Tensor


def scene(config: DepthSweep) -> Sweep:
    """Say how many points the gradient is averaged over."""
    return Sweep(POINTS)


def schedule(config: DepthSweep) -> tuple[int, ...]:
    """Every depth, from one hidden layer on."""
    return tuple(range(1, config.deepest + 1))


def material(config: DepthSweep, first_seed: int) -> Material:
    """Draw points from the generator of `first_seed`, and each network from the generator of a seed that follows it."""
    generator = torch.Generator().manual_seed(first_seed)
    x = torch.randn(POINTS, config.width, generator=generator, dtype=torch.float64)
    y = torch.randint(0, 2, (POINTS, 1), generator=generator).double()
    sizes = (config.width,) * (config.deepest + 1) + (1,)
    rows = [
        initial_parameters(sizes, config.init, torch.Generator().manual_seed(first_seed + 1 + k))
        for k in range(config.seeds)
    ]
    return Material(x.T.contiguous()[None], y.T.contiguous()[None], config.scale * torch.stack(rows))


def norms(config: DepthSweep, drawn: Material, depth: int) -> np.ndarray:
    """‖∂loss/∂(W, b)‖ of each layer at that depth, (seeds, depth + 1), input side first."""
    hidden = depth * (config.width + 1) * config.width
    theta = torch.cat([drawn.theta[:, :hidden], drawn.theta[:, -(config.width + 1) :]], 1)
    sizes = (config.width,) * (depth + 1) + (1,)
    net = StackedMLP(theta, sizes, (config.activation,) * depth, LOSSES["binary_cross_entropy"])
    return gradient_norms(net, drawn.x, drawn.y).numpy()


@torch.inference_mode()
def run(
    config: DepthSweep,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Yield one snapshot a depth; its ``parameters`` are the depth and the norms, padded with the output layer's."""
    drawn, first = material(config, config.seed), start.step + 1 if start else 1
    for depth in range(first, config.deepest + 1):
        found = norms(config, drawn, depth)
        padded = np.pad(found, ((0, 0), (0, config.deepest - depth)), mode="edge")
        row = np.concatenate([[float(depth)], padded.ravel()])
        shown = {name: array[0] for name, array in replay(config, row[None], probes).items()}
        yield Snapshot(depth, _metrics(found), {"parameters": row, **shown}, Checkpoint(depth, b""))
        if stop is not None and (stop(depth) or (depth == 1 and stop(0))):  # the first depth is also the start
            return


def replay(config: DepthSweep, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute what is drawn of the norms of some depths.

    Returns
    -------
    arrays
        ``layers`` (frames, deepest + 1): the layer's number, from 1; ``norms`` (frames, 3, deepest + 1): common
        logarithms of the :data:`BAND`'s quantiles; ``ends`` (frames, 6): those of the first and of the last layer.
    """
    known = ("layers", "norms", "ends")
    if unknown := set(probes) - set(known):
        raise ValueError(f"unknown probes {sorted(unknown)}; known: {', '.join(known)}")
    every = np.log10(np.maximum(trace[:, 1:].reshape(len(trace), config.seeds, -1), FAINTEST))
    bands = np.quantile(every, BAND, axis=1).swapaxes(0, 1)
    found = {
        "layers": np.minimum(np.arange(1, config.deepest + 2), trace[:, :1] + 1),
        "norms": bands,
        "ends": np.concatenate([bands[:, :, 0], bands[:, :, -1]], axis=1),
    }
    return {name: found[name] for name in probes}


@torch.inference_mode()
def examine(config: DepthSweep, parameters: np.ndarray) -> dict[str, float]:
    """Measure the deepest networks of seeds beyond every seed a learner can choose, as the run's metrics are."""
    fresh = norms(config, material(config, LARGEST_SEED + 100 + config.seed), config.deepest)
    return {f"fresh_{name}": value for name, value in _metrics(fresh).items()}


def _metrics(found: np.ndarray) -> dict[str, float]:
    """Medians over seeds: first and last layer's norm, and the factor by which a layer changes it on the way back."""
    first, last = found[:, 0], found[:, -1]
    ratio = first / np.maximum(last, FAINTEST)
    return {
        "first_norm": float(np.median(first)),
        "last_norm": float(np.median(last)),
        "factor": float(np.median(ratio ** (1 / (found.shape[1] - 1)))),
    }
