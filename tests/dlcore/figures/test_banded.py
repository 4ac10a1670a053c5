"""Lines with bands at fixed places, and marks with stems over names."""

from __future__ import annotations

import numpy as np

from dlcore.figures import banded, compared, palette
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

LEFT = {"middle": np.array([[0.4, np.nan], [0.5, np.nan]]), "low": np.array([[0.3, np.nan], [0.45, np.nan]]),
        "high": np.array([[0.5, np.nan], [0.6, np.nan]])}  # fmt: skip
SNAPSHOT = Snapshot(0, {}, LEFT | {"above": LEFT["high"] - LEFT["middle"], "below": LEFT["middle"] - LEFT["low"]})
TEXT = {"title": "t", "description": "d", "y": "right", "limits": (0.0, 1.0)}


def test_a_row_is_a_line_over_its_band():
    panel = banded("results", {0: "fresh", 2: "frozen"}, [1, 10], x="examples", log=True, **TEXT)
    *bands, fresh, frozen = frame(panel, [SNAPSHOT], 0).data
    np.testing.assert_array_equal(fresh.y, LEFT["middle"][0])
    np.testing.assert_array_equal(frozen.y, LEFT["middle"][1])
    drawn = figure(panel)
    for row in (0, 1):
        low, high = bands[2 * row : 2 * row + 2]
        np.testing.assert_array_equal(low.y, LEFT["low"][row])
        np.testing.assert_array_equal(high.y, LEFT["high"][row])
        assert [trace.fill for trace in drawn.data[2 * row : 2 * row + 2]] == [None, "tonexty"]
    lines = drawn.data[4:]
    assert [each.line.color for each in lines] == [palette.CLASS_COLOURS[0], palette.CLASS_COLOURS[2]]
    assert len({each.line.dash for each in lines}) == len({each.marker.symbol for each in lines}) == 2
    assert drawn.layout.xaxis.type == "log" and list(drawn.layout.xaxis.tickvals) == [1, 10]


def test_marks_stand_below_each_other_with_stems_of_their_own_lengths():
    text = {"title": "t", "description": "d", "x": "more", "limits": (-1.0, 1.0)}
    panel = compared("results", {1: "tuned", 2: "frozen"}, ["digits", "labels"], nothing="fresh", **text)
    tuned, frozen = frame(panel, [SNAPSHOT], 0).data
    np.testing.assert_allclose(tuned.error_x.array, [0.1, np.nan])
    np.testing.assert_allclose(frozen.error_x.arrayminus, [0.05, np.nan])
    np.testing.assert_array_equal(frozen.x, LEFT["middle"][1])
    drawn = figure(panel)
    pairs = list(zip(drawn.data[0].y, drawn.data[1].y, strict=True))
    assert all(upper < lower for upper, lower in pairs) and [sum(pair) / 2 for pair in pairs] == [0, 1]
    low, high = drawn.layout.yaxis.range
    assert low > high  # the first name on top
    assert list(drawn.layout.yaxis.ticktext) == ["digits", "labels"]
    assert drawn.layout.annotations[0].text == "fresh"
