"""A knob shows its field, and an old report of the browser's does not undo what was set meanwhile."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.knobs import knob
from tests.ui.several_choices import Choosing

STEM = "walk"


def page() -> None:
    import streamlit as st

    from tests.ui.several_choices import Choosing
    from ui.controls import control
    from ui.settings import Settings

    settings = Settings("walk", Choosing)
    settings.open()
    control(settings, "epochs", "Epochs")
    control(settings, "sets", "Sets")
    st.button("Load", key="load", on_click=settings.load, args=(Choosing(epochs=9, sets=("b",)),))


def config(app: AppTest) -> Choosing:
    return app.session_state[f"{STEM}.config"]


def test_a_report_from_before_a_preset_does_not_undo_it() -> None:
    app = AppTest.from_function(page).run()
    app.slider(key="walk.epochs").set_value(3).run()
    report = app._tree.get_widget_states()  # what a browser says that has not yet heard of the preset
    app.button(key="load").click().run()
    app._run(report)
    assert config(app) == Choosing(epochs=9, sets=("b",))
    assert knob(app.slider, "walk.epochs").value == 9
    assert knob(app.pills, "walk.sets").value == ["b"]


def test_the_new_knob_turns_like_the_old_one() -> None:
    app = AppTest.from_function(page).run()
    app.button(key="load").click().run()
    knob(app.slider, "walk.epochs").set_value(2).run()
    assert config(app).epochs == 2


def test_several_choices_are_taken_in_any_order_and_their_widget_stays() -> None:
    app = AppTest.from_function(page).run()
    app.pills(key="walk.sets").set_value(["c", "a"]).run()
    assert config(app).sets == ("a", "c")
    assert app.pills(key="walk.sets").value == ["c", "a"]


def test_what_is_refused_leaves_the_choice_as_it_was() -> None:
    app = AppTest.from_function(page).run()
    app.pills(key="walk.sets").set_value([]).run()
    assert config(app) == Choosing()
    assert knob(app.pills, "walk.sets").value == ["a"]
    assert app.session_state[f"{STEM}.refused"].field == "sets"
