"""Run an experiment of the page: each config class has a room, and each room a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from dlcore.config import Config
from dlcore.snapshot import Checkpoint, Snapshot

from . import clipping, delays, forecast, lags, one_cell, recall
from .attention import run as attention_run
from .attention_config import Attending
from .config import Clipping, Delays, Forecast, Lags, OneCell, Recall
from .text import run as text_run
from .text_config import Text

ROOMS: Mapping[type[Config], ModuleType] = {
    OneCell: one_cell,
    Forecast: forecast,
    Recall: recall,
    Lags: lags,
    Delays: delays,
    Clipping: clipping,
    Text: text_run,
    Attending: attention_run,
}


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
    if isinstance(config, Text):  # whose samples in a learner's voice are computed when they are asked for
        yield from text_run.run(config, start, probes=probes, stop=stop)
    else:
        yield from ROOMS[type(config)].run(config, start, stop)


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Show recorded steps again, whose numbers are what the trace (frames, 1) holds: the run is the same every time."""
    if isinstance(config, Text):
        return text_run.replay(config, trace, probes)
    wanted = {int(row[0]) for row in trace}
    found = {each.step: each.probes for each in run(config) if each.step in wanted}
    known = next(iter(found.values()), {})
    return {name: np.stack([found[int(row[0])][name] for row in trace]) for name in probes if name in known}


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Return nothing: what counts was measured on fresh sequences at every snapshot."""
    return text_run.examine(config, parameters) if isinstance(config, Text) else {}
