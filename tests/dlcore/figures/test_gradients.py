"""Gradient norms: one line a layer, on a logarithmic axis."""

import pytest

from tests.dlcore.figures.reading import figure, frame


def test_each_layer_has_its_own_norms(panels, snapshots, sizes):
    lines = frame(panels["gradients"], snapshots, 2).data
    assert len(lines) == len(sizes) - 1
    for layer, line in enumerate(lines):
        assert list(line.y) == pytest.approx([each.probes["gradient_norms"][layer] for each in snapshots[:3]])


def test_the_axis_is_logarithmic(panels):
    assert figure(panels["gradients"]).layout.yaxis.type == "log"


def test_lines_differ_by_more_than_colour(panels, sizes):
    traces = figure(panels["gradients"]).data
    looks = {(trace.line.dash, trace.line.color) for trace in traces}
    dashes = {trace.line.dash for trace in traces}
    assert len(looks) == len(sizes) - 1
    assert len(dashes) == min(len(sizes) - 1, 6)
