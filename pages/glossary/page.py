"""The glossary: every term in both languages, found by any of its names, with the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal
from urllib.parse import parse_qsl

import streamlit as st

from pages.glossary.words import GROUPS
from ui.glossary import Term, search, terms
from ui.language import _, language, prose
from ui.lesson import fill
from ui.signposts import signpost


def entry(term: Term, key: str, anchor: str | Literal[False]) -> None:
    """Show one term: its names, its meaning, its formula, and the way to the page that shows it."""
    here, there = ("zh", "en") if language() == "zh" else ("en", "zh")
    head, *aliases = term.names[here]
    other, *others = term.names[there]
    with st.container(key=key, gap="xsmall"):
        st.subheader(f"{head} · {other}", anchor=anchor)
        also = ", ".join([*aliases, *others])
        st.markdown("\n\n".join(filter(None, (
            f":small[:gray[{_('also: {names}').format(names=also)}]]" if also else "",
            term.means[here],
            f"${term.formula}$" if term.formula else "",
        ))))  # fmt: skip
        signpost(term.stem, dict(parse_qsl(term.query)))


def entries(code: str, members: Iterable[Term]) -> None:
    """Show terms beside each other, as many as there is room for."""
    with st.container(key=f"terms_{code}"):
        for term in members:
            entry(term, f"term_{term.code}", term.code)


@st.fragment
def glossary(text: Mapping[str, str]) -> None:
    """Show the terms that a search finds, or all of them under their headings. A fragment: only this is drawn again."""
    wanted = st.text_input(_("Search"), key="search", placeholder=_("in Chinese or English"), max_chars=60,
                           icon=":material/search:", width=420)  # fmt: skip
    if wanted.strip():
        found = search(wanted)
        st.caption(_("{count} of {all} terms").format(count=len(found), all=len(terms())) if found else text["nothing"])
        entries("found", found)
        return
    asked = st.query_params.get("term")
    for term in terms():
        if term.code == asked:  # at the top, and not scrolled to: the page grows while it is being drawn
            entry(term, "asked", anchor=False)
    st.caption(fill(text["all"], {"count": str(len(terms()))}))
    for code, title in GROUPS.items():
        st.header(_(title), anchor=False)
        entries(code, [term for term in terms() if term.group == code])


text = prose("glossary")
st.markdown(text["hook"])
with st.container(key="glossary"):
    glossary(text)
