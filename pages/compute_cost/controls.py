"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from pages.compute_cost.words import CODES, FIELDS
from ui.controls import control
from ui.language import _, prose
from ui.settings import Settings

AT_HAND = {
    "": ("kind", "width", "depth", "length", "batch"),
    "scaling": ("kind", "varied", "doublings", "width", "depth", "length", "batch"),
    "formats": ("formats", "width", "depth", "epochs", "batch"),
    "history": ("since", "flop_per_joule", "utilisation", "overhead"),
}


def controls(settings: Settings[Config]) -> None:
    """Draw the room's knobs. The size that is doubled has no knob of its own."""
    at_hand = AT_HAND[settings.experiment]
    for name in at_hand:
        _knob(settings, name)
    with st.expander(_("More")):
        for name in settings.config.specs():
            if name not in at_hand:
                _knob(settings, name)


def _knob(settings: Settings[Config], name: str) -> None:
    about = prose("compute_cost")[f"control_{name}"]
    words = {code: _(word) for code, word in CODES[name].items()} if name in CODES else None
    if name == "flop_per_joule":
        control(settings, name, _(FIELDS[name]), words=lambda value: f"{value:.0e}".replace("e+", "e"), help=about)
    else:
        idle = name == getattr(settings.config, "varied", "")
        control(settings, name, _(FIELDS[name]), words=words, help=about, disabled=idle)
