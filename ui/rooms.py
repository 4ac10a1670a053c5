"""The experiments of one page, of which one at a time lies on the bench."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.controls import mirrored
from ui.language import _
from ui.settings import Settings


def rooms(settings: Settings[Any], titles: Mapping[str, str]) -> None:
    """Offer the page's experiments; each keeps its settings and its run while another is looked at.

    Parameters
    ----------
    settings
        Of the page.
    titles
        Experiment code -> message id, in the order in which they are best visited.
    """
    settings.open()
    codes = list(titles)

    def enter(chosen: str) -> None:
        if chosen in codes:  # not a label of the language that was just left
            settings.turn_to(chosen)

    st.segmented_control(
        _("Experiment"),
        codes,
        default=settings.experiment,
        format_func=lambda code: _(titles[code]),
        required=True,
        label_visibility="collapsed",
        **mirrored(f"{settings.stem} room", settings.experiment, enter),
    )
