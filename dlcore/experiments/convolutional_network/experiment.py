"""Run the experiments of this page: each config class has a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from dlcore.config import Config
from dlcore.snapshot import Checkpoint, Snapshot

from . import comparing, fitting, kernel_hunt, seeing
from .config import Compare, LearnKernel, Network


def scene(config: Config) -> Any:
    """Return what the figures show besides the frames."""
    match config:
        case LearnKernel():
            return kernel_hunt.scene(config)
        case Compare():
            return comparing.scene(config)
    assert isinstance(config, Network)
    return fitting.scene(config)


def schedule(config: Config) -> tuple[int, ...]:
    """Return the optimiser steps at which there is a snapshot."""
    match config:
        case LearnKernel():
            return kernel_hunt.schedule(config)
        case Compare():
            return comparing.schedule(config)
    assert isinstance(config, Network)
    return fitting.schedule(config)


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
    stop = stop or (lambda _step: False)
    match config:
        case Network():
            yield from fitting.run(config, start, probes, stop)
        case LearnKernel():
            yield from kernel_hunt.run(config, start, probes, stop)
        case Compare():
            yield from comparing.run(config, start, probes, stop)


@lru_cache(maxsize=2)
def _eye(config: Network) -> seeing.Eye:
    """Keep the last networks' eyes: their images need not be read again for every replay."""
    return seeing.Eye(config, fitting.scene(config))


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run (frames, parameters) without training again: name -> (frames, …) float32."""
    match config:
        case LearnKernel():
            return kernel_hunt.replay(config, trace, probes)
        case Compare():
            return comparing.replay(config, trace, probes)
    assert isinstance(config, Network)
    return _eye(config).probe(trace, probes)


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Measure trained parameters on images that nobody has seen; nothing where the experiment is not graded."""
    return seeing.examine(config, fitting.scene(config), parameters) if isinstance(config, Network) else {}
