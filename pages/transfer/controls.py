"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Choice, Config, Many
from pages.transfer.words import CODES, FIELDS
from ui.controls import control, mirror
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
    spec = settings.config.specs()[name]
    if isinstance(spec, Many) and isinstance(spec.item, Choice):
        _several(settings, name, spec.item.options, about)
    elif name in CODES:
        control(settings, name, _(FIELDS[name]), help=about, words=lambda code: _(CODES[name][code]))
    else:
        control(settings, name, _(FIELDS[name]), help=about)


def _several(settings: Settings[Config], name: str, options: tuple[str, ...], about: str) -> None:
    """Offer codes of which any number may be chosen, but one at least."""
    key, chosen = settings.key(name), list(getattr(settings.config, name))

    def choose() -> None:
        wanted = st.session_state[key]
        if not set(wanted) <= set(options) or not wanted or not settings.change(**{name: wanted}):
            st.session_state[key] = list(getattr(settings.config, name))

    mirror(key, chosen)
    st.pills(
        _(FIELDS[name]), list(options), default=chosen, selection_mode="multi", key=key, on_change=choose, help=about,
        format_func=lambda code: _(CODES[name][code]),
    )  # fmt: skip
