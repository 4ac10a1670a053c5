"""The text room's knobs: what is learned and by what, and how it then writes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.recurrent_network.text.voice import corpus_choice, voice_controls
from pages.recurrent_network.text.words import TEXT_FIELDS, TEXT_WORDS
from ui.controls import control
from ui.language import _, prose
from ui.settings import Settings

AT_HAND = ("cell", "hidden", "updates")
MORE = ("length", "dropout", "batch_size", "lr", "clip", "seed")


def text_controls(settings: Settings[Any]) -> None:
    """Draw every knob of the text room."""
    corpus_choice(settings, prose(settings.stem)["text_control_corpus"])
    for name in AT_HAND:
        _knob(settings, name)
    voice_controls(settings, settings.config)
    with st.expander(_("More")):
        for name in MORE:
            _knob(settings, name)


def _knob(settings: Settings[Any], name: str) -> None:
    words: Any = {code: _(word) for code, word in TEXT_WORDS[name].items()} if name in TEXT_WORDS else None
    if name == "clip":
        words = lambda value: f"{value:g}" if value else _("never")
    control(settings, name, _(TEXT_FIELDS[name]), words=words, help=prose(settings.stem)[f"text_control_{name}"])
