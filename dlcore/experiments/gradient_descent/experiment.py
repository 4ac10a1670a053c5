"""Which of the three experiments a config belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from dlcore.config import Config
from dlcore.snapshot import Checkpoint, Snapshot

from . import landscape, race, rates
from .config import Landscape, Race, Rates

MODULES: dict[type[Config], ModuleType] = {Race: race, Landscape: landscape, Rates: rates}


def scene(config: Config) -> Any:
    """Make what the experiment is shown on: a map for a race, a plane of the loss, the learning rates."""
    return MODULES[type(config)].scene(config)


def schedule(config: Config) -> tuple[int, ...]:
    """Steps (of a race) or epochs at which a snapshot is taken."""
    return MODULES[type(config)].schedule(config)


def run(
    config: Config,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run an experiment, from the beginning or from a checkpoint, as the playground's run does it."""
    return MODULES[type(config)].run(config, start, probes=probes, stop=stop)


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute those of `probes` that follow from recorded parameters (frames, parameters)."""
    return MODULES[type(config)].replay(config, trace, probes)


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Measure on what the learner has not seen: other starts and other noise, or fresh points."""
    return MODULES[type(config)].examine(config, parameters)
