"""A program's run goes through a worker, one at a time, and ends when it is cancelled or nobody watches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dlcore.listings import running
from dlcore.listings.running import CANCEL, OUTPUT, Outcome
from tests.ui.jobs.workplace import wait_until
from ui import jobs
from ui.jobs.program_run import ProgramRun

Work = Callable[[str, str], Outcome]


class Desk:
    """Stands in for the scheduler: work is done in threads, and may be held back."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self._pool = ThreadPoolExecutor(4)

    def submit(self, work: Work, code: str, folder: str, *, priority: jobs.Priority, wanted: Any) -> Future[Outcome]:
        assert priority is jobs.Priority.TURN and wanted()
        self.codes.append(code)
        return self._pool.submit(work, code, folder)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    monkeypatch.setattr(jobs, "start", lambda: desk)
    return desk


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Programs print a line, and then wait for this or for being cancelled."""
    gate = threading.Event()

    def work(code: str, folder: str) -> Outcome:
        (Path(folder) / OUTPUT).write_bytes(code.encode() + b"\n")
        while not gate.wait(0.01):
            if (Path(folder) / CANCEL).exists():
                return Outcome("cancelled", f"{code}\n", 0.1)
        if code == "breaks":
            raise jobs.WorkerLostError("gone")
        return Outcome("done", f"{code}\nend\n", 0.1)

    monkeypatch.setattr(running, "run", work)
    yield gate
    gate.set()


def test_output_is_there_before_the_end(desk: Desk, release: threading.Event) -> None:
    run = ProgramRun("line")
    wait_until(lambda: run.output == "line\n")
    assert run.state == "running" and run.seconds > 0 and run.outcome is None
    release.set()
    wait_until(lambda: run.state == "over")
    assert run.output == "line\nend\n"
    assert run.outcome == Outcome("done", "line\nend\n", 0.1)


def test_one_program_runs_at_a_time(desk: Desk, release: threading.Event) -> None:
    first = ProgramRun("first")
    wait_until(lambda: first.state == "running")
    second = ProgramRun("second")
    time.sleep(0.1)
    assert (second.state, second.output, second.seconds, desk.codes) == ("waiting", "", 0.0, ["first"])
    release.set()
    wait_until(lambda: second.state == "over")
    assert desk.codes == ["first", "second"]


def test_a_run_that_waits_can_be_cancelled(desk: Desk, release: threading.Event) -> None:
    first = ProgramRun("first")
    wait_until(lambda: first.state == "running")
    second = ProgramRun("second")
    second.cancel()
    assert second.state == "cancelled"
    release.set()
    wait_until(lambda: first.state == "over" and not second._thread.is_alive())
    assert desk.codes == ["first"] and second.state == "cancelled"


def test_a_run_under_way_can_be_cancelled(desk: Desk, release: threading.Event) -> None:
    run = ProgramRun("line")
    wait_until(lambda: run.output != "")
    run.cancel()
    wait_until(lambda: run.outcome is not None)
    assert run.outcome is not None and run.outcome.end == "cancelled"


def test_nobody_watching_cancels(desk: Desk, release: threading.Event) -> None:
    run = ProgramRun("line", patience=0.2)
    wait_until(lambda: run.outcome is not None)
    assert run.outcome is not None and run.outcome.end == "cancelled"


def test_a_lost_worker_is_told(desk: Desk, release: threading.Event) -> None:
    run = ProgramRun("breaks")
    release.set()
    wait_until(lambda: run.state == "failed")


def test_nothing_is_left_behind(desk: Desk, release: threading.Event) -> None:
    run = ProgramRun("line")
    folder = Path(run._folder.name)
    release.set()
    wait_until(lambda: not run._thread.is_alive())
    assert not folder.exists()
    run.cancel()
