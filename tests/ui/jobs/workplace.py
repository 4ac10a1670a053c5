"""Worker processes for tests, whose jobs are noted in the order in which they start."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import partial
from typing import Any
from unittest.mock import patch

from dlcore import worker
from dlcore.config import Config as AnyConfig
from tests.fake_experiment import Config, run
from ui.jobs.pool import Pool, open_pool
from ui.jobs.run import Run
from ui.jobs.scheduler import Scheduler
from ui.recording import Recording

TOO_LONG = 180  # seconds; only so that a failure does not hang, and a machine may read torch from a slow disk


class Watched(Executor):
    """Passes jobs on and notes them."""

    def __init__(self, executor: Executor, log: list[partial[Any]]) -> None:
        self._executor, self._log = executor, log

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._log.append(fn)
        return self._executor.submit(fn, *args, **kwargs)


class Workplace:
    """A scheduler with real workers, which come only at :meth:`open`, so that a test can fill the queue before."""

    def __init__(self, width: int = 1) -> None:
        self.log: list[partial[Any]] = []
        self.opened = 0
        self._width, self._gate = width, threading.Event()
        self.scheduler = Scheduler(self._open_pool)

    def open(self) -> None:
        self._gate.set()

    def close(self) -> None:
        self._gate.set()
        self.scheduler.stop()

    def run(self, config: AnyConfig, *probes: str, **options: Any) -> Run:
        """Prepare a run; without a clock of its own it does not mind that nobody ticks for long on a slow machine."""
        if "clock" not in options:
            options["patience"] = TOO_LONG
        return Run(config, probes, scheduler=self.scheduler, **options)

    def turns(self) -> list[int]:
        """Whose slices have started, by the seeds of their runs."""
        return [job.args[0].seed for job in self.log if job.func is worker.advance]

    def drain(self) -> None:
        """Wait until the one worker has finished what it was at, and what that led to at once has been queued."""
        assert self._width == 1
        for _ in range(2):
            self.scheduler.submit(int).result(TOO_LONG)

    def _open_pool(self) -> Pool:
        self._gate.wait()
        with patch("ui.jobs.pool.cores", return_value=self._width):
            pool = open_pool()
        self.opened += 1
        return replace(pool, executor=Watched(pool.executor, self.log))


def wait_until(condition: Callable[[], bool]) -> None:
    """Look again and again; fail after a very long time."""
    deadline = time.monotonic() + TOO_LONG
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


def is_over(one: Run) -> bool:
    return one.state in ("done", "diverged", "failed")


def undisturbed(config: Config, *probes: str) -> dict[int, tuple[float, list[float]]]:
    """Epoch -> (loss, parameters), of all epochs, from a run in this process that nothing interrupts."""
    return {
        each.step: (each.metrics["train_loss"], each.probes["parameters"].tolist())
        for each in run(config.replace(pause=0.0), probes=probes)
    }


def frames(recording: Recording) -> dict[int, tuple[float, list[float]]]:
    """The same of a recording."""
    rows = (row.tolist() for row in recording.trace)
    return dict(zip(recording.steps, zip(recording.metrics["train_loss"], rows, strict=True), strict=True))
