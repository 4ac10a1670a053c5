"""The page shows every term, and a search in either language leaves those that match."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.glossary.words import GROUPS
from ui import catalogue
from ui.glossary import terms

HOUSE = Path(__file__).parents[3]


def open_page(language: str = "en") -> AppTest:
    app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    return app.run().switch_page("pages/glossary/page.py").run()


def shown(app: AppTest) -> list[str]:
    assert not app.exception
    return [each.proto.anchor for each in app.subheader]


def test_every_group_has_a_heading() -> None:
    assert list(GROUPS) == list(dict.fromkeys(term.group for term in terms()))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_shows_every_term_with_its_meaning_and_page(language: str) -> None:
    app = open_page(language)
    assert shown(app) == [term.code for term in terms()]
    written = "\n".join(each.value for each in app.markdown)
    assert all(term.means[language] in written for term in terms())
    assert all(f"${term.formula}$" in written for term in terms() if term.formula)
    assert all(
        term.names[each][0] in "".join(h.value for h in app.subheader) for term in terms() for each in term.names
    )
    links = [each.proto for each in app.get("page_link")]
    there = [term for term in terms() if catalogue.page(term.stem)]
    assert [link.page for link in links] == [term.stem for term in there]


@pytest.mark.parametrize(("wanted", "code"), [("池化", "pooling"), ("LSTM", "lstm"), ("weight-decay", "weight_decay")])
def test_a_search_leaves_what_matches(wanted: str, code: str) -> None:
    app = open_page()
    app.text_input(key="search").set_value(wanted).run()
    assert code in shown(app) and len(shown(app)) < 6
    app.text_input(key="search").set_value("").run()
    assert len(shown(app)) == len(terms())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_term_that_a_link_asks_for_stands_first(language: str) -> None:
    app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    app.run()
    app.query_params["term"] = "lstm"
    app.switch_page("pages/glossary/page.py").run()
    lstm = next(term for term in terms() if term.code == "lstm")
    assert lstm.names[language][0] in app.subheader[0].value
    assert len(shown(app)) == len(terms()) + 1


@pytest.mark.parametrize("asked", ["nonsense", "<b>", "x" * 5000])
def test_a_link_to_no_term_shows_the_glossary(asked: str) -> None:
    app = open_page()
    app.query_params["term"] = asked
    assert len(shown(app.run())) == len(terms())


def test_a_search_in_vain_says_so() -> None:
    app = open_page()
    app.text_input(key="search").set_value("<b>nothing</b>").run()
    assert shown(app) == []
    assert any("No term" in each.value for each in app.caption)
