"""The line to drag: what travels, and which lines are believed."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from ui.components.line import Drawn, read


def page():
    from ui.components.line import line
    from ui.language import settle

    settle()
    line([1, 2], [3, 4], key="line", delta=1.0, axes=("x", "y"), words={"own": "mine"}, on_release=lambda drawn: None)


def test_the_points_travel_with_their_words():
    app = AppTest.from_function(page).run()
    assert not app.exception
    (sent,) = (json.loads(json.loads(each.proto.json)) for each in app.get("bidi_component"))
    assert (sent["x"], sent["y"], sent["delta"], sent["words"]) == ([1, 2], [3, 4], 1.0, {"own": "mine"})


def test_a_line_is_read_with_six_digits():
    assert read({"slope": 1.23456789, "intercept": -2}) == Drawn(1.23457, -2.0)


@pytest.mark.parametrize(
    "released",
    [None, [], {"slope": 1}, {"slope": "1", "intercept": 2}, {"slope": float("nan"), "intercept": 0},
     {"slope": 1e9, "intercept": 0}, {"slope": True, "intercept": 0}],
)  # fmt: skip
def test_anything_else_is_no_line(released: object):
    assert read(released) is None
