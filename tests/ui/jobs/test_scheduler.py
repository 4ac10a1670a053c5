"""Who goes first, who waits, and what happens when workers cannot be had."""

from __future__ import annotations

from concurrent.futures import CancelledError

import pytest

from dlcore import worker
from tests.fake_experiment import Config
from tests.ui.jobs.workplace import TOO_LONG, Workplace, is_over, wait_until
from ui.jobs.pool import Pool
from ui.jobs.scheduler import Priority, Scheduler


def test_slices_are_served_in_turn(workplace: Workplace) -> None:
    runs = [workplace.run(Config(epochs=40, pause=0.02, seed=seed)) for seed in (0, 1, 2)]
    for one in runs:
        one.start()
    assert [one.ahead for one in runs] == [0, 1, 2]
    workplace.open()
    wait_until(lambda: all(is_over(one) for one in runs))
    assert workplace.turns()[:12] == [0, 1, 2] * 4


def test_short_requests_overtake_slices_and_spare_ones_are_overtaken(workplace: Workplace) -> None:
    spare = workplace.run(Config(seed=9), priority=Priority.SPARE)
    runs = [workplace.run(Config(seed=seed)) for seed in (0, 1)]
    for one in (spare, *runs):
        one.start()
    answer = workplace.scheduler.submit(int, "7")
    assert [spare.ahead, runs[1].ahead, workplace.scheduler.ahead(answer)] == [3, 2, 0]
    workplace.open()
    assert answer.result(TOO_LONG) == 7
    wait_until(lambda: is_over(spare))
    assert workplace.log[0].func is int
    assert workplace.turns()[-1] == 9


def test_no_more_is_at_work_than_there_are_workers(workplace: Workplace) -> None:
    for _ in range(5):
        workplace.scheduler.submit(worker.advance, Config(pause=0.02, epochs=20), None, 0.1, None, ())
    last = workplace.scheduler.submit(int, priority=Priority.SPARE)
    workplace.open()
    wait_until(lambda: len(workplace.log) == 1)
    assert workplace.scheduler.ahead(last) == 4
    last.result(TOO_LONG)


def test_spare_work_leaves_a_worker_free() -> None:
    workplace = Workplace(width=2)
    try:
        for seed in (1, 2):
            workplace.scheduler.submit(
                worker.advance, Config(pause=0.1, epochs=30, seed=seed), None, 3.0, None, (), priority=Priority.SPARE
            )
        workplace.open()
        wait_until(lambda: workplace.turns() == [1])
        assert workplace.scheduler.submit(int, "7").result(TOO_LONG) == 7
        assert workplace.turns() == [1]  # the second one is still waiting
        wait_until(lambda: workplace.turns() == [1, 2])
    finally:
        workplace.close()


def test_what_is_cancelled_or_no_longer_wanted_never_starts(workplace: Workplace) -> None:
    cancelled = workplace.scheduler.submit(int)
    unwanted = workplace.scheduler.submit(int, wanted=lambda: False)
    wanted = workplace.scheduler.submit(int, wanted=lambda: True)
    assert cancelled.cancel()
    assert workplace.scheduler.ahead(wanted) == 1
    workplace.open()
    assert wanted.result(TOO_LONG) == 0
    assert unwanted.cancelled()
    assert len(workplace.log) == 1


def test_errors_reach_whoever_asked(workplace: Workplace) -> None:
    workplace.open()
    with pytest.raises(ValueError, match="invalid literal"):
        workplace.scheduler.submit(int, "seven").result(TOO_LONG)


def test_when_workers_cannot_start_everyone_is_told_and_the_next_request_tries_again() -> None:
    attempts: list[None] = []

    def no_pool() -> Pool:
        attempts.append(None)
        raise OSError("no more processes")

    scheduler = Scheduler(no_pool)
    for _ in range(2):
        with pytest.raises(OSError, match="no more processes"):
            scheduler.submit(int).result(TOO_LONG)
    assert not scheduler.ready
    scheduler.stop()
    assert len(attempts) >= 2


def test_stopping_cancels_what_waits(workplace: Workplace) -> None:
    waiting = workplace.scheduler.submit(int)
    workplace.close()
    late = workplace.scheduler.submit(int)
    for dropped in (waiting, late):
        with pytest.raises(CancelledError):
            dropped.result(TOO_LONG)
