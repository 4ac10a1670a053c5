"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from pages.self_supervised.words import CODES, FIELDS
from ui.controls import control
from ui.language import _, prose
from ui.settings import Settings

AT_HAND = {
    "": ("noise", "activation", "width", "train_images", "epochs"),
    "pretext": ("starts", "hidden_share", "pretraining", "unlabelled", "seeds"),
    "diffusion": ("dataset", "samples", "steps", "schedule", "sampler", "updates"),
}


def controls(settings: Settings[Config]) -> None:
    """Draw the room's knobs. The masked share is greyed out where no task masks anything."""
    at_hand = AT_HAND[settings.experiment]
    for name in at_hand:
        _knob(settings, name)
    with st.expander(_("More")):
        for name in settings.config.specs():
            if name not in at_hand:
                _knob(settings, name)


def _knob(settings: Settings[Config], name: str) -> None:
    text, room = prose("self_supervised"), settings.experiment
    about = text.get(f"control_{name}_{room}", text.get(f"control_{name}"))
    words = {code: _(word) for code, word in CODES.get(name, {}).items()} or None
    idle = name == "hidden_share" and "masked" not in getattr(settings.config, "tasks", ())
    control(settings, name, _(FIELDS[name]), words=words, help=about, disabled=idle)
