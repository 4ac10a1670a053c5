"""A place in the learner's own browser for one text, which outlives a reload of the tab."""

from __future__ import annotations

import json
from collections.abc import Callable

import streamlit as st
from streamlit.components import v2

from ui.components.assets import address

_LOADER = f"""const url = new URL("{address("store/store.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""
_KEY = "store"

_component = v2.component("store", html="", js=_LOADER, isolate_styles=False)


def store(text: str | None, *, on_kept: Callable[[str], None], on_refused: Callable[[], None]) -> None:
    """Write a text into the browser, or ask what it holds.

    Parameters
    ----------
    text
        What to keep; None asks for what is there, and writes nothing.
    on_kept
        Called as a callback with what was there: an empty text where nothing was.
    on_refused
        Called as a callback when the browser will not keep the text.
    """

    def told() -> None:
        kept = (st.session_state.get(_KEY) or {}).get("kept")
        if isinstance(kept, str):
            on_kept(kept)

    def refused() -> None:
        if (st.session_state.get(_KEY) or {}).get("refused"):
            on_refused()

    _component(data=json.dumps(text), key=_KEY, height=1, on_kept_change=told, on_refused_change=refused)
