"""What the points editor starts from, and what it takes from the browser."""

from __future__ import annotations

import numpy as np
import pytest

from ui.components.points import MOST, Sheet, read, sheet_of

SHEET = Sheet(3, (), ((-3, 3), (-3, 3)), ("0", "1"))


@pytest.mark.parametrize("scale", [1e-6, 1e-3, 1.0, 1e6])
def test_a_copy_keeps_three_digits_of_its_own_scale(scale: float):
    table = np.random.default_rng(0).uniform(-3, 3, (50, 3)) * scale
    sheet = sheet_of(1, table.tolist(), window=((-3, 3), (-3, 3)), classes=())
    np.testing.assert_allclose(sheet.points, table, atol=0.005 * scale)
    assert max(len(repr(x)) for x, _, _ in sheet.points) <= 12


def test_classes_stay_whole_and_a_constant_column_as_it_is():
    sheet = sheet_of(1, [(0.5, 1 / 3, 0), (0.5, 2 / 3, 1)], window=((0, 1), (0, 1)), classes=("a", "b"))
    assert [row[2] for row in sheet.points] == [0, 1] and sheet.points[0][0] == 0.5


def test_points_of_this_sheet_are_read():
    sent = {"draft": 3, "revision": 9, "points": [[0, 1.5, 1], [-2, 2, 0]]}
    assert read(sent, SHEET) == ((0.0, 1.5, 1.0), (-2.0, 2.0, 0.0))


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "points",
        {"draft": 2, "points": []},  # of an earlier sheet
        {"draft": 3, "points": [[0, 0]]},
        {"draft": 3, "points": [[0, 0, 2]]},  # a class that there is not
        {"draft": 3, "points": [[0, 0, 0.5]]},
        {"draft": 3, "points": [[float("nan"), 0, 0]]},
        {"draft": 3, "points": [[1e10, 0, 0]]},
        {"draft": 3, "points": [["0", 0, 0]]},
        {"draft": 3, "points": [[0, 0, 0]] * (MOST + 1)},
    ],
)
def test_anything_else_is_left_alone(sent: object):
    assert read(sent, SHEET) is None
