"""A recording holds what a run showed, to within the nearest of 256 levels, in whatever order it arrives."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore.datasets.dataset import Dataset
from dlcore.experiments import neural_network
from dlcore.history import branch
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.worker import Slice, advance
from tests.fake_experiment import Config
from ui.recording import MOST_CHECKPOINT_BYTES, MOST_CHECKPOINTS, Recording, quantise


def scene(classes: int = 2, targets: tuple[float, ...] = (0, 1)) -> Dataset:
    names = tuple("abcdefgh"[:classes])
    values = np.array(targets, dtype=np.int64 if names else np.float64)
    return Dataset(np.eye(len(values), 2), values, np.arange(len(values)) == 0, names)


def shown(step: int, diverged: bool = False, **probes: object) -> Snapshot:
    arrays = {name: np.asarray(value, dtype=np.float32) for name, value in probes.items()}
    return Snapshot(step, {"train_loss": step / 2}, {"parameters": np.array([step, 1.0]), **arrays}, None, diverged)


def piece(*snapshots: Snapshot, finished: bool = False, about: Dataset | None = None) -> Slice:
    return Slice(list(snapshots), Checkpoint(snapshots[-1].step, b"state"), finished, 0.5, about, 100)


@given(
    st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=20),
    st.floats(-100, 100, width=32),
    st.floats(0.5, 100, width=32),
)
def test_quantising_takes_the_nearest_level(values: list[float], low: float, span: float) -> None:
    levels = low + np.arange(256) * span / 255
    array = np.array(values)
    distance = np.abs(array[:, None] - levels)
    chosen = quantise(array, low, low + span)
    assert chosen.dtype == np.uint8
    np.testing.assert_allclose(distance[np.arange(len(array)), chosen], distance.min(1), atol=1e-9)


def test_quantising_is_safe_for_what_is_not_a_number() -> None:
    assert quantise(np.array([np.nan, np.inf, -np.inf, 1.0]), 0, 1).tolist() == [0, 255, 0, 255]


@pytest.mark.parametrize("classes", range(3, 9))
def test_a_surface_of_several_classes_never_slips_into_the_next_class(classes: int) -> None:
    recording = Recording(Config(), scene(classes))
    low, high = recording.ranges["surface"]
    winner, certainty = np.meshgrid(np.arange(classes), np.linspace(0.001, 0.999, 400))
    decoded = low + quantise((winner + certainty).astype(np.float32), low, high) * (high - low) / 255
    assert (np.floor(decoded) == winner).all()
    assert np.abs(decoded - winner - certainty).max() < classes / 256


def test_ranges_follow_what_is_predicted() -> None:
    assert Recording(Config(), scene(2)).ranges == {"surface": (0, 1), "unit_maps": (-1, 1)}
    low, high = Recording(Config(), scene(0, (-1.0, 3.0))).ranges["surface"]
    assert (low, high) == pytest.approx((-1.4, 3.4))
    flat = Recording(Config(), scene(0, (2.0, 2.0))).ranges["surface"]
    assert flat[0] < 2 < flat[1]


def test_slices_become_frames() -> None:
    recording = Recording(Config())
    recording.extend(piece(shown(0, surface=[0.0], norms=[1.5]), about=scene()))
    recording.extend(piece(shown(5, surface=[1.0], norms=[2.5]), shown(9, surface=[0.5], norms=[3.5]), finished=True))
    assert recording.steps == [0, 5, 9]
    assert recording.metrics == {"train_loss": [0, 2.5, 4.5]}
    assert [array.tolist() for array in recording.arrays["surface"]] == [[0], [255], [128]]
    assert [array.tolist() for array in recording.arrays["norms"]] == [[1.5], [2.5], [3.5]]
    assert np.stack(recording.trace).tolist() == [[0, 1], [5, 1], [9, 1]]
    assert recording.trace[0].dtype == np.float64
    assert (recording.checkpoint, recording.end) == (Checkpoint(9, b"state"), 100)
    assert (recording.finished, recording.diverged, recording.seconds) == (True, False, 1.0)
    assert recording.nbytes == 3 * (1 + 4 + 16) + 2 * len(b"state")


def test_a_diverging_run_does_not_show_its_last_state_twice() -> None:
    recording = Recording(Config())
    recording.extend(piece(shown(0), shown(5), about=scene()))
    recording.extend(piece(shown(5, diverged=True), finished=True))
    assert recording.steps == [0, 5]
    assert recording.diverged
    other = Recording(Config())
    other.extend(piece(shown(0), shown(7, diverged=True), finished=True, about=scene()))
    assert other.steps == [0, 7]


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(1, 5))
def test_whatever_frames_lack_a_probe_filling_the_gaps_completes_it(there: list[bool], most: int) -> None:
    recording = Recording(Config(), scene())
    for step, has in enumerate(there):
        recording.extend(piece(shown(step, double=[2 * step]) if has else shown(step)))
    rounds = 0
    while recording.missing(["double"]):
        start, end = recording.gap(["double"])
        end = min(end, start + most)
        recording.add({"double": np.array([[2.0 * step] for step in range(start, end)])}, end, start)
        rounds += 1
        assert rounds <= len(there), "no headway"
    assert [float(array[0]) for array in recording.arrays["double"]] == [2.0 * step for step in range(len(there))]
    assert rounds <= there.count(False)


def test_arrays_reach_as_far_as_nothing_is_missing() -> None:
    recording = Recording(Config(), scene())
    recording.extend(piece(shown(0), shown(1, double=[2])))
    assert recording.arrays["double"] == []
    assert recording.missing(["surface", "double"]) == ("surface", "double")
    recording.add({"double": np.array([[0.0]])}, 1)
    assert len(recording.arrays["double"]) == 2
    assert recording.missing(["surface", "double"]) == ("surface",)


def ended(*steps: int, size: int = 5) -> Recording:
    """A recording of slices that ended at these epochs with checkpoints of that many bytes."""
    recording = Recording(Config())
    for step in steps:
        recording.extend(Slice([], Checkpoint(step, bytes(size)), False, 0.1, None, 10_000))
    return recording


def test_the_nearest_checkpoint_is_the_latest_one_not_after_the_epoch() -> None:
    recording = ended(10, 20, 20, 30)
    assert [each.step for each in recording.checkpoints] == [10, 20, 30]
    found = [recording.nearest(epoch) for epoch in (-1, 9, 10, 29, 30, 99)]
    assert [each and each.step for each in found] == [None, None, 10, 20, 30, 30]
    assert Recording(Config()).nearest(5) is None
    assert recording.copy().nearest(15) == recording.nearest(15)


@given(st.lists(st.integers(1, 50), min_size=60, max_size=120))
def test_checkpoints_that_stay_leave_no_wide_gap(pauses: list[int]) -> None:
    steps = np.cumsum(pauses).tolist()
    kept = [0, *(each.step for each in ended(*steps).checkpoints)]
    assert len(kept) == MOST_CHECKPOINTS + 1
    assert kept[-1] == steps[-1]
    # Of the 2 neighbouring gaps of a checkpoint, one could have been closed for no more than the widest there is.
    assert max(np.diff(kept)) <= 4 * steps[-1] / MOST_CHECKPOINTS + 50


def test_large_checkpoints_are_fewer_and_the_newest_always_stays() -> None:
    some = ended(*range(10, 200, 10), size=MOST_CHECKPOINT_BYTES // 4)
    assert len(some.checkpoints) == 5
    assert some.nbytes == 5 * (MOST_CHECKPOINT_BYTES // 4)
    one = ended(10, 20, 30, size=2 * MOST_CHECKPOINT_BYTES)
    assert [each.step for each in one.checkpoints] == [30]


def test_a_branch_starts_at_the_nearest_checkpoint_of_its_parents_run() -> None:
    parent = neural_network.Config(samples=60, epochs=40)
    recording, checkpoint = Recording(parent), None
    for until in (7, 21, 40):
        recording.extend(advance(parent, checkpoint, math.inf, until, ()))
        checkpoint = recording.checkpoint
    starts = [recording.start_of(branch(parent, fork)) for fork in (5, 7, 30)]
    assert [each and each.step for each in starts] == [None, 7, 21]
    assert recording.start_of(parent) is None
    assert recording.start_of(branch(parent.replace(lr=0.5), 30)) is None


def test_a_copy_grows_alone_and_a_recording_travels() -> None:
    recording = Recording(Config())
    recording.extend(piece(shown(0, surface=[0.5]), about=scene()))
    other = recording.copy()
    other.extend(piece(shown(1, surface=[0.5])))
    other.add({"double": np.zeros((2, 1))}, 2)
    assert (recording.steps, len(recording.arrays["surface"]), len(recording.trace)) == ([0], 1, 1)
    assert (recording.metrics["train_loss"], "double" in recording.arrays) == ([0], False)
    assert pickle.loads(pickle.dumps(other)).steps == [0, 1]
