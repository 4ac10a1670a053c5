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


def store(
    text: str, session: str, *, recalled: bool, on_kept: Callable[[str], None], on_refused: Callable[[], None]
) -> None:
    """Write a text into the browser, after what it holds from before has been handed back.

    Where it holds nothing it says nothing: its message would draw the page once more, and overtake a learner who has
    just clicked on the way to another page.

    Parameters
    ----------
    text
        What to keep.
    session
        Names the session that keeps it.
    recalled
        Whether this session has been handed back what there was; if not, a text that is there is not written over.
    on_kept
        Called as a callback with what was there.
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

    data = json.dumps({"session": session, "recalled": recalled, "text": text})
    _component(data=data, key=_KEY, height=1, on_kept_change=told, on_refused_change=refused)
