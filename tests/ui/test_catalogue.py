from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from ui.catalogue import CATALOGUE, Concept, sections
from ui.language import sections as prose_sections


@pytest.fixture(params=CATALOGUE, ids=lambda concept: concept.stem)
def concept(request: pytest.FixtureRequest) -> Concept:
    return request.param


def test_every_concept_stands_in_one_section_in_order():
    assert [each for members in sections().values() for each in members] == list(CATALOGUE)
    assert all(members for members in sections().values())


def test_no_two_concepts_share_an_address():
    assert len({each.stem for each in CATALOGUE}) == len(CATALOGUE)


def test_a_concepts_folder_is_complete(concept: Concept):
    assert re.fullmatch("[a-z_]+", concept.stem)
    for name in ("__init__.py", "page.py", "en.md", "zh.md", "sketch.svg"):
        assert (concept.folder / name).is_file(), name


def test_a_sketch_says_what_it_shows(concept: Concept):
    title = ElementTree.parse(concept.folder / "sketch.svg").find("{http://www.w3.org/2000/svg}title")
    assert title is not None and title.text


def marks(text: str) -> dict[str, list[str]]:
    """What must be the same in both languages: formulas (but for their words), code, live values."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    formulas = re.findall(r"\$\$.+?\$\$|\$[^$\n]+\$", re.sub(r"\\text\{[^}]*\}", "", text), re.DOTALL)
    return {"code": sorted(code), "formulas": sorted(formulas), "values": sorted(re.findall("⟦.+?⟧", text))}


def test_both_languages_have_the_same_sections_formulas_and_code(concept: Concept):
    english, chinese = (prose_sections(concept.folder / f"{language}.md") for language in ("en", "zh"))
    assert list(english) == list(chinese)
    for name in english:
        assert marks(english[name]) == marks(chinese[name]), name
