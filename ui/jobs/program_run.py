"""A program of the app's own on its way through a worker: started, watched, cancelled, one at a time for everybody."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from dlcore.listings import running
from dlcore.listings.running import CANCEL, OUTPUT, Outcome, tidied
from ui import jobs

PATIENCE = 10.0  # seconds without a look after which nobody seems to watch

State = Literal["waiting", "running", "over", "cancelled", "failed"]

_turn = threading.Lock()  # a program holds a worker all the while, and the others are for the learners who train


class ProgramRun:
    """A run of the listing of some code, which begins at once or as soon as those before it are over.

    Every look at :attr:`state` counts as watching; a run that nobody watches is cancelled.
    """

    def __init__(self, code: str, patience: float = PATIENCE) -> None:
        self.code = code
        self.outcome: Outcome | None = None
        self._patience = patience
        self._folder = TemporaryDirectory(prefix="program-")
        self._began: float | None = None
        self._looked = time.monotonic()
        self._cancelled = self._failed = False
        self._thread = threading.Thread(target=self._follow, name=f"program {code}", daemon=True)
        self._thread.start()

    @property
    def state(self) -> State:
        """Where the run stands; ``failed`` means that the worker was lost, not that the program has a mistake."""
        self._looked = time.monotonic()
        if self._failed:
            return "failed"
        if self.outcome is not None:
            return "over"
        if self._cancelled:
            return "cancelled"
        return "waiting" if self._began is None else "running"

    @property
    def seconds(self) -> float:
        """How long it has been under way."""
        return time.monotonic() - self._began if self._began is not None else 0.0

    @property
    def output(self) -> str:
        """What the program has printed so far."""
        outcome = self.outcome
        if outcome is not None:
            return outcome.output
        try:
            return tidied((Path(self._folder.name) / OUTPUT).read_bytes())
        except OSError:  # not yet, or no longer
            return ""

    def cancel(self) -> None:
        """Give the run up, whether it waits or is under way."""
        self._cancelled = True
        folder = Path(self._folder.name)
        if folder.is_dir():
            (folder / CANCEL).touch()

    def _follow(self) -> None:
        with _turn:
            if not self._cancelled and not self._forgotten():
                self._began = time.monotonic()
                job = jobs.start().submit(
                    running.run,
                    self.code,
                    self._folder.name,
                    priority=jobs.Priority.TURN,
                    wanted=lambda: not self._cancelled,
                )
                self._watch(job)
        self._folder.cleanup()

    def _watch(self, job: Future[Outcome]) -> None:
        while not job.done():
            wait([job], timeout=0.5)
            if self._forgotten():
                self.cancel()
        if job.cancelled():
            self._cancelled = True
        elif job.exception() is not None:
            self._failed = True
        else:
            self.outcome = job.result()

    def _forgotten(self) -> bool:
        return time.monotonic() - self._looked > self._patience
