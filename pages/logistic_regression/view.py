"""Sliders for what is only looked at: they move no knob of the experiment, and the link holds where they stand."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.config import Number
from ui.controls import mirrored
from ui.settings import Settings


def viewed(settings: Settings[Any], name: str, label: str) -> float:
    """Draw the slider of a field of the page's view, and return where it stands."""
    spec, value = settings.view_class.specs()[name], getattr(settings.view, name)
    assert isinstance(spec, Number)

    def keep(chosen: float) -> None:
        settings.look(**{name: chosen})

    st.slider(label, float(spec.low), float(spec.high), value, step=spec.step,
              **mirrored(f"{settings.stem} {name} slider", value, keep))  # fmt: skip
    return value
