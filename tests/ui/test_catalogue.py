from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ui.catalogue import CATALOGUE, Page, concepts, sections
from ui.language import sections as prose_sections

EXPERIMENTS = Path(__file__).parents[2] / "dlcore" / "experiments"


@pytest.fixture(params=CATALOGUE, ids=lambda page: page.stem)
def page(request: pytest.FixtureRequest) -> Page:
    return request.param


def test_every_page_stands_in_one_section_in_order():
    assert [each for members in sections().values() for each in members] == list(CATALOGUE)
    assert all(members for members in sections().values())


def test_no_two_pages_share_an_address():
    assert len({each.stem for each in CATALOGUE}) == len(CATALOGUE)


def test_exactly_the_concepts_have_experiments():
    folders = {path.parent.name for path in EXPERIMENTS.glob("*/__init__.py")}
    assert {each.stem for each in concepts()} == folders & {each.stem for each in CATALOGUE}
    for each in CATALOGUE:
        assert bool(each.classes()) == bool(each.defaults()) == (each in concepts())


def test_a_pages_folder_is_complete(page: Page):
    assert re.fullmatch("[a-z_]+", page.stem)
    for name in ("__init__.py", "page.py", "en.md", "zh.md", "sketch.svg"):
        assert (page.folder / name).is_file(), name


def test_a_sketch_says_what_it_shows(page: Page):
    title = ElementTree.parse(page.folder / "sketch.svg").find("{http://www.w3.org/2000/svg}title")
    assert title is not None and title.text


def marks(text: str) -> dict[str, list[str]]:
    """What must be the same in both languages: formulas (but for their words), code, live values."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    formulas = re.findall(r"\$\$.+?\$\$|\$[^$\n]+\$", re.sub(r"\\text\{[^}]*\}", "", text), re.DOTALL)
    return {"code": sorted(code), "formulas": sorted(formulas), "values": sorted(re.findall("⟦.+?⟧", text))}


def test_both_languages_have_the_same_sections_formulas_and_code(page: Page):
    english, chinese = (prose_sections(page.folder / f"{language}.md") for language in ("en", "zh"))
    assert list(english) == list(chinese)
    for name in english:
        assert marks(english[name]) == marks(chinese[name]), name
