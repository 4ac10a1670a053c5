"""The glossary is whole in both languages, is found by any name, and lessons lead to it without being changed."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl

import pytest

from ui import catalogue
from ui.catalogue import CATALOGUE, concepts
from ui.glossary import Term, linked, search, terms
from ui.language import _lesson, sections

CHINESE = re.compile("[\u4e00-\u9fff]")
LINK = re.compile(r'\[([^\]]*)\]\(glossary\?lang=(en|zh)&term=(\w+) "([^"]*)"\)')
PLANNED = {  # pages that terms may name before they exist
    "classical_vs_deep", "compute_cost", "convolutional_network", "data_efficiency", "interpretability",
    "recurrent_network", "self_supervised", "transfer",
}  # fmt: skip


@pytest.fixture(params=terms(), ids=lambda term: term.code)
def term(request: pytest.FixtureRequest) -> Term:
    return request.param


def test_no_two_terms_share_an_anchor_or_a_name() -> None:
    names = [name.casefold() for term in terms() for every in term.names.values() for name in every]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert len({term.code for term in terms()}) == len(terms())


def test_a_term_is_whole_in_both_languages(term: Term) -> None:
    assert re.fullmatch("[a-z0-9_]+", term.code)
    assert term.names["en"] and term.names["zh"]
    assert CHINESE.search(term.means["zh"]) and not CHINESE.search(term.means["en"] + "".join(term.names["en"]))
    assert term.means["en"].endswith(".") and term.means["zh"].endswith("。")
    for meaning in term.means.values():
        assert not re.search(r'["$\n\\]', meaning)  # it is also the tooltip of links
        assert meaning.strip(".。").count(". ") == meaning.strip("。").count("。") == 0 or term.code in (
            "translation_equivariance",
        )
    assert term.formula.count("{") == term.formula.count("}")
    assert term.quiet <= {*term.names["en"], *term.names["zh"]}


def test_a_terms_page_takes_its_settings(term: Term) -> None:
    page = catalogue.page(term.stem)
    assert page is not None or (term.stem in PLANNED and not term.query)
    query = dict(parse_qsl(term.query, strict_parsing=True)) if term.query else {}
    if page is not None and query:
        config, ignored = page.classes()[query.get("experiment", "")].from_query(query)
        assert ignored == {}
        assert config.to_query() == query  # nothing in it is a default, and numbers are written as the page does


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("梯度下降", "gradient_descent"),
        ("Gradient Descent", "gradient_descent"),
        ("overfitting", "overfitting"),
        ("池化", "pooling"),
        ("dropout", "dropout"),
        ("丢弃法", "dropout"),
        ("SGD", "sgd"),
        ("long short term", "lstm"),
        ("  RELU ", "relu"),
    ],
)
def test_search_finds_any_name_in_either_language(wanted: str, code: str) -> None:
    assert search(wanted)[0].code == code


def test_search_finds_every_term_by_every_name() -> None:
    for each in terms():
        for name in (*each.names["en"], *each.names["zh"]):
            assert search(name)[0] is each, name


def test_search_finds_parts_and_nothing_else() -> None:
    assert {"learning_rate", "learning_rate_schedule"} <= {term.code for term in search("learning rate")}
    assert search("no such thing") == []


def mentioned(text: str, language: str = "en") -> list[str]:
    return [found[2] for found in LINK.findall(linked(text, language))]


def test_the_first_mention_is_linked_with_its_meaning() -> None:
    text = linked("A learning rate, and a Learning Rate again; the learning\nrates.", "en")
    ((words, language, code, meaning),) = LINK.findall(text)
    assert (words, language, code) == ("learning rate", "en", "learning_rate")
    assert meaning == next(term for term in terms() if term.code == code).means["en"]
    assert text.endswith("and a Learning Rate again; the learning\nrates.")


@pytest.mark.parametrize(
    "text",
    [
        "### The learning rate",
        "Set `learning rate` in code.",
        "```\nlearning rate\n```",
        r"$\text{learning rate}$ and $$\text{learning rate}$$",
        "**Learning rate.** It is long.",
        "See [the learning rate](elsewhere).",
        "An epochal unlearning-rate: learning rateless.",
        '<abbr title="learning rate">it</abbr>',
        "⟦learning_rate⟧",
    ],
)
def test_some_places_are_left_alone(text: str) -> None:
    assert linked(text, "en") == text


def test_names_are_whole_words_and_long_ones_go_first() -> None:
    assert mentioned("Mini-batches and two hidden layers") == ["batch", "hidden_layer"] or mentioned(
        "minibatches and two hidden layers"
    ) == ["hidden_layer"]
    assert mentioned("the negative log-likelihood") == ["likelihood"]
    assert mentioned("Adam asked adam") == ["adam"]
    assert mentioned("adamant, relu") == []


def test_chinese_needs_no_gaps_and_knows_english_names() -> None:
    assert mentioned("用随机梯度下降训练，学习率要小", "zh") == ["sgd", "learning_rate"]
    assert mentioned("把ReLU换成 tanh", "zh") == ["relu", "tanh"]


def test_quiet_names_are_not_linked() -> None:
    assert mentioned("a layer of the network, its loss and its weights") == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("concept", concepts(), ids=lambda page: page.stem)
def test_lessons_are_linked_and_otherwise_unchanged(concept: catalogue.Concept, language) -> None:
    written, shown = sections(concept.folder / f"{language}.md"), _lesson(concept.stem, language)
    found = 0
    for name, text in shown.items():
        assert LINK.sub(lambda link: link[1], text) == written[name]
        codes = [link[2] for link in LINK.findall(text)]
        assert len(set(codes)) == len(codes)
        found += len(codes)
        if name.startswith("control_") or name in ("hook", "predict"):
            assert codes == []
    assert found >= 5


def test_the_glossary_itself_has_no_links() -> None:
    for page in CATALOGUE:
        if page.stem == "glossary":
            assert "](glossary" not in "".join(_lesson("glossary", "en").values())
