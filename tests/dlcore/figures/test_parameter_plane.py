"""Units and runs in the plane of two parameters."""

from __future__ import annotations

import numpy as np

from dlcore.figures import paths, unit_plane
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame


def test_each_unit_stands_at_its_two_weights():
    panel = unit_plane(title="t", description="d", x="w1", y="w2", unit="unit")
    snapshots = [Snapshot(0, {}, {"unit_weights": np.array([[1.0, 2.0], [3.0, 4.0]])})]
    (dots,) = frame(panel, snapshots, 0).data
    assert list(zip(dots.x, dots.y, strict=True)) == [(1, 3), (2, 4)]
    assert figure(panel).data[0].marker.opacity < 1  # units on one spot are darker


def test_each_run_leaves_its_path_and_the_goal_stays():
    panel = paths(("a", "b"), title="t", description="d", x="x", y="y", goal=(2, 1), goal_label="goal")
    snapshots = [Snapshot(step, {}, {"paths": np.array([1.0, 2.0, 3.0, 4.0]) * step}) for step in range(3)]
    first, second = frame(panel, snapshots, 2).data
    assert (list(first.x), list(first.y)) == ([0, 1, 2], [0, 2, 4])
    assert (list(second.x), list(second.y)) == ([0, 3, 6], [0, 4, 8])
    drawn = figure(panel).data
    assert (list(drawn[2].x), list(drawn[2].y)) == ([2], [1])
    assert len({trace.marker.symbol for trace in drawn}) == 3
