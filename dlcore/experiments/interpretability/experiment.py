"""Run the experiments of this page: each room has a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from dlcore.config import Config
from dlcore.snapshot import Checkpoint, Snapshot

from . import cheating, checking, measuring, pictures
from .config import Cheat, Checks, Pictures, Table

ROOMS: dict[type[Config], ModuleType] = {Pictures: pictures, Cheat: cheating, Checks: checking, Table: measuring}


def scene(config: Config) -> Any:
    """Return what the figures show besides the frames."""
    return ROOMS[type(config)].scene(config)


def schedule(config: Config) -> tuple[int, ...]:
    """Return the steps at which there is a snapshot."""
    return ROOMS[type(config)].schedule(config)


def run(
    config: Config,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run from the beginning or from a checkpoint; see :func:`dlcore.experiments.convolutional_network.run`."""
    yield from ROOMS[type(config)].run(config, start, probes, stop or (lambda _step: False))


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run (frames, parameters) without training again: name -> (frames, …)."""
    return ROOMS[type(config)].replay(config, trace, probes)


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Measure on what nobody has seen; nothing in the rooms that measure only such things anyway."""
    room = ROOMS[type(config)]
    return room.examine(config, parameters) if hasattr(room, "examine") else {}
