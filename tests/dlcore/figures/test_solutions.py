"""Weights beside their solution."""

import numpy as np

from dlcore import figures
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

WORDS = {"weight": "weight", "descent": "descent", "best": "best"}
NAMES = ("first", "second", "bias")


def panel(best, **changes):
    return figures.solutions(NAMES, best, title="t", description="d", words=WORDS, **changes)


def test_descent_moves_and_the_solution_stands():
    made = panel(np.array([1.0, 2.0, 3.0]))
    ring, moving = figure(made).data
    assert list(ring.x) == [1, 2, 3] and list(ring.y) == list(moving.y) == list(NAMES)
    change = frame(made, [Snapshot(0, {}, {"weights_0": np.array([4.0, 5.0, 6.0])})], 0)
    assert change.traces == (1,) and list(change.data[0].x) == [4, 5, 6]


def test_without_a_solution_there_are_no_rings():
    (moving,) = figure(panel(np.zeros(0))).data
    assert moving.name == "descent"


def test_each_class_has_weights_of_its_own():
    made = panel(np.zeros(0), groups=("a", "b", "c"))
    assert [trace.name for trace in figure(made).data] == ["a", "b", "c"]
    assert len({trace.marker.symbol for trace in figure(made).data}) == 3
    assert made.probes == ("weights_0", "weights_1", "weights_2")


def test_rows_read_downwards_and_every_name_is_written():
    axis = figure(panel(np.zeros(0))).layout.yaxis
    assert list(axis.categoryarray) == list(reversed(NAMES)) and axis.dtick == 1
