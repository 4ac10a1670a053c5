"""Sliders for what is only looked at: they move no knob of the experiment, and the link holds where they stand."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.config import Number
from ui.controls import mirror
from ui.settings import Settings


def viewed(settings: Settings[Any], name: str, label: str) -> float:
    """Draw the slider of a field of the page's view, and return where it stands."""
    key, spec, value = f"{settings.stem} {name} slider", settings.view_class.specs()[name], getattr(settings.view, name)
    assert isinstance(spec, Number)

    def keep() -> None:
        settings.look(**{name: st.session_state[key]})

    key = mirror(key, value)
    st.slider(label, float(spec.low), float(spec.high), value, step=spec.step, key=key, on_change=keep)
    return value
