"""A knob shows its field, and an old report of the browser's does not undo what was set meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dlcore.config import Config
from tests.knobs import knob
from tests.ui.several_choices import Choosing, Elsewhere

STEM = "walk"
LOADED = Choosing(epochs=9, lr=0.5, seed=7, loss="huber", same=True, sets=("b",))
KINDS = {
    "epochs": ("slider", 3),
    "lr": ("select_slider", 0.2),
    "seed": ("number_input", 4),
    "loss": ("selectbox", "hinge"),
    "same": ("toggle", True),
    "sets": ("pills", ["c"]),
}


def page() -> None:
    import streamlit as st

    from tests.ui.several_choices import Choosing, Elsewhere
    from tests.ui.test_controls import LOADED
    from ui.controls import control
    from ui.settings import Settings

    settings = Settings("walk", Choosing, Elsewhere)
    settings.open()
    if st.session_state.get("cut off"):
        st.stop()
    for name in settings.config.specs():
        control(settings, name, name)
    st.button("Load", key="load", on_click=settings.load, args=(LOADED,))
    st.button("Leave", key="leave", on_click=settings.load, args=(Elsewhere(epochs=9),))


def config(app: AppTest) -> Config:
    assert not app.exception
    place = ".".join(filter(None, (STEM, app.session_state[f"{STEM} experiment"])))
    return app.session_state[f"{place}.config"]


def turn(app: AppTest, name: str) -> Any:
    """Turn one knob, and return what a browser says from then on until it hears of something new."""
    kind, value = KINDS[name]
    knob(getattr(app, kind), f"{STEM}.{name}").set_value(value).run()
    return app._tree.get_widget_states()


@pytest.mark.parametrize("name", KINDS)
def test_a_report_from_before_a_preset_does_not_undo_it(name: str) -> None:
    app = AppTest.from_function(page).run()
    report = turn(app, name)
    app.button(key="load").click().run()
    for _ in range(2):
        app._run(report)
        assert config(app) == LOADED
    for field, (kind, _value) in KINDS.items():
        shown = knob(getattr(app, kind), f"{STEM}.{field}").value
        assert (tuple(shown) if field == "sets" else shown) == getattr(LOADED, field)


@pytest.mark.parametrize("name", KINDS)
def test_what_the_learner_turns_before_a_preset_is_seen_counts(name: str) -> None:
    app = AppTest.from_function(page).run()
    kind, value = KINDS[name]
    app.button(key="load").click()
    press = app._tree.get_widget_states()
    app.button(key="load").set_value(False)
    getattr(app, kind)(key=f"{STEM}.{name}").set_value(value)
    report = app._tree.get_widget_states()
    app._run(press)
    assert config(app) == LOADED
    app._run(report)
    taken = LOADED.replace(**{name: value})
    assert config(app) == taken
    app._run(report)
    assert config(app) == taken


@pytest.mark.parametrize("name", KINDS)
def test_a_report_of_knobs_that_have_left_the_page_changes_nothing(name: str) -> None:
    app = AppTest.from_function(page).run()
    report = turn(app, name)
    app.button(key="leave").click().run()
    app._run(report)
    assert config(app) == Elsewhere(epochs=9)


def test_a_knob_that_is_turned_after_its_experiment_was_left_is_nobodys() -> None:
    app = AppTest.from_function(page).run()
    app.select_slider(key="walk.lr").set_value(0.2)
    report = app._tree.get_widget_states()
    app.select_slider(key="walk.lr").set_value(0.1)
    app.button(key="leave").click().run()
    app._run(report)
    assert config(app) == Elsewhere(epochs=9)


def test_a_knob_can_be_turned_back_before_it_is_drawn_again() -> None:
    app = AppTest.from_function(page).run()
    report = app._tree.get_widget_states()
    app.session_state["cut off"] = True
    app.slider(key="walk.epochs").set_value(6).run()
    assert config(app) == Choosing(epochs=6) and not app.slider
    app.session_state["cut off"] = False
    app._run(report)
    assert config(app) == Choosing()


def test_the_new_knob_turns_like_the_old_one() -> None:
    app = AppTest.from_function(page).run()
    app.button(key="load").click().run()
    knob(app.slider, "walk.epochs").set_value(2).run()
    assert config(app) == LOADED.replace(epochs=2)


def test_several_choices_are_taken_in_any_order_and_their_widget_stays() -> None:
    app = AppTest.from_function(page).run()
    app.pills(key="walk.sets").set_value(["c", "a"]).run()
    assert config(app) == Choosing(sets=("a", "c"))
    assert app.pills(key="walk.sets").value == ["c", "a"]


def test_what_is_refused_leaves_the_choice_as_it_was() -> None:
    app = AppTest.from_function(page).run()
    app.pills(key="walk.sets").set_value([]).run()
    assert config(app) == Choosing()
    assert knob(app.pills, "walk.sets").value == ["a"]
    assert app.session_state[f"{STEM}.refused"].field == "sets"
