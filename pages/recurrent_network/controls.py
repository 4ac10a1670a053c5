"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.config import Config, ConfigError
from dlcore.experiments.recurrent_network.config import Forecast, OneCell, Recall
from pages.recurrent_network.attention.room import attending_controls
from pages.recurrent_network.text.controls import text_controls
from pages.recurrent_network.words import CODES, FIELDS, fields
from ui.controls import control, mirrored
from ui.language import _, message, prose
from ui.settings import Settings

AT_HAND = {
    "": ("cell", "values", "target", "hidden", "gain", "forget_bias", "seed"),
    "forecast": ("series", "differences", "noise", "cell", "hidden", "horizon", "updates"),
    "tasks": ("task", "length", "cell", "opened", "hidden", "truncate", "updates"),
    "lags": ("length", "gain", "opened", "updates", "seeds"),
    "delays": ("longest", "updates", "hidden", "seeds"),
    "clipping": ("cell", "gain", "clip", "lr", "length", "seeds"),
}
NONE_AT_ZERO = {"clip": message("never"), "truncate": message("all")}
OWN = ("values",)  # fields that have a widget of their own


def controls(settings: Settings[Config]) -> None:
    """Draw the room's knobs. Those that have no effect on the present experiment are greyed out."""
    if settings.experiment == "text":
        text_controls(settings)
        return
    if settings.experiment == "attention":
        attending_controls(settings)
        return
    at_hand = AT_HAND[settings.experiment]
    for name in at_hand:
        _knob(settings, name)
    rest = [name for name in settings.config.specs() if name not in at_hand]
    if rest:
        with st.expander(_("More")):
            for name in rest:
                _knob(settings, name)


def idle(config: Config) -> frozenset[str]:
    """Name the fields that have no effect on this experiment."""
    match config:
        case OneCell(cell="lstm"):
            return frozenset()
        case OneCell():
            return frozenset({"forget_bias"})
        case Forecast(series="sine"):
            return frozenset()
        case Forecast():
            return frozenset({"noise"})
        case Recall(cell="lstm"):
            return frozenset()
        case Recall():
            return frozenset({"opened"})
        case _:
            return frozenset()


def _knob(settings: Settings[Config], name: str) -> None:
    text = prose("recurrent_network")
    about = text.get(f"{settings.experiment}_control_{name}", text[f"control_{name}"])
    if name in OWN:
        _sequence(settings, name, about)
        return
    words: Any = {code: _(word) for code, word in CODES[name].items()} if name in CODES else None
    if name in NONE_AT_ZERO:
        words = lambda value: f"{value:g}" if value else _(NONE_AT_ZERO[name])
    control(
        settings,
        name,
        _(fields(settings.experiment)[name]),
        words=words,
        help=about,
        disabled=name in idle(settings.config),
    )


def _sequence(settings: Settings[Config], name: str, about: str) -> None:
    """Numbers that the learner types, one after another."""
    spec = settings.config.specs()[name]

    def typed(text: str) -> None:
        try:
            settings.change(**{name: spec.parse(text)})
        except ValueError:
            settings.refuse(ConfigError(name, text[:40], spec.allowed, reason="own_sequence"))

    shown = spec.format(getattr(settings.config, name)).replace("_", "  ")
    st.text_input(_(FIELDS[name]), shown, help=about, max_chars=spec.longest,
                  **mirrored(settings.key(name), shown, typed))  # fmt: skip
