"""What the browser keeps: written whole, taken back piece by piece, and nothing that it hands back can do harm."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from dlcore.experiments.neural_network import Config
    from ui import keeping
    from ui.compare.shelf import shelf
    from ui.settings import Settings

    kept = st.session_state.get("kept")
    settings = Settings("neural_network", Config)
    if st.session_state.get("open first", True):
        settings.open()
    if kept is not None:
        keeping.recall(kept)
    st.text(repr(settings.config.to_query()))
    st.text(repr([(pin.mark, pin.name, pin.shown, pin.run.config.texts()) for pin in shelf("neural_network")]))
    st.text(keeping.written())


def visit(kept: str | None = None, *, opened: bool = True, **query: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["kept"] = kept
    app.session_state["open first"] = opened
    for name, text in query.items():
        app.query_params[name] = text
    app.run()
    assert not app.exception
    return app


def pin(mark: str = "A", **changes: Any) -> dict[str, Any]:
    return {
        "mark": mark,
        "name": "slow",
        "shown": False,
        "until": 0,
        "experiment": "",
        "settings": {"lr": "0.5"},
    } | changes


def content(*pins: dict[str, Any], settings: Any = None, **changes: Any) -> str:
    pages = {"neural_network": {"settings": settings or {}, "pins": list(pins)}}
    return json.dumps({"version": 1, "pages": pages, "answers": {}, "solved": []} | changes)


def test_what_is_written_is_taken_back():
    app = visit(content(pin("A"), pin("C", settings={"seed": "3"})))
    written = app.text[2].value
    assert visit(written).text[1].value == app.text[1].value
    assert app.text[1].value == repr([("A", "slow", False, {"lr": "0.5"}), ("C", "slow", False, {"seed": "3"})])


def test_a_page_that_is_not_open_yet_finds_its_settings():
    assert visit(content(settings={"lr": "0.5"}), opened=False).text[0].value == "{'lr': '0.5'}"


def test_a_link_is_stronger_than_what_was_kept():
    assert visit(content(settings={"lr": "0.5"}), seed="4").text[0].value == "{'seed': '4'}"


def test_answers_and_solved_challenges_come_back():
    app = visit(content(answers={"answer_count": "32"}, solved=["spiral"]))
    assert app.session_state["answers"] == {"answer_count": "32"}
    assert app.session_state["solved"] == {"spiral"}


@pytest.mark.parametrize(
    "kept",
    [
        "", "{", "[]", "null", "[" * 50_000, '{"version": 1}', content(version=2), content(pages=[]),
        json.dumps({"version": 1, "pages": {"../x": {}, "neural_network": 3}, "answers": {}, "solved": []}),
        content(pin(mark="Z")), content(pin(mark="AB")), content(pin(experiment="none")), content(pin(until="x")),
        content(pin(settings={"lr": "nan"})), content(pin(settings={"lr": 5})), content(pin(settings=[])),
        content(settings={"epochs": "1e99"}), content(settings=7), content(solved=[{}, 3]), content(answers={"a": []}),
    ],
)  # fmt: skip
def test_nonsense_is_left_out(kept: str):
    app = visit(kept)
    assert app.text[0].value == "{}" and app.text[1].value == "[]"


def test_no_more_than_a_shelf_holds_and_no_letter_twice():
    many = [pin(mark, settings={"seed": str(i)}) for i, mark in enumerate("AABBCCDDEEFFGGHH")]
    assert len(json.loads(visit(content(*many)).text[2].value)["pages"]["neural_network"]["pins"]) == 4
