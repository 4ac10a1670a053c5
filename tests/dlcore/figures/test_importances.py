"""Importances, pictures in several rows, and lines with spreads follow the probes that they name."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore import figures
from dlcore.figures import Picture
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

NAMES, WEIGHTS = ("age", "index", "index · 2"), np.array([0.1, -0.5, 0.3])
WORDS = {"coefficient": "coefficient", "fall": "fall"}
SHOT = Snapshot(
    3,
    {},
    {
        "fall": np.array([0.0, 0.2, 0.1]),
        "spread": np.array([0.01, 0.02, 0.03]),
        "given": np.array([1.0, -2.0, 0.5]),
        "mean": np.array([[1.0, 2.0], [3.0, 4.0]]),
        "up": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "down": np.array([[0.5, 0.6], [0.7, 0.8]]),
        "map": np.eye(4),
    },
)


def test_the_largest_coefficient_stands_on_top_and_falls_follow_with_their_spread():
    panel = figures.importances(NAMES, WEIGHTS, title="t", description="d", words=WORDS, marked=(1, 2))
    drawn = figure(panel)
    assert list(drawn.layout.yaxis.categoryarray) == ["age", "index · 2", "index"]  # upwards
    assert list(drawn.data[0].x) == WEIGHTS.tolist()
    assert list(drawn.data[1].marker.symbol) == ["circle", "diamond", "diamond"]
    moved = frame(panel, [SHOT], 0).data[0]
    np.testing.assert_array_equal(moved.x, SHOT.probes["fall"])
    np.testing.assert_array_equal(moved.error_x.array, SHOT.probes["spread"])


def test_a_rows_shares_stand_in_the_same_order():
    panel = figures.shares_of_row(NAMES, WEIGHTS, title="t", description="d", x="x")
    assert list(figure(panel).layout.yaxis.categoryarray) == ["age", "index · 2", "index"]
    np.testing.assert_array_equal(frame(panel, [SHOT], 0).data[0].x, SHOT.probes["given"])


@pytest.mark.parametrize(("across", "rows"), [(None, 1), (3, 2), (2, 3)])
def test_pictures_stand_in_rows_and_do_not_overlap(across: int | None, rows: int):
    row = [Picture("image", np.zeros((4, 4))), *(Picture(str(i), np.zeros((4, 4)), "map", 1.0) for i in range(4))]
    panel = figures.pictures("pictures", row, title="t", description="d", across=across)
    layout = figure(panel).layout
    axes = [("" if i == 0 else str(i + 1)) for i in range(5)]
    places = [(layout[f"xaxis{a}"].domain, layout[f"yaxis{a}"].domain) for a in axes]
    assert len({y for _x, y in places}) == rows
    for i, ((left, right), (bottom, top)) in enumerate(places):
        assert 0 <= left < right <= 1 + 1e-9 and 0 <= bottom < top <= 1
        for (other_left, other_right), (other_bottom, other_top) in places[:i]:
            assert right <= other_left or left >= other_right or top <= other_bottom or bottom >= other_top
    assert [each.source for each in panel.bindings] == ["map"] * 4


def test_lines_with_spreads_stand_apart_and_bring_their_bars():
    panel = figures.rows("rows", "mean", (0, 1), ("one", "other"), title="t", description="d", x="x", y="y",
                         ticks=("a", "b"), spread=("up", "down"))  # fmt: skip
    drawn = figure(panel)
    assert drawn.data[0].x[0] < 0 < drawn.data[1].x[0] and list(drawn.layout.xaxis.ticktext) == ["a", "b"]
    moved = frame(panel, [SHOT], 0).data
    for i in range(2):
        np.testing.assert_array_equal(moved[i].y, SHOT.probes["mean"][i])
        np.testing.assert_array_equal(moved[i].error_y.array, SHOT.probes["up"][i])
        np.testing.assert_array_equal(moved[i].error_y.arrayminus, SHOT.probes["down"][i])
    assert panel.probes == ("mean", "up", "down")
