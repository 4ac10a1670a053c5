"""Hand each config to the experiment it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from dlcore.config import Config
from dlcore.snapshot import Checkpoint, Snapshot

from . import depth_sweep, loop_mistake, one_sample, unit_census
from .config import DepthSweep, LoopMistake, OneSample, UnitCensus

EXPERIMENTS: dict[type[Config], ModuleType] = {
    OneSample: one_sample,
    DepthSweep: depth_sweep,
    UnitCensus: unit_census,
    LoopMistake: loop_mistake,
}


def scene(config: Config) -> Any:
    """Say what the run is about, before any of it has happened."""
    return EXPERIMENTS[type(config)].scene(config)


def schedule(config: Config) -> tuple[int, ...]:
    """Steps at which a snapshot is taken."""
    return EXPERIMENTS[type(config)].schedule(config)


def run(
    config: Config,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] | None = None,
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run the experiment of `config`, from the beginning or from a checkpoint.

    Parameters
    ----------
    config
        The experiment.
    start
        Where to go on; None starts at step 0, whose snapshot comes first.
    probes
        What each snapshot shows besides ``parameters``. None: the default ones.
    stop
        Asked with 0 at the start and after every step; at True, the run ends with that step's snapshot.
    """
    probes = config.default_probes if probes is None else probes
    return EXPERIMENTS[type(config)].run(config, start, probes=probes, stop=stop)


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of recorded parameters (frames, P) without running again: name -> (frames, …)."""
    return EXPERIMENTS[type(config)].replay(config, trace, probes)


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Measure the end of a run on inputs or seeds that nobody has seen."""
    return EXPERIMENTS[type(config)].examine(config, parameters)
