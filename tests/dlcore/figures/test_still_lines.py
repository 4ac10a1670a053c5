"""Still lines: what is given is what is drawn."""

import numpy as np
import pytest

from dlcore import figures
from dlcore.figures import StillLine
from tests.dlcore.figures.reading import figure


def test_lines_and_marked_points():
    lines = [
        StillLine("curve", np.linspace(0, 1, 3), [0, 0.5, 1]),
        StillLine("here", [0.25], [0.75], "#123456", marks="diamond"),
        StillLine("", [0, 1], [0, 1]),
    ]
    panel = figures.still_lines("name", lines, title="t", description="d", x="x", y="y", x_range=(0, 1))
    curve, here, unnamed = figure(panel).data
    assert list(curve.y) == pytest.approx([0, 0.5, 1]) and curve.mode == "lines"
    assert (here.mode, here.marker.symbol, here.marker.color) == ("markers", "diamond", "#123456")
    assert not unnamed.showlegend and curve.showlegend
    assert list(figure(panel).layout.xaxis.range) == [0, 1] and figure(panel).layout.yaxis.range is None
    assert panel.bindings == () and panel.probes == ()
