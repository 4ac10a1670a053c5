"""The gradient in each layer: median and band against the layer's number."""

from __future__ import annotations

import numpy as np

from dlcore.figures import layer_norms
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

SNAPSHOTS = [
    Snapshot(depth, {}, {"layers": np.minimum([1, 2, 3], depth + 1), "norms": np.arange(9.0).reshape(3, 3) - depth})
    for depth in (1, 2)
]
PANEL = layer_norms(title="t", description="d", layer="layer", norm="norm", median="median", layers=3)


def test_the_line_is_the_median_and_the_band_the_outer_quantiles():
    low, high, median = frame(PANEL, SNAPSHOTS, 1).data
    assert list(low.y) == [-2, -1, 0]
    assert list(median.y) == [1, 2, 3]
    assert list(high.y) == [4, 5, 6]
    assert {tuple(each.x) for each in (low, high, median)} == {(1, 2, 3)}


def test_a_shallow_network_ends_at_its_own_last_layer():
    assert list(frame(PANEL, SNAPSHOTS, 0).data[2].x) == [1, 2, 2]


def test_axes_say_what_they_count():
    layout = figure(PANEL).layout
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("layer", "norm")
    assert layout.yaxis.tickprefix == "10<sup>"
    assert PANEL.probes == ("layers", "norms")
