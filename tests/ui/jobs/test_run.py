"""However a run is cut, interrupted or disturbed, it shows what an undisturbed one shows."""

from __future__ import annotations

import gc
import math
import os
import signal
import weakref
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from dlcore import worker
from dlcore.experiments import neural_network
from dlcore.history import edit
from dlcore.snapshot import Checkpoint
from tests.fake_experiment import Config, replay
from tests.ui.jobs.workplace import Workplace, frames, is_over, undisturbed, wait_until
from ui.jobs.run import BUDGET, FIRST_BUDGET, Run
from ui.recording import Recording

SLOW = Config(epochs=40, pause=0.02)  # at least four slices on any machine


@pytest.fixture
def workplace(workplace: Workplace) -> Workplace:
    workplace.open()
    return workplace


@pytest.fixture
def wide() -> Iterator[Workplace]:
    place = Workplace(width=2)
    place.open()
    yield place
    place.close()


def under_way(one: Run) -> bool:
    return len(one.recording.steps) > 1


def test_a_run_that_is_left_alone_shows_every_scheduled_frame(workplace: Workplace) -> None:
    one = workplace.run(SLOW, "surface")
    assert one.state == "idle"
    one.start()
    wait_until(lambda: is_over(one))
    assert one.state == "done"
    assert frames(one.recording) == undisturbed(SLOW)
    assert one.recording.scene is not None
    assert one.recording.scene.classes == ("a", "b")
    assert one.progress.epoch == one.progress.end == SLOW.epochs
    assert one.progress.speed == pytest.approx(SLOW.epochs / one.recording.seconds)
    assert len(workplace.turns()) >= 4


def test_slices_are_short_and_the_first_is_shorter(workplace: Workplace) -> None:
    one = workplace.run(SLOW)
    one.start()
    wait_until(lambda: is_over(one))
    budgets = [job.args[2] for job in workplace.log if job.func is worker.advance]
    assert budgets == [FIRST_BUDGET] + [BUDGET] * (len(budgets) - 1)
    assert FIRST_BUDGET < BUDGET <= 0.2


def test_after_a_pause_no_slice_starts_and_the_run_goes_on_where_it_was(workplace: Workplace) -> None:
    one = workplace.run(SLOW)
    one.start()
    wait_until(lambda: under_way(one))
    one.pause()
    started = len(workplace.turns())
    assert one.state == "paused"
    workplace.drain()
    assert len(workplace.turns()) == started
    assert one.progress.epoch < SLOW.epochs
    one.start()
    wait_until(lambda: is_over(one))
    assert frames(one.recording) == undisturbed(SLOW)


def test_a_pause_takes_a_queued_slice_back() -> None:
    place = Workplace()
    one = place.run(SLOW)
    one.start()
    assert one.state == "waiting" and one.going
    one.pause()
    assert not one.going
    place.open()
    place.drain()
    assert place.turns() == []
    assert one.state == "idle"
    place.close()


def test_showing_fetches_the_untrained_network_and_no_more(workplace: Workplace) -> None:
    one = workplace.run(SLOW, "surface")
    one.show()
    assert not one.going
    wait_until(lambda: bool(one.recording.steps))
    assert (one.state, one.recording.steps, one.progress.epoch) == ("idle", [0], 0)
    assert one.recording.missing(["surface"]) == ()
    one.start()
    wait_until(lambda: is_over(one))
    assert frames(one.recording) == undisturbed(SLOW)


def test_each_step_adds_the_frame_of_one_epoch(workplace: Workplace) -> None:
    finished: list[object] = []
    one = workplace.run(Config(epochs=9), on_finish=finished.append)
    for epoch in (1, 2, 3):
        one.step()
        wait_until(lambda: one.state == "paused")
        assert one.progress.epoch == epoch
    one.step()
    one.step()  # while the first may be at work: neither is lost
    wait_until(lambda: one.state == "paused")
    one.start()
    wait_until(lambda: is_over(one))
    assert one.recording.steps == [0, 1, 2, 3, 4, 5, 9]
    scheduled = undisturbed(Config(epochs=9))
    assert {step: frame for step, frame in frames(one.recording).items() if step in scheduled} == scheduled
    assert finished == []  # not what others should be given for this experiment


def test_a_run_that_nobody_watches_falls_asleep_and_a_tick_wakes_it(workplace: Workplace) -> None:
    now = [0.0]
    one = workplace.run(SLOW, clock=lambda: now[0])
    one.start()
    wait_until(lambda: under_way(one))
    now[0] += 5
    wait_until(lambda: one.state == "asleep")
    started = len(workplace.turns())
    workplace.drain()
    assert len(workplace.turns()) == started
    one.tick()
    assert one.state == "running"
    wait_until(lambda: is_over(one))
    assert frames(one.recording) == undisturbed(SLOW)


def test_a_queued_slice_does_not_start_when_its_learner_has_gone() -> None:
    place, now = Workplace(), [0.0]
    one = place.run(SLOW, clock=lambda: now[0])
    one.start()
    now[0] += 5
    place.open()
    wait_until(lambda: one.state == "asleep")
    assert place.turns() == []
    place.close()


def test_leaving_the_page_stops_at_once_and_coming_back_goes_on(workplace: Workplace) -> None:
    one = workplace.run(SLOW)
    one.start()
    wait_until(lambda: under_way(one))
    one.leave()
    started = len(workplace.turns())
    assert one.state == "asleep"
    workplace.drain()
    assert len(workplace.turns()) == started
    one.tick()
    wait_until(lambda: is_over(one))
    assert frames(one.recording) == undisturbed(SLOW)


def test_what_a_reset_run_was_at_is_dropped(workplace: Workplace) -> None:
    one = workplace.run(SLOW)
    one.start()
    wait_until(lambda: under_way(one))
    one.reset()
    workplace.drain()
    assert (one.state, one.recording.steps, one.progress.epoch) == ("idle", [], 0)
    one.start()
    wait_until(lambda: is_over(one))
    assert frames(one.recording) == undisturbed(SLOW)


def test_a_page_keeps_the_recording_it_has_taken(workplace: Workplace) -> None:
    one = workplace.run(SLOW, "surface")
    one.start()
    wait_until(lambda: under_way(one))
    taken = one.recording
    before = list(taken.steps)
    wait_until(lambda: is_over(one))
    assert taken.steps == before
    assert one.recording.steps[: len(before)] == before


def test_a_tick_tells_news_once(workplace: Workplace) -> None:
    one = workplace.run(Config())
    assert not one.tick()
    one.start()
    wait_until(lambda: is_over(one))
    workplace.drain()
    assert one.tick()
    assert not one.tick()


def test_a_killed_worker_costs_nothing_but_time(workplace: Workplace) -> None:
    one = workplace.run(SLOW, "surface")
    one.start()
    wait_until(lambda: under_way(one))
    os.kill(workplace.scheduler.submit(os.getpid).result(), signal.SIGKILL)
    wait_until(lambda: is_over(one))
    assert one.state == "done"
    assert frames(one.recording) == undisturbed(SLOW)
    assert workplace.opened == 2


def test_a_run_that_kills_its_workers_fails_and_its_neighbour_does_not(wide: Workplace) -> None:
    poison = wide.run(Config(seed=1, trouble="kills", at=1))  # at once, while its neighbour is in the middle of a slice
    neighbour = wide.run(SLOW)
    poison.start()
    neighbour.start()
    wait_until(lambda: is_over(poison) and is_over(neighbour))
    assert poison.state == "failed"
    assert "died 3 times" in str(poison.error)
    assert neighbour.state == "done"
    assert frames(neighbour.recording) == undisturbed(SLOW)


def test_an_error_in_the_experiment_is_told_and_ends_the_run(workplace: Workplace) -> None:
    one = workplace.run(Config(trouble="raises", at=3))
    one.start()
    wait_until(lambda: is_over(one))
    assert (one.state, one.error) == ("failed", "ArithmeticError: the count went wrong")
    one.start()
    assert one.state == "failed"
    one.reset()
    assert (one.state, one.error) == ("idle", None)


def test_a_run_that_diverges_ends_with_its_last_finite_state(workplace: Workplace) -> None:
    config = Config(epochs=40, pause=0.02, trouble="diverges", at=13)
    one = workplace.run(config)
    one.start()
    wait_until(lambda: is_over(one))
    assert one.state == "diverged"
    assert frames(one.recording) == undisturbed(config)
    assert one.recording.steps[-1] == 12


def test_a_probe_wanted_during_the_run_is_there_for_every_frame(workplace: Workplace) -> None:
    one = workplace.run(SLOW, "surface")
    one.start()
    wait_until(lambda: under_way(one))
    one.want(["surface", "double"])
    wait_until(lambda: is_over(one) and not one.recording.missing(["surface", "double"]))
    assert [float(each[0]) for each in one.recording.arrays["double"]] == pytest.approx(
        [2 * loss for loss in one.recording.metrics["train_loss"]]
    )
    assert len(workplace.turns()) < SLOW.epochs  # nothing was trained again


def test_a_probe_wanted_afterwards_is_replayed_and_the_recording_handed_on_again(workplace: Workplace) -> None:
    finished: list[object] = []
    one = workplace.run(Config(), "surface", on_finish=finished.append)
    one.start()
    wait_until(lambda: len(finished) == 1)
    slices = len(workplace.turns())
    one.want(["double"])
    wait_until(lambda: len(finished) == 2)
    assert finished[-1] is one.recording
    assert one.recording.missing(["surface", "double"]) == ()
    expected = replay(Config(), one.recording.trace[3][None], ["double"])["double"][0]
    assert one.recording.arrays["double"][3] == pytest.approx(expected)
    assert len(workplace.turns()) == slices


def test_a_probe_that_the_experiment_does_not_give_is_asked_for_once(workplace: Workplace) -> None:
    one = workplace.run(Config(), "nothing")
    one.start()
    wait_until(lambda: is_over(one))
    workplace.drain()
    one.want(["nothing", "surface"])
    wait_until(lambda: not one.recording.missing(["surface"]))
    workplace.drain()
    asked = [job.args[2] for job in workplace.log if job.func is worker.replay]
    assert sum("nothing" in probes for probes in asked) == 1


def test_a_finished_recording_is_a_finished_run(workplace: Workplace) -> None:
    one = workplace.run(Config())
    one.start()
    wait_until(lambda: is_over(one))
    slices = len(workplace.turns())
    other = workplace.run(Config(), recording=one.recording.copy())
    other.start()
    other.step()
    workplace.drain()
    assert other.state == "done"
    assert other.progress.epoch == Config().epochs
    assert len(workplace.turns()) == slices


def test_a_forgotten_run_leaves_nothing_behind(workplace: Workplace) -> None:
    now = [0.0]
    runs = [workplace.run(SLOW, clock=lambda: now[0])]
    runs[0].start()
    wait_until(lambda: under_way(runs[0]))
    left = weakref.ref(runs.pop())
    now[0] += 5  # its session is gone: no tick will come

    def is_gone() -> bool:
        gc.collect()
        return left() is None

    wait_until(is_gone)


PARENT = neural_network.Config(samples=60, epochs=60)
CHILD = edit(PARENT, 40, {0: 2.0}).replace(lr=0.1)


def shown_by(config: neural_network.Config) -> dict[int, list[float]]:
    return {each.step: each.probes["parameters"].tolist() for each in neural_network.run(config, probes=())}


def rows(one: Run) -> dict[int, list[float]]:
    return dict(zip(one.recording.steps, (row.tolist() for row in one.recording.trace), strict=True))


def start_of_child() -> Checkpoint:
    recording = Recording(PARENT)
    recording.extend(worker.advance(PARENT, None, math.inf, 33, ()))
    found = recording.start_of(CHILD)
    assert found is not None
    return found


@pytest.mark.parametrize("known", [True, False])
def test_showing_a_branch_fetches_its_edited_network_and_no_more(workplace: Workplace, known: bool) -> None:
    one = workplace.run(CHILD, "surface", start=start_of_child() if known else None)
    assert (one.state, one.progress.epoch) == ("idle", 33 if known else 0)
    one.show()
    wait_until(lambda: bool(one.recording.steps))
    assert (one.state, one.recording.steps, one.progress.epoch, one.progress.end) == ("idle", [40], 40, 60)
    assert one.recording.scene is not None
    assert one.recording.missing(["surface"]) == ()
    assert not one.busy
    assert rows(one)[40][0] == 2.0
    one.step()
    wait_until(lambda: one.state == "paused")
    assert one.recording.steps == [40, 41]
    one.start()
    wait_until(lambda: is_over(one))
    assert {step: row for step, row in rows(one).items() if step in shown_by(CHILD)} == shown_by(CHILD)


@pytest.mark.parametrize("known", [True, False])
def test_a_branch_is_trained_in_slices_through_its_past(workplace: Workplace, known: bool) -> None:
    one = workplace.run(CHILD, start=start_of_child() if known else None)
    with patch("ui.jobs.run.BUDGET", 0.0), patch("ui.jobs.run.FIRST_BUDGET", 0.0):
        one.start()
        wait_until(lambda: is_over(one))
    assert one.state == "done"
    assert rows(one) == shown_by(CHILD)
    assert len(workplace.turns()) >= (26 if known else 59)
    assert one.progress.speed == pytest.approx((27 if known else 60) / one.recording.seconds)
    one.reset()
    assert (one.state, one.progress.epoch) == ("idle", 33 if known else 0)


def test_the_first_step_of_a_branch_goes_to_its_fork_and_one_epoch_on(workplace: Workplace) -> None:
    one = workplace.run(CHILD, start=start_of_child())
    one.step()
    wait_until(lambda: one.state == "paused")
    assert one.recording.steps == [40, 41]
    assert len(workplace.turns()) <= 3


def test_a_band_over_seeds_is_a_run_like_any_other(workplace: Workplace) -> None:
    band = neural_network.SeedBand.of(PARENT, 3)
    one = workplace.run(band, *band.default_probes)
    one.start()
    wait_until(lambda: is_over(one))
    assert one.state == "done"
    assert one.recording.missing(band.default_probes) == ()
    lone = [list(neural_network.run(each, probes=()))[-1].metrics["test_loss"] for each in band.lone]
    assert one.recording.arrays["test_losses"][-1] == pytest.approx(lone)
    assert one.recording.metrics["test_loss"][-1] == pytest.approx(sorted(lone)[1])
