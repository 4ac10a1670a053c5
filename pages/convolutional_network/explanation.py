"""The page's explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.convolutional_network import panels
from pages.convolutional_network.live import DERIVATIONS, explained, live
from ui.language import _
from ui.lesson import fill, folded
from ui.recording import Recording

LINE = 760  # pixels: about as long as a line of text may be


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as the run is there."))
        return
    config, numbers = recording.config, live(recording)
    reading, guide = st.columns([3, 2], gap="large")
    with reading, st.container(width=LINE):
        if recording.diverged:
            st.warning(fill(text["diverged"], numbers), icon=":material/warning:")
        for section in explained(config):
            st.markdown(fill(text[section], numbers))
        for section in DERIVATIONS[config.experiment]:
            folded(fill(text[section], numbers))
    with guide:
        st.subheader(_("How to read the panels"), anchor=False)
        for code, title in panels.offered(config).items():
            with st.expander(_(title)):
                st.markdown(text[f"panel_{code}"])
