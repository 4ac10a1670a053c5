"""A page with two experiments: each keeps its settings, and the link says which one it holds."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from tests.ui.two_experiments import First, Second
    from ui.controls import control
    from ui.language import settle
    from ui.notices import notices
    from ui.rooms import rooms
    from ui.settings import Settings

    settle()
    settings = Settings("sample", First, Second)
    rooms(settings, {"": "one", "second": "two"})
    notices(settings, {})
    control(settings, "lr" if settings.experiment else "epochs", "knob")
    settings.write_address()
    st.text(repr(settings.config))


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
