"""Finished recordings kept for the next learner: in bounded memory, and the pages' own experiments on disk as well."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from pathlib import Path

from dlcore.config import Config
from ui import jobs
from ui.cache.disk import Disk, code_digest
from ui.cache.memory import Memory
from ui.recording import Recording

PROJECT = Path(__file__).resolve().parents[2]

_memory = Memory()


def load(config: Config) -> Recording | None:
    """Return the finished recording of this experiment, for the caller to keep and extend, or None."""
    found = _memory.load(config)
    if found is None:
        found = _disk().load(config)
        if found is not None:
            _memory.store(found)
    return found


def store(recording: Recording) -> None:
    """Keep a finished recording: a page's default experiment for good, any other until memory is needed."""
    _memory.store(recording)
    if recording.config == type(recording.config)():
        _disk().store(recording)


def warm(configs: Iterable[Config]) -> None:
    """See to it that these experiments are on disk; what lacks is computed when no learner waits."""
    for config in configs:
        probes, found = config.default_probes, load(config)
        if found is None or found.missing(probes):
            run = jobs.Run(
                config,
                probes,
                scheduler=jobs.start(),
                recording=found,
                on_finish=_keep,
                priority=jobs.Priority.SPARE,
                patience=math.inf,
            )
            run.want(probes)
            run.start()


def _keep(recording: Recording) -> None:
    _memory.store(recording)
    _disk().store(recording)


def _disk() -> Disk:
    return Disk(Path(os.environ.get("DLCORE_CACHE") or PROJECT / ".cache"), code_digest())
