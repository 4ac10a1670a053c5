"""Run the experiments of this page: each config class has a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from dlcore.config import Config
from dlcore.snapshot import Checkpoint, Snapshot

from . import diffusing, reading, squeezing
from .config import AutoEncoder, Diffusion, Pretext


def scene(config: Config) -> Any:
    """Return what the figures show besides the frames."""
    match config:
        case AutoEncoder():
            return squeezing.eye(config).scene()
        case Diffusion():
            return diffusing.judge(config).scene()
    assert isinstance(config, Pretext)
    return reading.scene(config)


def schedule(config: Config) -> tuple[int, ...]:
    """Return the epochs, updates or results at which there is a snapshot."""
    match config:
        case AutoEncoder():
            return squeezing.schedule(config)
        case Diffusion():
            return diffusing.schedule(config)
    assert isinstance(config, Pretext)
    return reading.schedule(config)


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
        Where to go on; None starts with the untrained network, whose snapshot comes first.
    probes
        What each snapshot shows besides ``parameters``. None: the default ones.
    stop
        Asked with 0 before the first step and after every step; at True, the run ends there.

    Yields
    ------
    Snapshot
        At the steps of :func:`schedule`. Those of a run from a checkpoint are, bit for bit, those of a run that never
        stopped. If the loss explodes, the last one has ``diverged`` set and holds the last finite state.
    """
    probes = config.default_probes if probes is None else probes
    go_on = stop or (lambda _step: False)
    match config:
        case AutoEncoder():
            yield from squeezing.run(config, start, probes, go_on)
        case Diffusion():
            yield from diffusing.run(config, start, probes, go_on)
        case Pretext():
            yield from reading.run(config, start, stop)


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run (frames, parameters) without training again: name -> (frames, …) float32."""
    match config:
        case AutoEncoder():
            return squeezing.eye(config).probe(trace, probes)
        case Diffusion():
            return diffusing.replay(config, trace, probes)
    assert isinstance(config, Pretext)
    return reading.replay(config, trace, probes)


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Measure trained parameters on data that nobody has seen; nothing where every number is measured so already."""
    match config:
        case AutoEncoder():
            return squeezing.examine(config, parameters)
        case Diffusion():
            return diffusing.examine(config, parameters)
    return {}
