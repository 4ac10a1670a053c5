"""Answers as bars."""

from __future__ import annotations

import numpy as np

from dlcore import figures
from dlcore.figures import Answer
from tests.dlcore.figures.reading import figure

WORDS = {"class": "digit", "probability": "p", "logit": "z"}


def test_probabilities_stand_above_logits_and_small_ones_are_not_written():
    answer = Answer("a", np.array([2.0, -1, 0]), np.array([0.843, 0.154, 0.003]))
    above, below = figure(figures.answers([answer], title="t", description="d", words=WORDS)).data
    assert list(above.y) == [0.843, 0.154, 0.003]
    assert list(above.text) == ["84%", "15%", ""]
    assert (list(below.y), below.yaxis) == ([2, -1, 0], "y2")


def test_a_second_network_is_told_apart_without_colour():
    both = [Answer(name, np.zeros(3), np.ones(3) / 3) for name in "ab"]
    panel = figures.answers(both, title="t", description="d", words=WORDS)
    first, _z, second, _z2 = figure(panel).data
    assert first.marker.color == first.marker.line.color != second.marker.color
    assert first.showlegend and second.showlegend
    assert not any(first.text) and not any(second.text)
