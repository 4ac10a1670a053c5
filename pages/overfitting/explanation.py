"""The rooms' explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.overfitting import panels
from pages.overfitting.live import derivations, explained, live
from ui.language import _
from ui.lesson import fill, folded
from ui.recording import Recording

LINE = 760  # pixels: about as long as a line of text may be


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    numbers = live(recording)
    reading, guide = st.columns([3, 2], gap="large")
    with reading, st.container(width=LINE):
        for section in explained(recording.config):
            st.markdown(fill(text[section], numbers))
        for section in derivations(recording.config):
            folded(fill(text[section], numbers))
    with guide:
        st.subheader(_("How to read the panels"), anchor=False)
        for code, title in panels.offered(recording.config).items():
            with st.expander(_(title)):
                st.markdown(text[f"panel_{code}"])
