"""Run the experiments of logistic regression: each config class has a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dlcore.snapshot import Checkpoint, Snapshot

from . import data, fitting, growth, mistake
from .beside import beside
from .config import Growth, LogisticRegression, Mistake

Config = LogisticRegression | Mistake | Growth


def scene(config: Config) -> Any:
    """Return what the figures show besides the frames."""
    match config:
        case LogisticRegression():
            found = data.observe(config)
            return replace(found, beside=beside(config, found))
        case Mistake():
            return mistake.scene(config)
        case Growth():
            return growth.scene(config)


def schedule(config: Config) -> tuple[int, ...]:
    """Return the epochs at which there is a snapshot."""
    match config:
        case LogisticRegression():
            return fitting.schedule(config)
        case Mistake():
            return mistake.schedule(config)
        case Growth():
            return growth.schedule(config)


def run(
    config: Config,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] | None = None,
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run from the beginning or from a checkpoint.

    Parameters
    ----------
    config
        The experiment.
    start
        Where to go on; None starts with the untrained model, whose snapshot comes first.
    probes
        What each snapshot shows besides ``parameters``; the names are those of :func:`replay`. None: the default ones.
    stop
        Asked with 0 before the first epoch and after every epoch; at True, the run ends with that epoch's snapshot.

    Yields
    ------
    Snapshot
        At the epochs of :func:`schedule`. Those of a run from a checkpoint are, bit for bit, those of a run that never
        stopped. If the loss explodes, the last one has ``diverged`` set and holds the last finite state.
    """
    probes = config.default_probes if probes is None else probes
    stop = stop or (lambda _epoch: False)
    match config:
        case LogisticRegression():
            yield from fitting.run(config, start, probes, stop)
        case Mistake():
            yield from mistake.run(config, start, probes, stop)
        case Growth():
            yield from growth.run(config, start, probes, stop)


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run (frames, parameters) without training again: name -> (frames, …) float32."""
    match config:
        case LogisticRegression():
            return fitting.replay(config, trace, probes)
        case Mistake():
            return mistake.replay(trace, probes)
        case Growth():
            return growth.replay(config, trace, probes)


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Measure trained parameters on points that nobody has seen; nothing where the experiment is not graded."""
    return fitting.examine(config, parameters) if isinstance(config, LogisticRegression) else {}
