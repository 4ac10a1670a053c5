"""What three models put out, and the band that a loss accepts."""

import numpy as np

from dlcore import figures
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame


def test_curves_follow_the_run_over_the_band_from_zero_to_one():
    lines = [("a", "#111111", "solid"), ("b", "#222222", "dash"), ("c", "#333333", "dot")]
    words = {"x": "x", "output": "output", "allowed": "allowed"}
    panel = figures.three_curves(
        np.array([1.0, 4.0]), np.array([0, 1]), lines, title="t", description="d", words=words, classes=("0", "1")
    )
    band = figure(panel).data[0]
    assert set(band.y) == {0, 1}
    curves = np.arange(3 * 61).reshape(3, 61).astype(float)
    change = frame(panel, [Snapshot(0, {}, {"curves": curves})], 0)
    assert [list(trace.y) for trace in change.data] == curves.tolist()
    assert all(len(figure(panel).data[i].x) == 61 for i in (1, 2, 3))
