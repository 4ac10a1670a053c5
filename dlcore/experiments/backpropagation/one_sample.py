"""One sample, forward, backward and then a step of the optimiser, as often as asked; every number is recorded."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

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
    given = leaves(config, config.start)
    learned = [tensor for name, tensor in given.items() if name != "x"]
    moves = optimizer(config, learned)
    step = 0
    if start is not None:
        saved = pickle.loads(start.state)
        for tensor, values in zip(learned, saved["parameters"], strict=True):
            tensor.data.copy_(values)
        moves.load_state_dict(saved["optimizer"])
        step = start.step
    last: Snapshot | None = None
    while True:
        reading = read(config, given)
        loss = reading.values[-1]
        if last is not None and not loss <= EXPLODED:  # NaN too
            yield _diverged(last)
            return
        if start is None or step > start.step:
            state = pickle.dumps({"parameters": [each.detach() for each in learned], "optimizer": moves.state_dict()})
            last = _snapshot(step, learned, reading, probes, Checkpoint(step, state))
            yield last
            if step == config.steps or (stop is not None and stop(step)):
                return
        else:
            last = _snapshot(step, learned, reading, probes, None)
        moves.step()
        step += 1


def optimizer(config: OneSample, learned: list[Tensor]) -> torch.optim.Optimizer:
    """Make the optimiser that moves the parameters once their gradients are there."""
    if config.optimizer == "adam":
        return torch.optim.Adam(learned, lr=config.lr)
    return torch.optim.SGD(learned, lr=config.lr, momentum=0.9 if config.optimizer == "momentum" else 0.0)


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
    step: int, learned: list[Tensor], reading: Reading, wanted: Sequence[str], checkpoint: Checkpoint | None
) -> Snapshot:
    squares = [0.0 if each.grad is None else float(each.grad.square().sum()) for each in learned]
    metrics = {
        "loss": float(reading.values[-1]),
        "gradient_norm": math.sqrt(sum(squares)),
        "first_gradient_norm": math.sqrt(sum(squares[:2])),
    }
    parameters = torch.cat([each.detach().reshape(-1) for each in learned]).numpy()
    return Snapshot(step, metrics, {"parameters": parameters, **_probes(reading, wanted)}, checkpoint)


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
