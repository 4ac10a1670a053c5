"""A queue in front of the worker processes: short requests first, training in turn, broken pools mended."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import Any

from ui.jobs.pool import Pool

MOST_DEATHS = 3  # a job that is at work whenever its worker dies is to blame

_log = logging.getLogger(__name__)


class Priority(IntEnum):
    """Which jobs go first; among equals, those that have waited longest."""

    SHORT = 0  # somebody waits for an answer that takes milliseconds
    TURN = 1  # a slice of training that somebody watches
    SPARE = 2  # nobody waits


class WorkerLostError(RuntimeError):
    """A job that took its worker process down with it, again and again."""


@dataclass(slots=True, order=True)
class _Job:
    priority: Priority
    turn: int
    future: Future[Any] = field(compare=False)
    task: Callable[[], Any] = field(compare=False)
    wanted: Callable[[], bool] = field(compare=False)
    deaths: int = field(default=0, compare=False)


class Scheduler:
    """Hands jobs to a pool, never more at once than it has workers, so that the order stays ours until the last moment.

    One thread of its own opens the pool, starts jobs and replaces a pool that broke; nobody who submits has to wait.
    A job that was at work when a worker died is tried again, alone: if one dies again, it is known which job did it.

    Parameters
    ----------
    open_pool
        Starts the workers and returns when they are warm.
    """

    def __init__(self, open_pool: Callable[[], Pool]) -> None:
        self._open_pool = open_pool
        self._changed = threading.Condition()
        self._turns = itertools.count()
        self._waiting: list[_Job] = []  # a heap
        self._at_work: list[_Job] = []
        self._pool: Pool | None = None
        self._device: str | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._serve, name="jobs", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether the workers are warm."""
        return self._pool is not None

    @property
    def device(self) -> str | None:
        """What the workers compute on; None until they have said so."""
        return self._device

    def submit(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        priority: Priority = Priority.SHORT,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Future[Any]:
        """Queue a call and return its future, which can be cancelled until the call starts.

        `wanted` is asked just before; if it says False, the future is cancelled. The future fails with
        :class:`WorkerLostError` if the call keeps killing its worker.
        """
        job = _Job(priority, next(self._turns), Future(), partial(function, *arguments), wanted)
        with self._changed:
            if self._stopped:
                job.future.cancel()
            else:
                heapq.heappush(self._waiting, job)
                self._changed.notify_all()
        return job.future

    @property
    def waiting(self) -> int:
        """How many jobs wait for a worker."""
        return len(self._waiting)

    def ahead(self, future: Future[Any]) -> int:
        """Count the jobs that will start before this one; 0 once it has started."""
        with self._changed:
            waiting = sorted(job for job in self._waiting if not job.future.cancelled())
        return next((place for place, job in enumerate(waiting) if job.future is future), 0)

    def stop(self) -> None:
        """Cancel what waits and let the workers go."""
        with self._changed:
            self._stopped = True
            dropped, self._waiting = self._waiting, []
            self._changed.notify_all()
        for job in dropped:
            job.future.cancel()
        self._thread.join()

    def _serve(self) -> None:
        while not self._stopped:
            pool = self._pool or self._open()
            if pool:
                self._start_next(pool)
        if self._pool:
            self._pool.close()

    def _open(self) -> Pool | None:
        try:
            pool = self._open_pool()
        except Exception as error:  # whatever keeps the workers from starting, everyone who waits must be told
            _log.exception("the worker processes cannot be started")
            self._give_up(error)
            return None
        with self._changed:
            self._pool, self._device = pool, pool.device
        return pool

    def _give_up(self, error: Exception) -> None:
        """Fail all that waits, and try again only when something new is submitted."""
        with self._changed:
            dropped, self._waiting = self._waiting, []
        for job in dropped:
            if job.future.running() or job.future.set_running_or_notify_cancel():
                job.future.set_exception(error)
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._stopped)

    def _start_next(self, pool: Pool) -> None:
        """Wait for a job that may start now, and start it; return empty-handed if the pool breaks or all is to stop."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._pool is not pool or self._may_start(pool))
            if self._stopped or self._pool is not pool:
                return
            job = heapq.heappop(self._waiting)
            self._at_work.append(job)
        self._start(pool, job)

    def _may_start(self, pool: Pool) -> bool:
        while self._waiting and self._waiting[0].future.cancelled():
            heapq.heappop(self._waiting)
        if not self._waiting:
            return False
        job, most = self._waiting[0], pool.width
        if job.priority is Priority.SPARE:  # it leaves a worker to whoever comes next
            most = max(1, pool.width - 1)
        if any(each.deaths for each in (*self._at_work, job)):
            most = 1
        return len(self._at_work) < most

    def _start(self, pool: Pool, job: _Job) -> None:
        if not job.future.running():  # else it is tried again
            if not job.wanted():
                job.future.cancel()
            if not job.future.set_running_or_notify_cancel():
                self._end(job)
                return
        try:
            answer = pool.executor.submit(job.task)
        except BrokenExecutor:  # a worker died while it was idle: nothing to hold against this job
            self._again(pool, job)
        except RuntimeError as error:  # the interpreter is going down
            self._end(job)
            job.future.set_exception(error)
        else:
            answer.add_done_callback(partial(self._collect, pool, job))

    def _collect(self, pool: Pool, job: _Job, answer: Future[Any]) -> None:
        """Pass an answer on; called in a thread of the executor's."""
        if answer.cancelled():
            self._end(job)
            job.future.set_exception(RuntimeError("the workers were stopped"))
        elif isinstance(answer.exception(), BrokenExecutor):
            job.deaths += 1
            if job.deaths < MOST_DEATHS:
                self._again(pool, job)
            else:
                self._end(job, broken=pool)
                job.future.set_exception(WorkerLostError(f"the worker process died {job.deaths} times at this job"))
        elif error := answer.exception():
            self._end(job)
            job.future.set_exception(error)
        else:
            self._end(job)
            job.future.set_result(answer.result())

    def _again(self, broken: Pool, job: _Job) -> None:
        """Put a job back where it was in the queue, for the pool that will replace the broken one."""
        with self._changed:
            stopped = self._stopped
            if not stopped:
                heapq.heappush(self._waiting, job)
            self._end(job, broken)
        if stopped:
            job.future.set_exception(RuntimeError("the workers were stopped"))

    def _end(self, job: _Job, broken: Pool | None = None) -> None:
        with self._changed:
            self._at_work = [other for other in self._at_work if other is not job]
            if broken is not None and self._pool is broken:
                self._pool = None
            self._changed.notify_all()
