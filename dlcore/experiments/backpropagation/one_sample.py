"""One sample, forward, backward and then a step of the optimiser, as often as asked; every number is recorded."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.optimizers import optimizer
from dlcore.snapshot import Checkpoint, Snapshot

from .config import LARGEST_SEED, OneSample
from .graph import Graph
from .tracing import Reading, forward, graph, leaves, read

EXPLODED = 1e6  # a loss above this has diverged
FRESH = 1000  # inputs that nobody has seen


def scene(config: OneSample) -> Graph:
    """Return the graph that autograd builds for this network."""
    return graph(config)


def schedule(config: OneSample) -> tuple[int, ...]:
    """Every step: there are few."""
    return tuple(range(config.steps + 1))


def run(
    config: OneSample,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Yield the graph's numbers before the first optimiser step and after each one."""
    theta = torch.tensor(config.start, dtype=torch.float64)[None]
    moves = optimizer(config.optimizer, theta, theta.new_tensor([[config.lr]]), theta.new_zeros(1, 1))
    step = 0
    if start is not None:
        step, (saved, moments, moves.steps) = start.step, pickle.loads(start.state)
        for mine, theirs in zip([theta, *moves.moments], [saved, *moments], strict=True):
            mine.copy_(torch.from_numpy(theirs))
    last: Snapshot | None = None
    while True:
        given = leaves(config, theta[0].numpy())  # new tensors, so no gradient of an earlier pass is left in them
        reading = read(config, given)
        if last is not None and not reading.values[-1] <= EXPLODED:  # NaN too
            yield _diverged(last)
            return
        state = pickle.dumps((theta.numpy().copy(), [each.numpy().copy() for each in moves.moments], moves.steps))
        last = _snapshot(step, given, reading, probes, Checkpoint(step, state))
        if start is None or step > start.step:
            yield last
            if step == config.steps or (stop is not None and stop(step)):
                return
        moves.step(torch.cat([_grad(leaf).reshape(-1) for leaf in _learned(given)])[None])
        step += 1


def replay(config: OneSample, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute ``values``, ``gradients`` and ``differences`` (frames, numbers), and the ``gaps`` (frames, 2).

    ``gaps`` holds, for each frame, how far the gradients are at most from central differences, and how far those of the
    parameters are from our own autograd's.
    """
    frames = [_probes(read(config, leaves(config, row)), probes) for row in trace]
    return {name: np.stack([frame[name] for frame in frames]) for name in (frames[0] if frames else ())}


def examine(config: OneSample, parameters: np.ndarray) -> dict[str, float]:
    """Ask of fresh inputs in ±2, unless they hit the target anyway: how often does nothing reach the first layer?

    ``start_loss`` is the loss on the run's own sample before the first step.
    """
    start_loss = forward(config, leaves(config, config.start))["loss"].item()
    given = leaves(config, parameters)
    generator = torch.Generator().manual_seed(LARGEST_SEED + 1 + config.seed)
    silent = 0
    for x in 4 * torch.rand(FRESH, 2, generator=generator, dtype=torch.float64) - 2:
        tensors = forward(config, {**given, "x": x})
        (grad,) = torch.autograd.grad(tensors["loss"], [given["W1"]])
        silent += tensors["loss"].item() > 0 and not bool(grad.any())
    return {"fresh_silent": silent / FRESH, "start_loss": start_loss}


def _snapshot(
    step: int, given: dict[str, Tensor], reading: Reading, wanted: Sequence[str], checkpoint: Checkpoint
) -> Snapshot:
    learned = _learned(given)
    squares = [float(_grad(leaf).square().sum()) for leaf in learned]
    metrics = {
        "loss": float(reading.values[-1]),
        "gradient_norm": math.sqrt(sum(squares)),
        "first_gradient_norm": math.sqrt(sum(squares[:2])),
    }
    parameters = torch.cat([leaf.detach().reshape(-1) for leaf in learned]).numpy()
    return Snapshot(step, metrics, {"parameters": parameters, **_probes(reading, wanted)}, checkpoint)


def _learned(given: dict[str, Tensor]) -> list[Tensor]:
    return [leaf for name, leaf in given.items() if name != "x"]


def _grad(leaf: Tensor) -> Tensor:
    return torch.zeros_like(leaf.detach()) if leaf.grad is None else leaf.grad


def _probes(reading: Reading, wanted: Sequence[str]) -> dict[str, np.ndarray]:
    gap = np.abs(reading.gradients - reading.differences).max()
    every = {
        "values": reading.values,
        "gradients": reading.gradients,
        "differences": reading.differences,
        "gaps": np.array([gap, reading.own_gap]),
    }
    unknown = set(wanted) - every.keys()
    if unknown:
        raise ValueError(f"unknown probes {sorted(unknown)}; known: {', '.join(every)}")
    return {name: array for name, array in every.items() if name in wanted}


def _diverged(snapshot: Snapshot) -> Snapshot:
    return Snapshot(snapshot.step, snapshot.metrics, snapshot.probes, None, diverged=True)
