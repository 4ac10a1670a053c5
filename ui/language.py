"""Chinese and English: which of them a visitor reads, and every word that the app says in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st
from babel.messages.pofile import read_po
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.glossary import linked

Language = Literal["zh", "en"]
NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}

_HOUSE = Path(__file__).parent.parent
_WITHOUT_LINKS = ("home", "glossary")
_LABEL = re.compile("hook$|predict|control_")  # sections that are headings, labels of widgets or their help
_SECTION = re.compile(r"^<!-- (\w+) -->\n", re.MULTILINE)


def language() -> Language:
    """Return the language of the current session; English where there is no session."""
    return st.session_state.get("spoken", "en") if get_script_run_ctx(suppress_warning=True) else "en"


def translate(msgid: str, into: Language | None = None) -> str:
    """Return a short English string in the current session's language, or in the one that is named."""
    return _catalogue(into or language()).get(msgid, msgid)


_ = translate


def message(msgid: str) -> str:
    """Mark a string, defined where no session exists yet, that is to be translated when it is shown."""
    return msgid


def prose(stem: str) -> dict[str, str]:
    """Return the sections of a page's text, ``pages/<stem>/<language>.md``, in the current session's language.

    A line ``<!-- name -->`` opens the section of that name. In what is read at leisure, terms lead to the glossary.
    """
    return _lesson(stem, language())


@cache
def _lesson(stem: str, spoken: Language) -> dict[str, str]:
    texts = sections(_HOUSE / "pages" / stem / f"{spoken}.md")
    if stem in _WITHOUT_LINKS:
        return texts
    return {name: text if _LABEL.match(name) else linked(text, spoken) for name, text in texts.items()}


@cache
def sections(path: Path) -> dict[str, str]:
    """Cut a Markdown file into its named sections; raise ``ValueError`` if one has no name or a name comes twice."""
    preamble, *pieces = _SECTION.split(path.read_text(encoding="utf-8"))
    names, texts = pieces[::2], pieces[1::2]
    if preamble.strip() or len(set(names)) != len(names):
        raise ValueError(f"{path}: text before the first <!-- name -->, or a name that comes twice")
    return {name: text.strip() for name, text in zip(names, texts, strict=True)}


def preferred(accepted: str | None) -> Language:
    """Choose from an ``Accept-Language`` header or a locale such as ``zh-CN``; English if neither language is in it."""
    ranked: dict[str, float] = {}
    for entry in (accepted or "").lower().split(","):
        tag, _semicolon, quality = entry.replace(" ", "").partition(";q=")
        try:
            ranked.setdefault(tag.partition("-")[0], float(quality or 1))
        except ValueError:
            continue
    return "zh" if ranked.get("zh", 0) > ranked.get("en", 0) else "en"


def settle() -> None:
    """Decide the session's language, at the start of every script run.

    A new session follows the link's ``lang``, or else the browser. From then on the switch decides, and once the
    learner or the link has named a language, the address keeps it from page to page.
    """
    state = st.session_state
    if "spoken" not in state:
        asked = st.query_params.get("lang")
        state.language_named = asked in NAMES
        state.spoken = asked if asked in NAMES else preferred(st.context.locale)
    wished = state.get("language")  # the switch's own state, which is empty until it has been drawn for good
    if wished in NAMES and wished != state.spoken:
        state.spoken, state.language_named = wished, True
    state.language = state.spoken
    if state.language_named and st.query_params.get("lang") != state.spoken:
        st.query_params["lang"] = state.spoken


def switch() -> None:
    """Show the switch between the languages."""
    st.segmented_control(
        "语言 / Language",
        list(NAMES),
        default=language(),
        format_func=NAMES.__getitem__,
        key="language",
        required=True,
        label_visibility="collapsed",
    )


@cache
def _catalogue(into: Language) -> dict[str, str]:
    if into == "en":
        return {}
    with (_HOUSE / "locale" / into / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}
