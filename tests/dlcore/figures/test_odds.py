"""Probabilities as a curve: what follows the run, and what stands still."""

import numpy as np
import pytest

from dlcore import figures
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

X = np.array([1.0, 2.0, 3.0, 4.0])
LABELS = np.array([0, 0, 1, 1])
PLACES = np.linspace(0, 5, 6)
WORDS = {"x": "x", "probability": "p", "model": "model", "test": "test", "missed": "missed", "best": "best"}


def curve(**changes):
    said = {"title": "t", "description": "d", "classes": ("a", "b"), "words": WORDS}
    return figures.sigmoid_curve(X, LABELS, np.array([True, True, True, False]), PLACES, **said, **changes)


def test_the_curve_and_the_rings_follow_the_run():
    shown = Snapshot(1, {}, {"curve": PLACES / 5, "misses": np.array([0.0, 1.0, 0.0, 0.0])})
    change = frame(curve(), [shown], 0)
    assert list(change.data[0].y) == pytest.approx(PLACES / 5)
    assert list(change.data[1].y) == [None, 0.0, None, None]


def test_each_point_stands_at_its_class_and_test_points_are_hollow():
    points = {trace.name: trace for trace in figure(curve()).data}
    assert list(points["a"].x) == [1, 2] and set(points["a"].y) == {0}
    assert list(points["b"].x) == [3] and list(points["b, test"].x) == [4]
    assert points["b, test"].marker.line.color == points["b"].marker.color != points["b, test"].marker.color


def test_the_best_curve_is_drawn_where_there_is_one():
    assert "best" not in {trace.name for trace in figure(curve()).data}
    best = next(trace for trace in figure(curve(reference=PLACES / 10)).data if trace.name == "best")
    assert list(best.y) == pytest.approx(PLACES / 10)


def test_points_lie_on_the_sigmoid_of_their_log_odds():
    words = {"logit": "z", "probability": "p", "sigmoid": "σ"}
    panel = figures.log_odds(title="t", description="d", classes=("a", "b"), words=words)
    z = np.array([-1.0, 2.0])
    chances = 1 / (1 + np.exp(-z))
    shown = {"logits_0": z[:1], "chances_0": chances[:1], "logits_1": z[1:], "chances_1": chances[1:]}
    change = frame(panel, [Snapshot(0, {}, shown)], 0)
    assert [list(trace.x) for trace in change.data] == [[-1], [2]]
    sigmoid = figure(panel).data[0]
    for trace in change.data:
        assert trace.y[0] == pytest.approx(np.interp(trace.x[0], sigmoid.x, sigmoid.y), abs=2e-3)
