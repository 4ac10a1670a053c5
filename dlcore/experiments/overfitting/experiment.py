"""Run an experiment of the laboratory: each config class has a room of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from dlcore.config import Config
from dlcore.snapshot import Checkpoint, Snapshot

from . import capacity, descent, leakage, real, remedies, stopping
from .config import Capacity, Descent, Leakage, Real, Remedies, Stopping
from .still import Scene
from .sweeping import swept

SWEEPS = {Capacity: capacity, Remedies: remedies, Descent: descent, Real: real, Leakage: leakage}


def scene(config: Config) -> Scene:
    """Return what the figures show besides the frames."""
    return stopping.scene(config) if isinstance(config, Stopping) else SWEEPS[type(config)].scene(config)


def schedule(config: Config) -> tuple[int, ...]:
    """Return the steps at which there is a snapshot: epochs, or the numbers of a sweep's values."""
    if isinstance(config, Stopping):
        return stopping.schedule(config)
    return tuple(step for batch in SWEEPS[type(config)].batches(config) for step in batch)


def run(
    config: Config,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run from the beginning or from a checkpoint.

    Every snapshot shows everything, for all of it is small: `probes` may ask for anything and changes nothing. A run
    from a checkpoint gives, bit for bit, the rest of a run that never stopped.

    Parameters
    ----------
    config
        The experiment.
    start
        Where to go on; None starts from the beginning.
    probes
        What a page wants to see.
    stop
        Asked after every step; at True, the run ends there.
    """
    if isinstance(config, Stopping):
        yield from stopping.run(config, start, stop)
    else:
        room = SWEEPS[type(config)]
        yield from swept(room.batches(config), partial(room.measured, config), start, stop)


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Show recorded steps again, whose numbers are what the trace (frames, 1) holds: the run is the same every time."""
    wanted = {int(row[0]) for row in trace}
    found = {each.step: each.probes for each in run(config) if each.step in wanted}
    known = next(iter(found.values()), {})
    return {name: np.stack([found[int(row[0])][name] for row in trace]) for name in probes if name in known}


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Return nothing: every snapshot's ``fresh_error`` was measured on points that nobody has seen."""
    return {}
