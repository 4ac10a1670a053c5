"""The page's explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.backpropagation import panels
from pages.backpropagation.live import DERIVATIONS, SECTIONS, live
from pages.backpropagation.sayings import sayings
from ui.language import _
from ui.lesson import fill, folded
from ui.recording import Recording

LINE = 760  # pixels: about as long as a line of text may be


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    experiment = recording.config.experiment
    if not recording.steps or any(not recording.arrays.get(name) for name in recording.config.default_probes):
        st.caption(_("The explanations fill with numbers as soon as the first of them are there."))
        return
    numbers = live(recording)
    reading, guide = st.columns([3, 2], gap="large")
    with reading, st.container(width=LINE):
        if recording.diverged:
            st.warning(text["diverged"], icon=":material/warning:")
        for section in SECTIONS[experiment]:
            st.markdown(fill(text[section], numbers))
        for section in DERIVATIONS[experiment]:
            folded(fill(text[section], numbers))
    with guide:
        st.subheader(_("How to read it"), anchor=False)
        if not experiment:
            st.markdown(text["panel_graph"])
        for code, title in panels.TITLES[experiment].items():
            with st.expander(_(title)):
                st.markdown(text[f"panel_{code}"])
        sayings(recording, text)
