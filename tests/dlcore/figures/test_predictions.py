"""Predictions: test points only, against the diagonal."""

import numpy as np
import pytest

from dlcore.figures.panel import compact
from tests.dlcore.figures.reading import figure, frame


@pytest.fixture
def kind():
    return "regression"


def test_test_points_have_true_and_predicted_values(panels, snapshots, dataset):
    panel = panels["predictions"]
    assert list(figure(panel).data[1].x) == compact(dataset.targets[~dataset.is_train])
    np.testing.assert_array_equal(frame(panel, snapshots, 2).data[0].y, snapshots[2].probes["predictions"])


def test_both_axes_show_the_same_values_with_a_margin(panels, dataset):
    layout = figure(panels["predictions"]).layout
    assert list(layout.xaxis.range) == list(layout.yaxis.range)
    assert layout.xaxis.range[0] < dataset.targets.min()
    assert layout.xaxis.range[1] > dataset.targets.max()
