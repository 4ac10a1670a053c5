"""A page with two experiments: each keeps its settings, and the link says which one it holds."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from tests.ui.two_experiments import First, Second, SecondView, View
    from ui.controls import control
    from ui.language import settle
    from ui.notices import notices
    from ui.rooms import rooms
    from ui.settings import Settings

    settle()
    settings = Settings("sample", First, Second, views=(View, SecondView))
    rooms(settings, {"": "one", "second": "two"})
    notices(settings, {})
    control(settings, "lr" if settings.experiment else "epochs", "knob")
    st.button("closer", on_click=lambda: settings.look(zoom=settings.view.zoom + 1))
    settings.write_address()
    st.text(repr(settings.config))
    st.text(settings.view.zoom)


def visit(**query: str) -> AppTest:
    app = AppTest.from_function(page)
    for name, text in query.items():
        app.query_params[name] = text
    return app.run()


def shown(app: AppTest) -> str:
    assert not app.exception
    return app.text[0].value


def test_the_first_experiment_opens_and_the_link_of_another_opens_that():
    assert shown(visit()) == "First(epochs=5)"
    assert shown(visit(epochs="7")) == "First(epochs=7)"
    assert shown(visit(experiment="second", lr="0.5")) == "Second(lr=0.5)"


def test_each_keeps_its_settings_and_the_address_follows():
    app = visit(epochs="7")
    app.segmented_control(key="sample room").set_value("second").run()
    assert shown(app) == "Second(lr=0.1)"
    assert app.query_params == {"experiment": "second"}
    app.slider(key="sample.second.lr").set_value(0.3).run()
    assert app.query_params == {"experiment": "second", "lr": "0.3"}
    app.segmented_control(key="sample room").set_value("").run()
    assert shown(app) == "First(epochs=7)"
    app.segmented_control(key="sample room").set_value("second").run()
    assert shown(app) == "Second(lr=0.3)"


@pytest.mark.parametrize("code", ["third", "`<b>`", "x" * 500])
def test_an_unknown_experiment_falls_back_and_is_named(code: str):
    app = visit(experiment=code, epochs="7")
    assert shown(app) == "First(epochs=7)"
    (notice,) = app.info
    assert "experiment" in notice.value


def test_what_is_looked_at_travels_in_the_link_and_changes_no_setting():
    app = visit(epochs="7", zoom="3")
    assert shown(app) == "First(epochs=7)" and app.text[1].value == "3.0"
    config = app.session_state["sample.config"]
    app.button[0].click().run()
    assert app.query_params == {"epochs": "7", "zoom": "4"} and app.session_state["sample.config"] is config
    app.segmented_control(key="sample room").set_value("second").run()
    assert app.query_params == {"experiment": "second"}  # in which something else is looked at
    app.button[0].click().run()
    assert app.query_params == {"experiment": "second", "zoom": "3"}
    app.segmented_control(key="sample room").set_value("").run()
    assert app.query_params == {"epochs": "7", "zoom": "4"}


def test_a_link_with_nothing_but_a_view_starts_no_run():
    app = visit(zoom="3")
    assert app.query_params == {"zoom": "3"} and not app.session_state["sample.start"]


@pytest.mark.parametrize("text", ["0", "1e9", "near"])
def test_a_view_that_cannot_be_is_named(text: str):
    app = visit(zoom=text)
    assert app.text[1].value == "1.0" and "zoom" in app.info[0].value
