"""A question is put to the workers once, and told to be open, answered or failed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui import answers, jobs


def page() -> None:
    """Ask what the session's `about` is about."""
    import streamlit as st

    from ui.answers import answered

    found = answered("the key", st.session_state.get("about", 1), print, "argument")
    if found is not None:
        st.write(f"found {found}")


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> list[Future[Any]]:
    """Every question that is put to the workers, who leave the answers to the test."""
    futures: list[Future[Any]] = []

    def ask(function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        assert (function, arguments) == (print, ("argument",))
        futures.append(Future())
        return futures[-1]

    monkeypatch.setattr(jobs, "ask", ask)
    monkeypatch.setattr(answers, "PATIENCE", 0.01)
    return futures


def test_the_same_question_is_put_once_and_another_anew(put: list[Future[Any]]) -> None:
    app = AppTest.from_function(page).run()
    assert len(put) == 1 and app.caption[0].value == "The workers are busy."
    put[0].set_result(42)
    app.button(key="the key again").click().run()
    assert len(put) == 1 and app.markdown[0].value == "found 42" and not app.button
    app.session_state["about"] = 2
    app.run()
    assert len(put) == 2 and not app.markdown and app.button


def test_a_question_that_failed_is_put_again(put: list[Future[Any]]) -> None:
    app = AppTest.from_function(page).run()
    put[0].set_exception(ArithmeticError("no answer"))
    app.run()
    assert len(put) == 2 and not app.exception  # it had failed by then, so it was put once more


def test_an_answer_that_fails_while_it_is_waited_for_is_no_secret(
    put: list[Future[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(ArithmeticError("no answer"))
        return future

    monkeypatch.setattr(jobs, "ask", fail)
    app = AppTest.from_function(page).run()
    assert app.exception and not put
