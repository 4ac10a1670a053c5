"""Several runs on common steps: each shows its newest frame that is not later."""

from __future__ import annotations

import numpy as np

from tests.fake_experiment import Config
from ui.compare.side_by_side import MOST_FRAMES, common, side_by_side
from ui.recording import Recording


def recording(steps: list[int], probe: str = "double") -> Recording:
    arrays = {probe: [np.array([step, step], np.float32) for step in steps]}
    return Recording(Config(), steps=steps, arrays=arrays)


def test_each_step_shows_the_newest_frame_that_is_not_later():
    both = side_by_side({"A": recording([0, 4, 8]), "B": recording([5, 6])}, ["double"])
    assert both.steps == [0, 4, 5, 6, 8]
    assert [int(frame[0]) for frame in both.arrays[common("double", "A")]] == [0, 4, 4, 4, 8]
    assert [int(frame[0]) for frame in both.arrays[common("double", "B")]] == [5, 5, 5, 6, 6]


def test_long_runs_are_thinned_and_keep_both_ends():
    both = side_by_side({"A": recording(list(range(1000))), "B": recording([0, 999])}, ["double"])
    assert len(both.steps) == MOST_FRAMES
    assert (both.steps[0], both.steps[-1]) == (0, 999)
    assert [int(frame[0]) for frame in both.arrays[common("double", "A")]] == both.steps


def test_a_probe_that_a_run_lacks_is_left_out_for_that_run_only():
    both = side_by_side({"A": recording([0, 1]), "B": recording([0, 1], "other")}, ["double"])
    assert set(both.arrays) == {common("double", "A")}
