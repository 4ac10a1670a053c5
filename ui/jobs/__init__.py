"""Where training runs: a pool of worker processes for everyone, and one :class:`Run` for each learner's run.

The web process calls :func:`start` once; whatever is asked for before the workers are warm waits in the queue.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from dlcore.config import Config
from dlcore.snapshot import Checkpoint
from ui.jobs.pool import open_pool
from ui.jobs.run import Progress, Run, State
from ui.jobs.scheduler import Priority, Scheduler, WorkerLostError
from ui.recording import Recording

__all__ = [
    "Priority",
    "Progress",
    "Run",
    "State",
    "WorkerLostError",
    "ask",
    "device_name",
    "new_run",
    "ready",
    "start",
    "stop",
    "waiting",
]

_lock = threading.Lock()
_scheduler: Scheduler | None = None


def start() -> Scheduler:
    """Start the workers in the background, unless that has been done, and return what takes jobs for them."""
    global _scheduler
    with _lock:
        if _scheduler is None:
            _scheduler = Scheduler(open_pool)
        return _scheduler


def stop() -> None:
    """Let the workers go; what waits is cancelled."""
    global _scheduler
    with _lock:
        stopped, _scheduler = _scheduler, None
    if stopped is not None:
        stopped.stop()


def ready() -> bool:
    """Whether the workers are warm; a run that is started earlier waits for them."""
    return _scheduler is not None and _scheduler.ready


def waiting() -> int:
    """Count the jobs that wait for a worker."""
    return _scheduler.waiting if _scheduler is not None else 0


def device_name() -> str | None:
    """Name what the workers compute on: a GPU's name, or ``CPU``; None until they have said so."""
    return _scheduler.device if _scheduler is not None else None


def ask(function: Callable[..., Any], *arguments: Any) -> Future[Any]:
    """Call a function of :mod:`dlcore.worker` in a worker, ahead of all training."""
    return start().submit(function, *arguments)


def new_run(
    config: Config,
    *,
    recording: Recording | None = None,
    checkpoint: Checkpoint | None = None,
    on_finish: Callable[[Recording], None] | None = None,
) -> Run:
    """Prepare a run on this server's workers, from a `checkpoint` if there is one to start at; see :class:`Run`."""
    return Run(
        config, config.default_probes, scheduler=start(), recording=recording, start=checkpoint, on_finish=on_finish
    )
