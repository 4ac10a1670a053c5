"""Lines that follow a run's numbers, with and without a band."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.figures import Series, histories, palette
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

SNAPSHOTS = [Snapshot(step, {"loss": 1.0 / step}, {"ends": np.array([1.0, 2.0, 4.0]) * step}) for step in (1, 2, 5, 9)]
TEXT = {"title": "t", "description": "loss {loss}", "x": "step", "y": "value", "span": (1.0, 9.0)}


def test_a_metric_is_drawn_up_to_the_present_step():
    panel = histories("losses", [Series("loss", "loss")], **TEXT)
    (line,) = frame(panel, SNAPSHOTS, 2).data
    assert list(line.x) == [1, 2, 5]
    assert list(line.y) == pytest.approx([1, 0.5, 0.2])
    assert panel.probes == ()
    assert panel.cursor


def test_a_band_surrounds_its_line():
    panel = histories("ends", [Series("middle", "ends", 1, (0, 2))], **TEXT)
    low, high, line = frame(panel, SNAPSHOTS, 3).data
    assert list(low.y) == [1, 2, 5, 9]
    assert list(line.y) == [2, 4, 10, 18]
    assert list(high.y) == [4, 8, 20, 36]
    assert [trace.fill for trace in figure(panel).data] == [None, "tonexty", None]
    assert [trace.showlegend for trace in figure(panel).data] == [False, False, None]
    assert panel.probes == ("ends",)


def test_lines_differ_by_more_than_colour():
    panel = histories("both", [Series("a", "loss"), Series("b", "loss")], **TEXT)
    first, second = (trace.line for trace in figure(panel).data)
    assert first.color != second.color
    assert first.dash != second.dash


def test_a_line_can_have_the_look_of_another_place():
    panel = histories("one", [Series("a", "loss", colour=2)], **TEXT)
    (line,) = figure(panel).data
    assert (line.line.color, line.line.dash) == (palette.CLASS_COLOURS[2], palette.LINE_DASHES[2])


@pytest.mark.parametrize(
    ("scale", "attribute", "value"),
    [("log", "type", "log"), ("share", "tickformat", ".0%"), ("powers", "tickprefix", "10<sup>")],
)
def test_each_scale_has_its_axis(scale: str, attribute: str, value: str):
    axis = figure(histories("x", [Series("a", "loss")], scale=scale, **TEXT)).layout.yaxis
    assert axis[attribute] == value
    assert axis.title.text == "value"


def test_the_x_axis_does_not_move():
    assert list(figure(histories("x", [Series("a", "loss")], **TEXT)).layout.xaxis.range) == [1, 9]
