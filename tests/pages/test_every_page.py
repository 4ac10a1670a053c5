"""Every page of the catalogue, in both languages, as a visitor's first script run draws it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.catalogue import CATALOGUE, Page
from ui.language import NAMES, Language, sections, translate
from ui.shell import TITLE

HOUSE = Path(__file__).parent.parent.parent


def visit(language: Language) -> AppTest:
    app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    return app.run()


def headings(app: AppTest) -> list[str]:
    lines = [line for each in app.markdown for line in each.value.splitlines()]
    return [each.value for each in app.title] + [line[2:] for line in lines if line.startswith("# ")]


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("page", CATALOGUE, ids=lambda page: page.stem)
def test_a_page_opens(page: Page, language: Language):
    app = visit(language).switch_page(f"pages/{page.stem}/page.py").run()
    assert not app.exception
    assert not app.error
    assert headings(app) == [translate(page.title, language)]
    assert app.segmented_control(key="language").value == language


@pytest.mark.parametrize("language", NAMES)
def test_home_shows_the_whole_path(language: Language):
    app = visit(language)
    assert not app.exception
    assert headings(app) == [translate(TITLE, language)]
    ideas = {each.value for each in app.markdown}
    assert {translate(page.idea, language) for page in CATALOGUE} <= ideas


def test_home_says_the_same_in_both_languages():
    english, chinese = (sections(HOUSE / "pages" / "home" / f"{language}.md") for language in ("en", "zh"))
    assert list(english) == list(chinese)
