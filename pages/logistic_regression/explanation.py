"""The page's explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.logistic_regression import panels
from pages.logistic_regression.live import DERIVATIONS, explained, live
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as the run is there."))
        return
    config, numbers = recording.config, live(recording)
    prefix = f"panel_{config.experiment}_" if config.experiment else "panel_"
    explain(text, numbers, explained(config), DERIVATIONS[config.experiment], panels.offered(config),
            diverged=recording.diverged, prefix=prefix)  # fmt: skip
