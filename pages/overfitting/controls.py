"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.overfitting.config import Capacity, Descent, Remedies
from pages.overfitting.words import CODES, label
from ui.controls import control
from ui.language import _, prose
from ui.settings import Settings

AT_HAND = {
    "": ("model", "curve", "samples", "noise", "degree", "width", "weight_decay", "seeds"),
    "time": ("curve", "samples", "validation", "noise", "width", "patience", "epochs", "seeds"),
    "remedies": ("remedy", "curve", "samples", "noise", "width", "values", "seeds"),
    "descent": ("along", "samples", "features", "largest", "noise", "weight_decay", "scale", "seeds"),
    "real": ("table", "hidden", "weight_decay", "epochs", "seeds"),
    "leakage": ("choose", "tries", "held_out", "samples", "noise", "coin", "repeats"),
}
CURVED = ("", "time", "remedies")


def controls(settings: Settings[Config]) -> None:
    """Draw the room's knobs. Those that have no effect on the present experiment are greyed out."""
    at_hand = AT_HAND[settings.experiment]
    for name in at_hand:
        _knob(settings, name)
    if settings.experiment in CURVED:
        st.toggle(_("Show the true curve"), key=settings.key("truth"), help=prose("overfitting")["control_truth"])
    rest = [name for name in settings.config.specs() if name not in at_hand]
    with st.expander(_("More")):
        for name in rest:
            _knob(settings, name)


def idle(config: Config) -> frozenset[str]:
    """Name the fields that have no effect on this experiment."""
    match config:
        case Capacity(model="polynomial"):
            return frozenset({"width", "activation", "lr", "epochs"})
        case Capacity():
            return frozenset({"degree"})
        case Remedies(remedy="width"):
            return frozenset({"width"})
        case Remedies(remedy="batch_size"):
            return frozenset({"values"})
        case Descent(along="width"):
            return frozenset({"features", "scale"})
        case Descent(along="samples"):
            return frozenset({"samples", "largest", "scale"})
        case Descent():
            return frozenset({"largest"})
        case _:
            return frozenset()


def _knob(settings: Settings[Config], name: str) -> None:
    words = {code: _(word) for code, word in CODES[name].items()} if name in CODES else None
    about = prose("overfitting")[f"control_{name}"]
    named = _(label(settings.experiment, name))
    control(settings, name, named, words=words, help=about, disabled=name in idle(settings.config))
