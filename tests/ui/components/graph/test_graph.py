"""The graph component: what travels to the browser."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from ui.components.graph import WORDS, graph


def page():
    from ui.components.graph import WORDS, Cell, Drawn, Stage, Told, graph
    from ui.language import settle

    settle()
    cell = Cell("x₁", "1", "−0.5", "", 1.0, ("1", "−0.5", "−0.5", ""))
    nodes = [Drawn("x", "x", "input", 0, ((cell,),), ()), Drawn("loss", "L", "squared error", 1, ((cell,),), ("x",))]
    stages = [
        Stage("start", "What is given", "", "x", ("x",), (), "x"),
        Stage("loss", "The loss", "", "loss", ("loss",), (Told("loss", 0, "L = 1", ""),), "loss = …"),
    ]
    words = {name: f"<b>{name}</b>" for name in WORDS}
    graph(nodes, stages, words=words, description="a graph", open_at=1, sought=("x", 0), key="graph")


def test_nodes_stages_and_words_travel_as_text():
    app = AppTest.from_function(page).run()
    assert not app.exception
    (element,) = app.get("bidi_component")
    data = json.loads(json.loads(element.proto.json))
    assert [node["name"] for node in data["nodes"]] == ["x", "loss"]
    assert data["nodes"][0]["rows"][0][0]["exact"] == ["1", "−0.5", "−0.5", ""]
    assert data["stages"][1]["lines"] == [{"node": "loss", "index": 0, "text": "L = 1", "check": ""}]
    assert (data["openAt"], data["sought"], data["description"]) == (1, ["x", 0], "a graph")
    assert data["words"].keys() == set(WORDS)
    assert len(element.proto.js_content) + len(element.proto.html_content) + len(element.proto.css_content) < 400


def test_a_missing_word_is_named():
    words = {name: name for name in WORDS if name != "play"}
    with pytest.raises(ValueError, match=r"lacks \['play'\]"):
        graph([], [], words=words, description="", open_at=0, key="graph")
