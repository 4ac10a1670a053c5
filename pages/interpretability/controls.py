"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.experiments.interpretability.config import Table
from pages.interpretability import choosing
from pages.interpretability.words import CODES, FIELDS
from ui.controls import control
from ui.language import _, prose
from ui.settings import Settings

AT_HAND = {
    "": ("steps", "points", "baseline", "mislabelled"),
    "cheat": ("digit", "share", "size", "brightness"),
    "checks": ("cascade", "images", "steps"),
    "table": ("data", "model", "copies", "row"),
}


def controls(settings: Settings[Any]) -> None:
    """Draw the room's knobs. The noise on copies is greyed out where there are none."""
    if settings.experiment == "":
        choosing.choice(settings)
    at_hand = AT_HAND[settings.experiment]
    for name in at_hand:
        _knob(settings, name)
    with st.expander(_("More")):
        for name in settings.config.specs():
            if name not in at_hand:
                _knob(settings, name)


def _knob(settings: Settings[Any], name: str) -> None:
    config = settings.config
    idle = isinstance(config, Table) and (
        (name == "blur" and not config.copies) or (name == "width" and config.model == "linear")
    )
    words = {code: _(word) for code, word in CODES[name].items()} if name in CODES else None
    help = prose("interpretability")[f"control_{name}"]
    control(settings, name, _(FIELDS[name]), words=words, help=help, disabled=idle)
