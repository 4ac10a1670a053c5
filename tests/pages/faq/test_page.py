"""Every question has an answer in both languages, and a link into an experiment that is really set up for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dlcore.experiments.linear_regression.config import LinearRegression
from pages.faq.answers import ANSWERS, Answer
from ui import catalogue
from ui.language import sections

HOUSE = Path(__file__).parents[3]
EVERY = [answer for answers in ANSWERS.values() for answer in answers]


def open_page(language: str = "en") -> AppTest:
    app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    return app.run().switch_page("pages/faq/page.py").run()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_question_is_asked_and_answered(language: str) -> None:
    prose = sections(HOUSE / "pages" / "faq" / f"{language}.md")
    assert [*prose] == ["hook", *(answer.code for answer in EVERY)]
    for answer in EVERY:
        question, _newline, words = prose[answer.code].partition("\n")
        assert question.startswith("### ") and question.endswith(("?", "？"))
        assert words.count("。") + words.count(". ") + words.count("；") >= 2


def test_there_are_the_articles_four_and_twelve_more() -> None:
    assert len(next(iter(ANSWERS.values()))) == 4
    assert len(EVERY) >= 4 + 12
    assert len({answer.code for answer in EVERY}) == len(EVERY)


@pytest.mark.parametrize("answer", EVERY, ids=lambda answer: answer.code)
def test_an_answers_link_sets_its_experiment_up(answer: Answer) -> None:
    page, query = catalogue.page(answer.stem), answer.config.to_query()
    assert page is not None and query
    config, ignored = page.classes()[query.get("experiment", "")].from_query(query)
    assert (config, ignored) == (answer.config, {})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_shows_every_question_with_its_link(language: str) -> None:
    app = open_page(language)
    assert not app.exception
    links = [each.proto for each in app.get("page_link")]
    assert [(link.page, link.query_string) for link in links] == [
        (answer.stem, "&".join(f"{name}={value}" for name, value in answer.config.to_query().items()))
        for answer in EVERY
    ]
    assert [each.proto.anchor for each in app.subheader] == [answer.code for answer in EVERY]


def test_a_link_decides_even_on_a_page_that_has_been_open() -> None:
    app = open_page().switch_page("pages/linear_regression/page.py").run()
    assert app.session_state["linear_regression.config"] == LinearRegression()
    app.switch_page("pages/faq/page.py").run()
    app.query_params["lr"] = "0.02"
    app.switch_page("pages/linear_regression/page.py").run()
    assert app.session_state["linear_regression.config"] == LinearRegression(lr=0.02)
    app.number_input(key="linear_regression.seed").set_value(7).run()
    assert app.session_state["linear_regression.config"] == LinearRegression(lr=0.02, seed=7)


def test_without_settings_in_the_link_a_page_is_as_it_was_left() -> None:
    app = open_page()
    app.query_params["lr"] = "0.02"
    app.switch_page("pages/linear_regression/page.py").run()
    del app.query_params["lr"]
    app.switch_page("pages/faq/page.py").run().switch_page("pages/linear_regression/page.py").run()
    assert app.session_state["linear_regression.config"] == LinearRegression(lr=0.02)
