"""Histograms: a plot of its own for each layer, over that layer's own range."""

import itertools

import numpy as np
import pytest

from tests.dlcore.figures.reading import figure, frame

KINDS = [("weights", "weight"), ("activations", "activation")]


@pytest.mark.parametrize(("name", "probe"), KINDS)
def test_bars_cover_the_range_of_their_layer(name, probe, panels, snapshots, sizes):
    bars = frame(panels[name], snapshots, 1).data
    assert len(bars) == len(sizes) - 1
    for layer, bar in enumerate(bars):
        r = snapshots[1].probes[f"{probe}_ranges"][layer]
        edges = np.linspace(-r, r, 31)
        np.testing.assert_allclose(bar.x, (edges[:-1] + edges[1:]) / 2, rtol=1e-3)
        np.testing.assert_array_equal(bar.y, snapshots[1].probes[f"{probe}_histograms"][layer])


@pytest.mark.parametrize(("name", "_probe"), KINDS)
def test_no_two_plots_overlap(name, _probe, panels):
    layout = figure(panels[name]).layout
    plots = [
        (layout[trace.xaxis.replace("x", "xaxis")].domain, layout[trace.yaxis.replace("y", "yaxis")].domain)
        for trace in figure(panels[name]).data
    ]
    for (x1, y1), (x2, y2) in itertools.combinations(plots, 2):
        assert x1[1] < x2[0] or x2[1] < x1[0] or y1[1] < y2[0] or y2[1] < y1[0]
