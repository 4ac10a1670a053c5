"""The experiments of one page, of which one at a time lies on the bench."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.controls import mirror
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
    key, codes = f"{settings.stem} room", list(titles)

    def enter() -> None:
        if st.session_state[key] in codes:  # not a label of the language that was just left
            settings.turn_to(st.session_state[key])

    key = mirror(key, settings.experiment)
    st.segmented_control(
        _("Experiment"),
        codes,
        default=settings.experiment,
        format_func=lambda code: _(titles[code]),
        key=key,
        on_change=enter,
        required=True,
        label_visibility="collapsed",
    )
