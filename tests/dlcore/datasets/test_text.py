"""Texts, vocabularies, and a learner's own text from a link or a text area."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore.datasets.real import FOLDER
from dlcore.datasets.text import (
    LONGEST,
    SHORTEST,
    TEXTS,
    UNKNOWN,
    OwnText,
    OwnTextError,
    Vocabulary,
    corpus,
    tidy,
    wrap,
)

ANY_TEXT = st.text(max_size=300)


@pytest.mark.parametrize("name", TEXTS)
def test_parts_follow_each_other_and_hold_the_whole_text(name: str) -> None:
    texts = corpus(name)
    codes = [*texts.train, *texts.held_out, *texts.fresh]
    back = texts.vocabulary.decode(codes)
    assert len(back) == len(texts.text)
    assert all(mine in (each, UNKNOWN) for mine, each in zip(back, texts.text, strict=True))
    assert texts.unknown == back[len(texts.train) :].count(UNKNOWN)
    assert not set(texts.vocabulary.characters[1:]) - set(texts.text[: len(texts.train)])


@pytest.mark.parametrize("name", TEXTS)
def test_the_files_are_those_of_the_sources(name: str) -> None:
    digest = hashlib.sha256((FOLDER / f"{name}.txt").read_bytes()).hexdigest()
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert re.search(rf"`{name}\.txt`.*`{digest}`", sources)


def test_poems_have_verse_form() -> None:
    lines = [line for line in corpus("tang").text.splitlines() if line]
    lengths = Counter(len(part) for line in lines for part in re.split("[，。？！；]", line) if part)
    assert lengths[5] + lengths[7] > 0.93 * sum(lengths.values())


def test_no_notes_and_no_markdown_are_left() -> None:
    assert not set("()（）") & set(corpus("tang").text) and "一作" not in corpus("tang").text
    assert not set("*#_") & set(corpus("midsummer").text)


def test_vocabulary_ranks_by_frequency_and_knows_its_limits() -> None:
    vocabulary = Vocabulary.of("bbbaac" + UNKNOWN * 9, most=2)
    assert vocabulary.characters == (UNKNOWN, "b", "a")
    assert vocabulary.encode("abcd□").tolist() == [2, 1, 0, 0, 0]
    assert vocabulary.unknown("abxcx") == ("x", "c")


@given(ANY_TEXT)
def test_tidy_text_can_be_shown_and_stays_as_it_is(text: str) -> None:
    clean = tidy(text)
    assert tidy(clean) == clean
    assert not any(ord(each) < 32 and each != "\n" for each in clean)
    clean.encode()  # no halves of surrogate pairs


@given(ANY_TEXT, st.integers(4, 30))
def test_wrapping_only_breaks_lines(text: str, columns: int) -> None:
    wrapped = wrap(text, columns)
    assert re.sub(r"\s", "", wrapped) == re.sub(r"\s", "", text)
    assert all(len(line) <= columns + 1 for line in wrapped.split("\n"))


def test_wide_characters_take_two_columns() -> None:
    assert wrap("床前明月光", 6) == "床前明\n月光"
    assert wrap("one two three", 8) == "one two\nthree"


@given(st.text(min_size=2, max_size=60).filter(lambda text: len(set(tidy(text).strip("\n"))) > 1))
def test_own_text_comes_back_from_a_link(text: str) -> None:
    own = OwnText.of(text * (SHORTEST // len(tidy(text).strip("\n")) + 2))
    assert OwnText.parse(own.packed()) == own


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "text_short"),
        ("a" * 5, "text_short"),
        ("a" * (SHORTEST + 1), "text_even"),
        ("ab" * LONGEST, "text_long"),
        ("ab" * 10 * LONGEST, "text_long"),
        ("\x00\ud800" * SHORTEST, "text_short"),
    ],
)
def test_bad_text_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(OwnTextError) as caught:
        OwnText.of(text)
    assert caught.value.reason == reason


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text", ["", "!", "abc", "ü", packed(b"short"), packed(b"\xff\xfe" * 900), packed(b"ab" * 10_000_000)]
)
def test_nonsense_from_a_link_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        OwnText.parse(text)
