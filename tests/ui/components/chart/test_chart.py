"""A still figure on a page: what travels, and which clicks are believed."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from ui.components.chart import Place, read


def page():
    import plotly.graph_objects as go

    from dlcore.figures import Panel
    from ui.components.chart import chart
    from ui.language import settle

    settle()
    panel = Panel("line", go.Figure(go.Scatter(x=[1, 2], y=[3, 4])), (), (), "a line from (1, 3) to (2, 4)")
    chart(panel, key="still")
    chart(panel, key="clicked", on_click=lambda place: None)


def test_the_figure_travels_with_its_text_and_says_whether_it_can_be_clicked():
    app = AppTest.from_function(page).run()
    assert not app.exception
    still, clickable = (json.loads(json.loads(each.proto.json)) for each in app.get("bidi_component"))
    assert still["panel"]["figure"]["data"][0]["y"] == [3, 4]
    assert still["panel"]["description"] == "a line from (1, 3) to (2, 4)"
    assert (still["clickable"], clickable["clickable"]) == (False, True)


def test_a_click_is_read_with_or_without_a_point():
    assert read({"x": 1.5, "y": -2, "trace": 0, "point": 7}) == Place(1.5, -2.0, 0, 7)
    assert read({"x": 1, "y": 2}) == Place(1.0, 2.0)


@pytest.mark.parametrize(
    "clicked",
    [None, [], {"x": 1}, {"x": "1", "y": 2}, {"x": float("nan"), "y": 0}, {"x": 1, "y": 2, "trace": "a"},
     {"x": 1, "y": 2, "trace": 0, "point": -1}],
)  # fmt: skip
def test_anything_else_is_no_click(clicked: object):
    assert read(clicked) is None
