"""What a worker process is asked to do: train for a moment, replay a trace, say what it computes on.

The web process hands these functions to an executor by name, so this module loads without torch.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.synchronize import Barrier
from typing import Any

import numpy as np

from dlcore.config import Config
from dlcore.snapshot import Checkpoint, Snapshot

NICENESS = 10  # well below the web server, still above idle


@dataclass(frozen=True, slots=True)
class Slice:
    """A short stretch of one run.

    Attributes
    ----------
    snapshots
        The scheduled snapshots reached in it, and the one at `until`; none of them carries a checkpoint. There are none
        while a branch trains what lies before its fork.
    checkpoint
        Where the next slice goes on.
    finished
        Whether the run is over: its last epoch is reached, or it diverged.
    seconds
        Computing time of the run itself, without the making of its scene.
    scene
        What the run is trained on, in the slice with the run's first snapshot only.
    end
        The last epoch of the run.
    """

    snapshots: list[Snapshot]
    checkpoint: Checkpoint | None
    finished: bool
    seconds: float
    scene: Any | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """Asked by a run after every epoch whether to end there.

    Attributes
    ----------
    until
        The epoch that was asked for, which has its frame whatever that costs; None for as many as there is time for.
    deadline
        When the time is over, as :func:`time.perf_counter` tells it. A run may then leave with a checkpoint alone.
    """

    until: int | None
    deadline: float

    def __call__(self, epoch: int) -> bool:
        return epoch == self.until or time.perf_counter() >= self.deadline


def give_way() -> None:
    """Lower this process's priority, so that the web server is answered first even when every core trains."""
    if hasattr(os, "nice"):
        os.nice(max(0, NICENESS - os.nice(0)))


def begin(together: Barrier | None = None) -> None:
    """Make this process a worker: low priority, one torch thread, gone when the web server is gone.

    `together` holds every worker back until all of them have begun, so that none begins during the first job.
    """
    give_way()
    import torch  # takes seconds, so only once the process has given way

    torch.set_num_threads(1)
    threading.Thread(target=_end_with_parent, name="end with parent", daemon=True).start()
    if together is not None:
        together.wait()


def _end_with_parent() -> None:
    """Leave when the parent has died without saying goodbye, which would orphan this process for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def advance(
    config: Config, checkpoint: Checkpoint | None, budget: float, until: int | None, probes: tuple[str, ...]
) -> Slice:
    """Train on from `checkpoint` (None: from the start) for about `budget` seconds, or up to epoch `until`.

    An epoch is never cut, and a slice from a checkpoint holds at least one. Where a run is cut into slices changes
    none of its numbers.
    """
    began = time.perf_counter()
    experiment = _experiment(config)
    schedule = experiment.schedule(config)
    kept, stop = {*schedule, until}, Stop(until, began + budget)

    snapshots: list[Snapshot] = []
    reached, finished = checkpoint, True  # a run that yields nothing more has no epochs left
    for snapshot in experiment.run(config, checkpoint, probes=probes, stop=stop):
        shown = snapshot.probes or snapshot.metrics
        if shown and (snapshot.step in kept or snapshot.diverged):
            snapshots.append(replace(snapshot, checkpoint=None))
        reached = snapshot.checkpoint or reached
        finished = snapshot.diverged or snapshot.step >= schedule[-1]
    seconds = time.perf_counter() - began
    first = bool(snapshots) and snapshots[0].step <= schedule[0]
    scene = experiment.scene(config) if first else None
    return Slice(snapshots, reached, finished, seconds, scene, schedule[-1])


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute `probes` for every row of parameters in `trace` (frames, P); the leading dimension stays."""
    return _experiment(config).replay(config, trace, probes)


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Measure trained parameters (P,) on points that nobody has seen."""
    return _experiment(config).examine(config, parameters)


def answer(module: str, question: str, *arguments: Any) -> Any:
    """Call a function of a module of `dlcore`, named so that who asks need not import it."""
    if not module.startswith("dlcore."):
        raise ValueError(f"not a module of dlcore: {module!r}")
    return getattr(import_module(module), question)(*arguments)


def device_name() -> str:
    """Name what the device setting ``auto`` means in this process: a GPU's name, or ``CPU``."""
    from dlcore import device  # imports torch

    return device.describe(device.resolve("auto"))


def _experiment(config: Config) -> Any:
    """Find the package that a config belongs to; its ``run`` and the rest are resolved there."""
    return import_module(type(config).__module__.rpartition(".")[0])
