"""The rooms' explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.recurrent_network.config import Forecast
from pages.recurrent_network import panels
from pages.recurrent_network.attention import room as attending
from pages.recurrent_network.live import live
from pages.recurrent_network.text import live as text_live
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording

EXPLAINED: Mapping[str, tuple[str, ...]] = {
    "": ("explain_cell",),
    "forecast": ("explain_forecast",),
    "tasks": ("explain_tasks",),
    "lags": ("explain_lags",),
    "delays": ("explain_delays",),
    "clipping": ("explain_clipping",),
    "text": text_live.EXPLAINED,
    "attention": attending.EXPLAINED,
}
DERIVATIONS: Mapping[str, tuple[str, ...]] = {
    "": ("derive_gates",),
    "tasks": ("derive_gates",),
    "text": text_live.DERIVATIONS,
    "attention": attending.DERIVATIONS,
}


def explained(config: Config) -> tuple[str, ...]:
    """Name the sections that explain a room."""
    if isinstance(config, Forecast) and config.cell == "attention":
        return (*EXPLAINED["forecast"], "forecast_attention")
    return EXPLAINED[config.experiment]


def derivations(config: Config) -> tuple[str, ...]:
    """Name the sections that fold away."""
    return DERIVATIONS.get(config.experiment, ())


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    config = recording.config
    explain(text, live(recording), explained(config), derivations(config), panels.titles(config))
