"""Slices put end to end are the run itself."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pytest

from dlcore import worker
from dlcore.config import Config
from dlcore.experiments import neural_network
from dlcore.snapshot import Snapshot
from tests import fake_experiment

REAL = neural_network.Config(epochs=40, samples=60, optimizer="adam", dropout=0.2)
COUNTING = fake_experiment.Config(epochs=23)


def whole(config: Config, cuts: Iterable[int | None] = (None,), budget: float = math.inf) -> list[worker.Slice]:
    """Advance up to each cut, then, with the budget, to the end."""
    slices: list[worker.Slice] = []
    remaining = iter(cuts)
    while not slices or not slices[-1].finished:
        checkpoint = slices[-1].checkpoint if slices else None
        slices.append(worker.advance(config, checkpoint, budget, next(remaining, None), ("surface",)))
    return slices


def shown(slices: list[worker.Slice], steps: Iterable[int]) -> list[Snapshot]:
    """What was shown at these epochs."""
    return [each for piece in slices for each in piece.snapshots if each.step in steps]


@pytest.mark.parametrize(
    ("config", "schedule"),
    [(REAL, neural_network.schedule(REAL)), (COUNTING, fake_experiment.schedule(COUNTING))],
    ids=["neural network", "counting"],
)
@pytest.mark.parametrize(("cuts", "budget"), [((), 0.0), ((0, 7, 8, 21), math.inf), ((0, 1), 0.0)])
def test_cutting_changes_no_parameter(
    config: Config, schedule: tuple[int, ...], cuts: tuple[int, ...], budget: float
) -> None:
    straight, cut = whole(config), whole(config, cuts, budget)
    assert len(straight) == 1
    assert len(cut) > 1
    assert [each.step for piece in cut for each in piece.snapshots] == sorted({*schedule, *cuts})
    for one, other in zip(shown(straight, schedule), shown(cut, schedule), strict=True):
        assert one.step == other.step
        np.testing.assert_array_equal(one.probes["parameters"], other.probes["parameters"])
        # How many frames are computed together may change the last bit of what is shown of them.
        assert one.metrics == pytest.approx(other.metrics, rel=1e-12)
        np.testing.assert_allclose(one.probes["surface"], other.probes["surface"], atol=1e-6)


def test_where_a_slice_ends_is_shown_only_if_it_was_asked_for() -> None:
    by_time = worker.advance(COUNTING, whole(COUNTING, [7])[0].checkpoint, 0.0, None, ())
    assert (by_time.snapshots, by_time.checkpoint.step if by_time.checkpoint else None) == ([], 8)
    asked = worker.advance(COUNTING, by_time.checkpoint, math.inf, 9, ())
    assert [each.step for each in asked.snapshots] == [9]


def test_a_slice_says_what_the_run_is_about_and_when_it_is_over() -> None:
    slices = whole(COUNTING, [11])
    assert [piece.scene is not None for piece in slices] == [True, False]
    assert [piece.finished for piece in slices] == [False, True]
    assert {piece.end for piece in slices} == {COUNTING.epochs}
    assert all(each.checkpoint is None for piece in slices for each in piece.snapshots)
    assert all(piece.seconds > 0 for piece in slices)


def test_a_run_without_epochs_left_is_finished() -> None:
    over = worker.advance(COUNTING, whole(COUNTING)[-1].checkpoint, math.inf, None, ())
    assert (over.finished, over.snapshots) == (True, [])


def test_a_diverged_run_is_finished_at_its_last_finite_state() -> None:
    slices = whole(neural_network.Config(optimizer="sgd", lr=10, dataset="slope", epochs=200), [0])
    assert slices[-1].finished
    assert slices[-1].snapshots[-1].diverged
    assert np.isfinite(slices[-1].snapshots[-1].probes["parameters"]).all()


def test_replaying_a_run_shows_what_the_run_showed() -> None:
    frames = whole(REAL)[0].snapshots
    trace = np.stack([each.probes["parameters"] for each in frames])
    again = worker.replay(REAL, trace, ["surface"])["surface"]
    np.testing.assert_allclose(again, [each.probes["surface"] for each in frames], atol=1e-6)


def test_examining_and_the_device_are_answered_by_the_experiment_and_by_torch() -> None:
    parameters = whole(REAL)[0].snapshots[-1].probes["parameters"]
    assert worker.examine(REAL, parameters) == neural_network.examine(REAL, parameters)
    assert worker.device_name()


def test_a_question_is_answered_by_name_and_by_dlcore_only() -> None:
    assert worker.answer("dlcore.datasets.text", "wrap", "one two", 4) == "one\ntwo"
    with pytest.raises(ValueError, match="not a module of dlcore"):
        worker.answer("os", "getcwd")
