"""The player on a page: what travels on which script run."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.components.player.unpacking import unpack
from ui.components.player import Frame, read_frame


def page():
    import plotly.graph_objects as go
    import streamlit as st

    from dlcore.figures import Binding, Panel
    from tests.ui.components.player.conftest import record
    from ui.components.player import player
    from ui.language import _, settle

    settle()
    frames = st.session_state.get("frames", 3)
    figure = go.Figure(go.Heatmap(z=[]))
    panel = Panel("surface", figure, (Binding(0, "z", "surface"),), ("surface",), "field")
    player(record(frames), [panel], run="a", key="player", live=True, metrics={"train_loss": "loss"},
           frame=_("Epoch {step}"))  # fmt: skip


@pytest.fixture
def app():
    return AppTest.from_function(page).run()


def sent(app):
    assert not app.exception
    (element,) = app.get("bidi_component")
    return unpack(element.proto.bytes)


def test_a_first_run_sends_everything_and_the_next_only_what_is_new(app):
    header, arrays = sent(app)
    assert "spec" in header
    assert len(arrays["surface"][1]) == 3
    app.session_state["frames"] = 5
    header, arrays = sent(app.run())
    assert "spec" not in header
    start, values = arrays["surface"]
    assert (start, len(values)) == (3, 2)


def test_another_language_sends_words_and_no_frames(app):
    english, _ = sent(app)
    app.session_state["language"] = "zh"
    chinese, arrays = sent(app.run())
    assert arrays == {}
    assert "第 {step} 轮" in chinese["spec"]
    assert chinese["digest"] != english["digest"]


def test_inline_parts_that_travel_with_every_message_are_short(app):
    (element,) = app.get("bidi_component")
    proto = element.proto
    assert "assets/" in proto.js_content
    assert len(proto.js_content) + len(proto.html_content) + len(proto.css_content) < 400


@pytest.mark.parametrize(
    ("told", "frame"),
    [
        ({"run": "a", "step": 3}, Frame("a", 3)),
        ({"run": "a", "step": None}, Frame("a", None)),
        ({"run": "a", "step": -1}, None),
        ({"run": "a", "step": 1.5}, None),
        ({"run": 1, "step": 1}, None),
        ("a", None),
    ],
)
def test_only_a_frame_is_taken_for_one(told: Any, frame: Frame | None):
    assert read_frame(told) == frame
