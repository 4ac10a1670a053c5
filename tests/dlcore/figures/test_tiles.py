"""Mosaics and pictures: what is drawn where."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.experiments.convolutional_network.mosaic import columns, extent, mosaic
from dlcore.figures import Picture, pictures, rows, tiles
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import animate


@pytest.mark.parametrize(
    ("n", "height", "width", "across"), [(8, 3, 5, None), (1, 2, 2, None), (13, 4, 4, 6), (64, 2, 2, 8)]
)
def test_every_tile_of_a_mosaic_is_where_it_belongs(n: int, height: int, width: int, across: int | None) -> None:
    stack = np.random.default_rng(n).random((n, height, width)).astype(np.float32)
    sheet = mosaic(stack, across)
    assert sheet.shape == extent(n, height, width, across)
    wide = across or columns(n)
    found = [sheet[i // wide * (height + 1) :, i % wide * (width + 1) :][:height, :width] for i in range(n)]
    assert np.array_equal(np.stack(found), stack)
    assert np.isfinite(sheet).sum() == stack.size


def test_more_than_64_tiles_are_cut() -> None:
    assert mosaic(np.zeros((100, 2, 2))).shape == extent(100, 2, 2) == extent(64, 2, 2)


def test_tiles_follow_their_probe_below_the_image() -> None:
    image = np.eye(4)
    panel = tiles("maps", "maps_0_1", title="t", description="d", value="v", shape=(3, 7), image=image)
    sheet = np.arange(21.0).reshape(3, 7)
    shown = animate(panel, [Snapshot(0, {}, {"maps_0_1": sheet})])
    assert np.array_equal(shown.data[0].z, sheet)
    assert np.array_equal(shown.data[1].z, image)
    assert shown.layout.yaxis.domain[1] < shown.layout.yaxis2.domain[0]
    assert shown.layout.yaxis.range[0] > shown.layout.yaxis.range[1]  # the first row is on top


def test_pictures_follow_or_stay() -> None:
    still = np.eye(2)
    row = [Picture("a", still, "kernel", 2.0, written=True), Picture("b", still)]
    panel = pictures("hunt", row, title="", description="")
    assert panel.probes == ("kernel",)
    shown = animate(panel, [Snapshot(0, {}, {"kernel": 2 * still})])
    assert np.array_equal(shown.data[0].z, 2 * still) and np.array_equal(shown.data[1].z, still)
    assert (shown.data[0].zmin, shown.data[0].zmax) == (-2, 2)
    left, right = shown.layout.xaxis.domain, shown.layout.xaxis2.domain
    assert left[1] < right[0]


def test_each_line_follows_its_row() -> None:
    panel = rows("shifted", "shifted", [0, 2], ["a", "b"], title="", description="", x="x", y="y")
    shown = animate(panel, [Snapshot(0, {}, {"shifted": np.array([[0.1, 0.2], [0.3, 0.4]])})])
    assert [list(trace.y) for trace in shown.data] == [[0.1, 0.2], [0.3, 0.4]]
    assert [list(trace.x) for trace in shown.data] == [[0, 2], [0, 2]]
