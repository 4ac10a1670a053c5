"""The terms of the field in both languages: read from one file, searched, and linked to wherever a lesson uses one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "pages" / "glossary" / "terms.toml"

# What no link may be put into: code, formulas, links, headings, bold words (which head a paragraph), live values, HTML.
_UNTOUCHED = r"```.+?```|`[^`]+`|\$\$.+?\$\$|\$[^$\n]+?\$|!?\[[^\]]*\]\([^)]*\)|^#.*?$|\*\*.+?\*\*|⟦\w+⟧|<[^<>\n]+>"
_JOINTS = re.compile(r"[\s\-–]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary.

    Attributes
    ----------
    code
        Its name in links, and its anchor on the page.
    group
        The code of the heading that it stands under.
    names
        Language -> its names; the first is the headword, the others are aliases.
    means
        Language -> its meaning in one sentence of plain text.
    formula
        In LaTeX; empty if it has none.
    stem, query
        The page that shows it, whether or not that page exists yet, and the settings to be shown there.
    quiet
        Names that lessons do not link: too common, or of several meanings.
    """

    code: str
    group: str
    names: Mapping[str, tuple[str, ...]]
    means: Mapping[str, str]
    formula: str
    stem: str
    query: str
    quiet: frozenset[str]


@cache
def terms() -> tuple[Term, ...]:
    """Read the glossary, in the order of its file."""
    with FILE.open("rb") as file:
        groups = tomllib.load(file)
    return tuple(_term(group, code, entry) for group, members in groups.items() for code, entry in members.items())


def search(wanted: str) -> list[Term]:
    """Find the terms that have a name, in either language, which contains what is wanted: those called so come first.

    Capitals, spaces and hyphens do not count, so ``overfitting`` finds over-fitting.
    """
    sought = _plain(wanted)
    found = [term for term in terms() if any(sought in name for name in _plain_names(term))]
    return sorted(found, key=lambda term: sought not in _plain_names(term))


def linked(text: str, language: str) -> str:
    """Make a link of the first mention of each term in a text of a lesson, with the meaning as its tooltip.

    Code, formulas, headings, bold words and existing links stay as they are. The address is relative to a page's own.
    """
    pattern, codes = _mentions(text, language)
    meanings = {term.code: term.means[language] for term in terms()}
    seen: set[str] = set()

    def link(found: re.Match[str]) -> str:
        if found.lastgroup is None:
            return found[0]
        code = codes[found.lastgroup]
        if code in seen:
            return found[0]
        seen.add(code)
        return f'[{found[0]}](glossary?lang={language}&term={code} "{meanings[code]}")'

    return pattern.sub(link, text)


def _term(group: str, code: str, entry: Mapping[str, object]) -> Term:
    stem, _mark, query = str(entry["page"]).partition("?")
    return Term(
        code,
        group,
        {language: tuple(_texts(entry[language])) for language in ("en", "zh")},
        {language: str(entry[f"means_{language}"]) for language in ("en", "zh")},
        str(entry.get("formula", "")),
        stem,
        query,
        frozenset(_texts(entry.get("quiet", ()))),
    )


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, Sequence) else []


def _mentions(text: str, language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Build a pattern that finds what must not be touched, or a name in a named group, and each group's term.

    It holds only names that may occur in the text: with all of them a page's first look would wait for half a second.
    """
    folded = text.casefold()
    names = {name: code for name, (code, words) in _linkable(language).items() if all(word in folded for word in words)}
    parts = [f"(?P<n{i}>{_spelling(name)})" for i, name in enumerate(names)]
    codes = {f"n{i}": code for i, code in enumerate(names.values())}
    return re.compile("|".join([_UNTOUCHED, *parts]), re.DOTALL | re.MULTILINE), codes


@cache
def _linkable(language: str) -> Mapping[str, tuple[str, list[str]]]:
    """Map names to their term, and to their words, which are quickly looked for.

    Longer names go first, so that "hidden layer" is not taken for "layer". Chinese text mentions English names too.
    """
    found = {
        name: (term.code, re.split(r"[\s-]", name.casefold()))
        for term in terms()
        for spoken in ("en", language)
        for name in term.names[spoken]
        if name not in term.quiet
    }
    return {name: found[name] for name in sorted(found, key=len, reverse=True)}


def _spelling(name: str) -> str:
    """Write a pattern for a name: an English one as a whole word, also in the plural, and with its capitals if any."""
    words = r"[\s-]".join(re.escape(word) for word in re.split(r"[\s-]", name))
    if not name.isascii():
        return words
    whole = rf"(?<![A-Za-z0-9_-]){words}s?(?![A-Za-z0-9_-])"
    return whole if name != name.lower() else f"(?i:{whole})"


def _plain_names(term: Term) -> set[str]:
    return {_plain(name) for names in term.names.values() for name in names}


def _plain(text: str) -> str:
    return _JOINTS.sub("", text).casefold()
