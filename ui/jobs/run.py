"""One learner's run: it trains in slices, each sent off when the last one is back, for as long as somebody watches."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dlcore import worker
from dlcore.config import Config
from dlcore.history import beginning
from dlcore.snapshot import Checkpoint
from ui.jobs.scheduler import Priority, Scheduler
from ui.recording import PARAMETERS, Recording

FIRST_BUDGET = 0.05  # seconds; the first slice is shorter so that the first frame is there early
BUDGET = 0.18
PATIENCE = 4.5  # seconds without a tick after which nobody seems to watch
REPLAY_FRAMES = 200  # in one request, so that none takes a worker for long

State = Literal["idle", "waiting", "running", "paused", "asleep", "done", "diverged", "failed"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes
    ----------
    epoch, end
        Epochs trained, and the last one; both 0 until the first slice has come.
    speed
        Epochs per second of computing.
    seconds_left
        Time to the end at the pace of the last stretch, waiting in the queue included; None while unknown.
    """

    epoch: int
    end: int
    speed: float
    seconds_left: float | None


class Run:
    """A run that can be started, paused, stepped, watched and abandoned from any thread.

    :attr:`recording` is replaced, never changed, whenever something arrives: what a page has taken from it stays whole.

    Parameters
    ----------
    config
        The experiment.
    probes
        What every frame shall show besides ``parameters``.
    recording
        What is already there, from a cache or another run.
    start
        Where a branch goes on (:meth:`~ui.recording.Recording.start_of` its parent); None: from its very beginning.
    scheduler
        Where the slices go.
    on_finish
        Called, in some other thread, with the recording of a run that is over; not if single steps added to its frames.
    priority
        Of the slices.
    patience
        Seconds without a :meth:`tick` until the run falls asleep.
    clock
        Monotonic time in seconds.
    """

    def __init__(
        self,
        config: Config,
        probes: Iterable[str],
        *,
        scheduler: Scheduler,
        recording: Recording | None = None,
        start: Checkpoint | None = None,
        on_finish: Callable[[Recording], None] | None = None,
        priority: Priority = Priority.TURN,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.config = config
        self.recording = recording or Recording(config)
        self.error: str | None = None
        self._probes = tuple(probes)
        self._unknown: frozenset[str] = frozenset()  # probes that this experiment does not give
        self._scheduler, self._on_finish, self._priority = scheduler, on_finish, priority
        self._patience, self._clock = patience, clock
        self._lock = threading.RLock()
        self._goal: float | None = None  # the epoch to train up to, infinite for all of them; None: nothing to do
        self._asleep = self._stepped = False
        self._slice: Future[worker.Slice] | None = None
        self._replay: Future[dict[str, np.ndarray]] | None = None
        self._start, self._beginning = start, beginning(config)  # of the work, and of what is shown of it
        self._checkpoint = self.recording.checkpoint or start  # may be a moment ahead of the recording
        self._ticked = clock()
        self._stretch = (clock(), 0)  # when it set off, and from which epoch
        self._pace = 0.0  # epochs per second since then
        self._version = self._told = 0

    @property
    def state(self) -> State:
        """Where the run stands.

        ``idle``: not started. ``waiting``: no frame yet. ``asleep``: nobody watches; a tick wakes it.
        ``done``, ``diverged`` and ``failed`` (see :attr:`error`) end it.
        """
        with self._lock:
            if self.error is not None:
                return "failed"
            if self.recording.finished:
                return "diverged" if self.recording.diverged else "done"
            if self._goal is None:
                return "paused" if self._epoch > self._beginning else "idle"
            if self._asleep:
                return "asleep"
            return "running" if self.recording.steps else "waiting"

    @property
    def going(self) -> bool:
        """Whether it is to train on to the end, be it queued, at work or asleep; showing or stepping is not going."""
        with self._lock:
            return self._goal == math.inf

    @property
    def busy(self) -> bool:
        """Whether anything may still arrive without another call."""
        with self._lock:
            return self._goal is not None or self._slice is not None or self._replay is not None

    @property
    def progress(self) -> Progress:
        """How far the run is, and how fast."""
        with self._lock:
            recording, epoch = self.recording, self._epoch
            trained = epoch - (self._start.step if self._start else 0)
            speed = trained / recording.seconds if recording.seconds else 0.0
            left = (recording.end - epoch) / self._pace if self._pace and recording.end else None
            return Progress(epoch, recording.end, speed, left)

    @property
    def ahead(self) -> int:
        """How many jobs go before this run's next slice; 0 when it is being computed or none is queued."""
        pending = self._slice
        return self._scheduler.ahead(pending) if pending is not None else 0

    def show(self) -> None:
        """Fetch the data and the first frame only, the untrained network or a branch's fork, if there is none yet."""
        with self._lock:
            if self._goal is None and not self.recording.steps:
                self._set_off(self._beginning)

    def start(self, until: float = math.inf) -> None:
        """Train on, up to the epoch `until` or to the end, unless something comes between."""
        with self._lock:
            if self._goal != until or self._asleep:
                self._set_off(until)

    def step(self) -> None:
        """Train one epoch more and pause; if a slice of a running run is at work, pause at its end instead."""
        with self._lock:
            self._recall()
            self._stepped = True
            reached = self._epoch if self._goal in (None, math.inf) else self._goal
            self._set_off(1 + max(reached, self._beginning))

    def pause(self) -> None:
        """Send no further slice; one that is at work is kept when it comes, after at most 0.2 s."""
        with self._lock:
            self._rest()
            self._version += 1

    def leave(self) -> None:
        """Fall asleep at once, because the page is no longer shown; the next tick wakes the run."""
        with self._lock:
            self._asleep = self._goal is not None
            self._recall()

    def reset(self) -> None:
        """Forget everything: what is queued is cancelled, and what is at work is dropped when it comes."""
        with self._lock:
            dropped = self._slice, self._replay
            self._slice = self._replay = self.error = None
            self._checkpoint = self._start
            self.recording = Recording(self.config)
            self._goal, self._asleep, self._stepped, self._pace = None, False, False, 0.0
            self._version += 1
            for pending in dropped:
                if pending is not None:
                    pending.cancel()

    def tick(self) -> bool:
        """Say that somebody watches, and return whether there is news since the last tick."""
        with self._lock:
            self._ticked = self._clock()
            if self._asleep and self._goal is not None:
                self._set_off(self._goal)
            news, self._told = self._version != self._told, self._version
            return news

    def want(self, probes: Iterable[str]) -> None:
        """Choose what frames show from now on; what earlier frames lack is replayed, ahead of all training."""
        with self._lock:
            self._probes = tuple(name for name in probes if name != PARAMETERS)
            self._fill_in()

    @property
    def _epoch(self) -> int:
        if self._checkpoint is not None:
            return self._checkpoint.step
        return self.recording.steps[-1] if self.recording.steps else 0

    def _set_off(self, goal: float) -> None:
        if self.error is not None or self.recording.finished:
            return
        self._goal, self._asleep = goal, False
        self._ticked = self._clock()
        self._stretch = (self._clock(), self._epoch)
        self._version += 1
        self._send()

    def _send(self) -> None:
        """Queue the next slice, unless one is on its way or none is wanted."""
        if self._slice is not None or self._goal is None or self._asleep:
            return
        until = None if self._goal == math.inf else int(self._goal)
        if until is not None and self._stepped:  # each step has its frame, but what lies before a fork has none
            until = min(until, max(self._epoch + 1, self._beginning))
        budget = BUDGET if self._checkpoint else FIRST_BUDGET
        arguments = (self.config, self._checkpoint, budget, until, self._known(self._probes))
        self._slice = self._scheduler.submit(
            worker.advance, *arguments, priority=self._priority, wanted=self._is_watched
        )
        self._slice.add_done_callback(self._collect)

    def _collect(self, future: Future[worker.Slice]) -> None:
        """Take in a slice; called in another thread, or at once if it was cancelled."""
        with self._lock:
            if future is not self._slice:
                return  # recalled, or the run was reset
            self._slice = None
            if future.cancelled():
                self._asleep = True
            elif error := future.exception():
                self._fail(error)
            else:
                self._take(future.result())
            self._version += 1
            finished = self.recording if self.recording.finished and not self._stepped else None
        if finished and self._on_finish:
            self._on_finish(finished)

    def _take(self, piece: worker.Slice) -> None:
        self._checkpoint = piece.checkpoint
        if self._goal is not None and (piece.finished or self._epoch >= self._goal):
            self._goal = None
        self._asleep = self._goal is not None and (self._asleep or not self._is_watched())
        self._send()  # before this one is unpacked, so that the worker need not wait
        recording = self.recording.copy()
        recording.extend(piece)
        self.recording = recording
        set_off, epoch = self._stretch
        self._pace = (self._epoch - epoch) / max(self._clock() - set_off, 1e-3)
        self._fill_in()

    def _fill_in(self) -> None:
        """Ask for the probes that frames already there lack, one request at a time."""
        if self._replay is not None or self.error is not None:
            return
        missing = self.recording.missing(self._known(self._probes))
        if not missing:
            return
        start, end = self.recording.gap(missing)
        end = min(end, start + REPLAY_FRAMES)
        trace = np.stack(self.recording.trace[start:end])
        self._replay = self._scheduler.submit(worker.replay, self.config, trace, missing)
        self._replay.add_done_callback(lambda future: self._add(future, missing, start, end))

    def _add(self, future: Future[dict[str, np.ndarray]], asked: tuple[str, ...], start: int, end: int) -> None:
        """Take in a replay; called in another thread."""
        with self._lock:
            if future is not self._replay:
                return
            self._replay = None
            if future.cancelled():
                return
            if error := future.exception():
                self._fail(error)
            else:
                arrays = future.result()
                self._unknown |= set(asked) - set(arrays)
                recording = self.recording.copy()
                recording.add(arrays, end, start)
                self.recording = recording
                self._fill_in()
            self._version += 1
            complete = self.recording.finished and self._replay is None and not self._stepped
            finished = self.recording if complete else None
        if finished and self._on_finish:
            self._on_finish(finished)

    def _fail(self, error: BaseException) -> None:
        self.error = f"{type(error).__name__}: {error}"
        self._rest()

    def _rest(self) -> None:
        self._goal, self._asleep = None, False
        self._recall()

    def _recall(self) -> None:
        """Take the next slice back out of the queue, if it is still there."""
        pending, self._slice = self._slice, None
        if pending is not None and not pending.cancel():
            self._slice = pending

    def _is_watched(self) -> bool:
        return self._clock() - self._ticked <= self._patience

    def _known(self, probes: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in probes if name not in self._unknown)
