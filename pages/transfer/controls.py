"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from pages.transfer.words import CODES, FIELDS
from ui.controls import control
from ui.language import _, prose
from ui.settings import Settings

AT_HAND = {
    "": ("source", "ways", "wander", "pretraining", "lr"),
    "tuning": ("source", "count", "wander", "lr", "share", "pull"),
    "depth": ("source", "count", "wander", "hidden", "lr"),
    "sources": ("sources", "count", "wander", "lr"),
}


def controls(settings: Settings[Config]) -> None:
    """Draw the room's knobs."""
    at_hand = AT_HAND[settings.experiment]
    for name in at_hand:
        _knob(settings, name)
    with st.expander(_("More")):
        for name in settings.config.specs():
            if name not in at_hand:
                _knob(settings, name)


def _knob(settings: Settings[Config], name: str) -> None:
    about = prose("transfer")[f"control_{name}"]
    words = {code: _(word) for code, word in CODES[name].items()} if name in CODES else None
    control(settings, name, _(FIELDS[name]), words=words, help=about)
