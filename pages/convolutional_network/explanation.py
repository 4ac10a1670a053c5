"""The page's explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.convolutional_network import panels
from pages.convolutional_network.live import DERIVATIONS, explained, live
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as the run is there."))
        return
    config, numbers = recording.config, live(recording)
    explain(text, numbers, explained(config), DERIVATIONS[config.experiment], panels.offered(config),
            diverged=recording.diverged)  # fmt: skip
