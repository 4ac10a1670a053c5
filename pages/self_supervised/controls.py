"""The knobs of each room: a few at hand, the rest under "More"."""

from __future__ import annotations

import streamlit as st

from dlcore.config import Config
from pages.self_supervised.words import CODES, FIELDS, STARTS
from ui.controls import control, mirror
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
    if name == "starts":
        _starts(settings, about)
        return
    words = {code: _(word) for code, word in CODES.get(name, {}).items()} or None
    idle = name == "hidden_share" and "masked" not in getattr(settings.config, "tasks", ())
    control(settings, name, _(FIELDS[name]), words=words, help=about, disabled=idle)


def _starts(settings: Settings[Config], about: str | None) -> None:
    """Offer the curves, of which any number may be chosen, but one at least."""
    key, chosen = settings.key("starts"), list(getattr(settings.config, "starts"))  # noqa: B009

    def choose() -> None:
        wanted = st.session_state[key]
        if not set(wanted) <= set(STARTS) or not wanted or not settings.change(starts=wanted):
            st.session_state[key] = list(getattr(settings.config, "starts"))  # noqa: B009

    mirror(key, chosen)
    st.pills(_(FIELDS["starts"]), list(STARTS), default=chosen, selection_mode="multi", key=key, on_change=choose,
             help=about, format_func=lambda code: _(STARTS[code]))  # fmt: skip
