"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from pages.data_efficiency.words import CODES, FIELDS
from ui.controls import control
from ui.language import _, prose
from ui.settings import Settings

AT_HAND = {
    "": ("sets", "models", "largest", "noise", "floor", "seeds"),
    "shifts": ("helps", "largest", "wandering", "mislabelled", "pretraining", "seeds"),
}


def controls(settings: Settings[Config]) -> None:
    """Draw the room's knobs. Noise is greyed out where no set has any."""
    at_hand = AT_HAND[settings.experiment]
    for name in at_hand:
        _knob(settings, name)
    with st.expander(_("More")):
        for name in settings.config.specs():
            if name not in at_hand:
                _knob(settings, name)


def _knob(settings: Settings[Config], name: str) -> None:
    about = prose("data_efficiency")[f"control_{name}"]
    words = {code: _(word) for code, word in CODES[name].items()} if name in CODES else None
    idle = name == "noise" and getattr(settings.config, "sets", ()) == ("digits",)
    control(settings, name, _(FIELDS[name]), words=words, help=about, disabled=idle)
