"""Pictures side by side: nothing is distorted, nothing overlaps, and each has a scale of its own."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from dlcore import figures
from dlcore.figures import Tile
from tests.dlcore.figures.reading import figure


def drawn(*tiles: Tile, **how: int) -> figures.Panel:
    return figures.maps("m", tiles, title="t", description="d", value="v", **how)


def extents(panel: figures.Panel) -> list[tuple[float, float, float, float]]:
    return [
        (trace.x0 - trace.dx / 2, trace.x0 + trace.dx * (len(trace.z[0]) - 0.5),
         trace.y0 - trace.dy / 2, trace.y0 + trace.dy * (len(trace.z) - 0.5))
        for trace in figure(panel).data if trace.type == "heatmap"
    ]  # fmt: skip


@pytest.mark.parametrize("shapes", [[(28, 28)] * 5, [(20, 9), (9, 20), (28, 28)], [(8, 40), (10, 60)], [(3, 3)]])
def test_pixels_are_square_and_tiles_apart(shapes: list[tuple[int, int]]):
    panel = drawn(*(Tile(np.ones(shape), "x") for shape in shapes), across=3)
    for trace in figure(panel).data:
        assert trace.dx == pytest.approx(trace.dy)
    for a, b in itertools.combinations(extents(panel), 2):
        assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]
    low, high = figure(panel).layout.yaxis.range[::-1]
    assert all(low <= top and bottom <= high for _left, _right, top, bottom in extents(panel))


def test_a_signed_picture_runs_to_its_own_largest_size_and_a_grey_one_from_0_to_1():
    panel = drawn(
        Tile(np.array([[-3.0, np.nan], [1, 2]]), signed=True),
        Tile(np.ones((2, 2)) / 2),
        Tile(np.zeros((2, 2)), signed=True),
    )
    signed, grey, empty = figure(panel).data
    assert (signed.zmin, signed.zmax) == (-3, 3)
    assert (grey.zmin, grey.zmax) == (0, 1)
    assert empty.zmax > 0


def test_the_outline_lies_on_the_picture_and_the_frame_around_its_box():
    panel = drawn(Tile(np.ones((4, 4)), signed=True, outline=np.eye(8), box=(1, 2, 0, 3)))
    field, line = figure(panel).data
    assert line.x0 - line.dx / 2 == pytest.approx(field.x0 - field.dx / 2)
    assert line.dx * 8 == pytest.approx(field.dx * 4)
    edge, frame = figure(panel).layout.shapes
    assert (frame.x0, frame.x1) == pytest.approx((edge.x0, edge.x1))
    assert (frame.y1 - frame.y0) * 2 == pytest.approx(edge.y1 - edge.y0)
