"""Every page's prose says the same in both languages, each in its own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.language import sections
from ui.lesson import placeholders

PAGES = Path(__file__).parents[2] / "pages"
STEMS = sorted(path.parent.name for path in PAGES.glob("*/en.md"))
EVERY = [pytest.param(stem, name, id=f"{stem}-{name}") for stem in STEMS for name in sections(PAGES / stem / "en.md")]
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+?\$", re.DOTALL)
CODE = re.compile(r"```.+?```|`[^`]+`", re.DOTALL)
WORDS = re.compile(r"\\text\{[^{}]*\}")  # the only part of a formula that has a language
CHINESE = re.compile("[\u4e00-\u9fff]")


def prose(stem: str, language: str) -> dict[str, str]:
    return dict(sections(PAGES / stem / f"{language}.md"))


def formulas(text: str) -> list[str]:
    return sorted(WORDS.sub(r"\\text{}", formula) for formula in FORMULA.findall(text))


@pytest.mark.parametrize("stem", STEMS)
def test_both_languages_have_the_same_sections(stem: str) -> None:
    assert list(prose(stem, "en")) == list(prose(stem, "zh"))


@pytest.mark.parametrize(("stem", "name"), EVERY)
def test_formulas_code_and_live_numbers_agree(stem: str, name: str) -> None:
    english, chinese = prose(stem, "en")[name], prose(stem, "zh")[name]
    assert formulas(english) == formulas(chinese)
    assert sorted(CODE.findall(english)) == sorted(CODE.findall(chinese))
    assert placeholders(english) == placeholders(chinese)


@pytest.mark.parametrize(("stem", "name"), EVERY)
def test_each_language_is_its_own(stem: str, name: str) -> None:
    assert not CHINESE.search(prose(stem, "en")[name])
    assert CHINESE.search(prose(stem, "zh")[name])
