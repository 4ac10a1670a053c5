"""Run an experiment on cost: a reading, a size, a number format or a model at each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import torch

from dlcore import device as devices
from dlcore.config import Config
from dlcore.experiments.overfitting.sweeping import Seen, swept
from dlcore.snapshot import Checkpoint, Snapshot

from . import decades, doubling, readings, storing
from .config import Architecture, Formats, History, Scaling
from .measuring import present
from .still import Scene

Board = dict[str, np.ndarray]


def scene(config: Config) -> Scene:
    """Say what the clock is read on."""
    if isinstance(config, History):
        return Scene()
    measured = present()[:1] if isinstance(config, Formats) else present()
    return Scene(tuple(map(devices.describe, measured)), torch.get_num_threads())


def schedule(config: Config) -> tuple[int, ...]:
    """Return the steps at which there is a snapshot: all."""
    first = _first(config)
    return tuple(range(first, first + _steps(config)))


def run(
    config: Config,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run from the beginning or from a checkpoint; see :func:`dlcore.experiments.overfitting.run`.

    Everything but the clock's readings is, bit for bit, what a run that never stopped gives.
    """
    yield from swept([[step] for step in schedule(config)], partial(_measured, config), start, stop)


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Show recorded steps again, which the trace (frames, 1) holds; the clock is read anew."""
    wanted = {int(row[0]) for row in trace}
    found = {each.step: each.probes for each in run(config) if each.step in wanted}
    known = next(iter(found.values()), {})
    return {name: np.stack([found[int(row[0])][name] for row in trace]) for name in probes if name in known}


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Return nothing: what is graded was counted, or measured on pictures that nobody has trained on."""
    return {}


def _first(config: Config) -> int:
    """Number of the first step: a size that was not doubled yet is number 0, everything else counts from 1."""
    return 0 if isinstance(config, Scaling) else 1


def _steps(config: Config) -> int:
    match config:
        case Architecture():
            return config.repeats
        case Scaling():
            return len(config.values)
        case Formats():
            return len(config.formats)
        case History():
            return len(decades.chosen(config))
    raise TypeError(f"no experiment for {type(config).__name__}")


def _measured(config: Config, steps: Sequence[int], board: Board) -> list[Seen]:
    return [_one(config, step - _first(config), board) for step in steps]


def _one(config: Config, step: int, board: Board) -> Seen:
    """Take the step with that index; `board` keeps what earlier steps have found."""
    match config:
        case Architecture():
            metrics = readings.read(config, step, board)
        case Scaling():
            metrics = doubling.measure(config, step, board)
        case Formats():
            metrics = storing.store(config, step, board)
        case History():
            metrics = decades.add(config, step, board)
        case _:
            raise TypeError(f"no experiment for {type(config).__name__}")
    return metrics, {name: column.copy() for name, column in board.items()}
