"""A still figure in the page's colours, redrawn in place when the learner changes what it shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.components import v2

from dlcore.figures.panel import Panel
from ui.components.assets import address
from ui.components.place import Place, read
from ui.components.player.spec import panel_json

__all__ = ["Place", "chart", "read"]

_LOADER = f"""const url = new URL("{address("chart/chart.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "chart", html='<div class="chart"></div>', css=".chart{min-height:16rem}", js=_LOADER, isolate_styles=False
)


def chart(panel: Panel, *, key: str, on_click: Callable[[Place], None] | None = None) -> None:
    """Show a panel that follows no run.

    Parameters
    ----------
    panel
        The figure with its text alternative. Its layout's height is kept, its width is the page's.
    key
        The widget's key.
    on_click
        Called as a callback, before the next script run, with the place that was clicked; what is clicked is marked
        by drawing it.
    """
    data = f'{{"panel":{panel_json(panel)},"clickable":{json.dumps(on_click is not None)}}}'
    _component(data=data, key=key, on_clicked_change=partial(_clicked, key, on_click))


def _clicked(key: str, on_click: Callable[[Place], None] | None) -> None:
    place = read((st.session_state.get(key) or {}).get("clicked"))
    if place is not None and on_click is not None:
        on_click(place)
