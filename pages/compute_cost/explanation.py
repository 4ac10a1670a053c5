"""What the costs mean, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from pages.compute_cost import panels, tables
from pages.compute_cost.live import live
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording

SECTIONS: Mapping[type[Config], tuple[str, ...]] = {
    Architecture: ("counting", "parts", "back", "memory", "clock", "article"),
    Scaling: ("exponents", "sizes", "overhead", "throughput", "article"),
    Formats: ("rounding", "bits", "speed", "article"),
    History: ("doubling", "models", "energy", "article"),
}
FOLDED: Mapping[type[Config], tuple[str, ...]] = {
    Architecture: ("derivation_layers", "derivation_six"),
    Scaling: ("derivation_exponent", "derivation_attention"),
    Formats: ("derivation_rounding",),
    History: ("derivation_doubling", "derivation_six"),
}
TABLES: Mapping[str, Callable[[Recording], dict[str, list[str]]]] = {
    "parts": tables.parts,
    "clock": tables.machines,
    "sizes": tables.sizes,
    "bits": tables.bits,
    "models": tables.models,
}


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as there is a result."))
        return
    kind = type(recording.config)
    explain(text, live(recording), SECTIONS[kind], FOLDED[kind], panels.TITLES[recording.config.experiment],
            beneath={name: _drawn(recording, table) for name, table in TABLES.items()})  # fmt: skip


def _drawn(recording: Recording, table: Callable[[Recording], dict[str, list[str]]]) -> Callable[[], object]:
    return lambda: st.dataframe(table(recording), hide_index=True)
