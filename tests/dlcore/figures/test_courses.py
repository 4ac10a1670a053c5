"""Numbers over the epochs: metrics and rows of probes, aims, logarithmic axes."""

import numpy as np

from dlcore import figures
from dlcore.figures import Follow
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

LINES = [Follow("loss", "loss"), Follow("second", "norms", 1, "#123456", "dash", aim=3.0)]
SHOWN = [Snapshot(step, {"loss": 1 / (1 + step)}, {"norms": np.array([0.0, step])}) for step in (0, 2, 5)]


def panel(**changes):
    said = {"title": "t", "description": "d", "epoch": "epoch", "value": "value", "epochs": 5}
    return figures.courses("code", LINES, **said, **changes)


def test_lines_follow_metrics_and_rows_of_probes():
    change = frame(panel(), SHOWN, 2)
    assert [list(trace.x) for trace in change.data] == [[0, 2, 5], [0, 2, 5]]
    assert list(change.data[0].y) == [1, 1 / 3, 1 / 6]
    assert list(change.data[1].y) == [0, 2, 5]
    assert panel().probes == ("norms",)


def test_an_aim_stands_across():
    aim = figure(panel()).data[2]
    assert list(aim.y) == [3, 3] and list(aim.x) == [0, 5]


def test_axes_are_logarithmic_where_asked_for():
    plain, logarithmic = figure(panel()).layout, figure(panel(log_x=True, log_y=True)).layout
    assert (plain.xaxis.type, plain.yaxis.type) == (None, None)
    assert (logarithmic.xaxis.type, logarithmic.yaxis.type) == ("log", "log")
    assert list(plain.xaxis.range) == [0, 5]
