"""Several straight boundaries between two classes."""

import numpy as np

from dlcore import figures
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame


def test_each_line_follows_its_row():
    points, labels = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([0, 1])
    panel = figures.boundaries(
        points, labels, (-2.0, 2.0), ("one", "two"), classes=("a", "b"), title="t", description="d"
    )
    change = frame(panel, [Snapshot(0, {}, {"boundaries": np.array([[1.0, 2.0], [3.0, 4.0]])})], 0)
    assert [list(trace.y) for trace in change.data] == [[1, 2], [3, 4]]
    first, second, *classes = figure(panel).data
    assert list(first.x) == [-2, 2] and first.line.dash != second.line.dash
    assert [list(trace.x) for trace in classes] == [[0], [1]]
