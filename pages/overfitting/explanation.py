"""The rooms' explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.overfitting import panels
from pages.overfitting.live import derivations, explained, live
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    config = recording.config
    explain(text, live(recording), explained(config), derivations(config), panels.offered(config))
