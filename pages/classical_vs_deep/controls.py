"""The knobs of the contest: data, split and budget at hand, the rest under "More"."""

from __future__ import annotations

import streamlit as st

from dlcore.experiments.classical_vs_deep import Config
from pages.classical_vs_deep.words import CODES, FIELDS
from ui.controls import control
from ui.language import _, prose
from ui.settings import Settings

AT_HAND = ("data", "train", "noise", "distractors", "standardise", "budget", "seeds")


def controls(settings: Settings[Config]) -> None:
    """Draw the knobs; noise is greyed out where the data were measured."""
    for name in AT_HAND:
        _knob(settings, name)
    with st.expander(_("More")):
        for name in settings.config.specs():
            if name not in AT_HAND:
                _knob(settings, name)


def _knob(settings: Settings[Config], name: str) -> None:
    words = {code: _(word) for code, word in CODES[name].items()} if name in CODES else None
    about = prose("classical_vs_deep")[f"control_{name}"]
    idle = name == "noise" and not settings.config.plane
    control(settings, name, _(FIELDS[name]), words=words, help=about, disabled=idle)
