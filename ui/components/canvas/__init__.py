"""28×28 pixels to draw a digit on, with mouse, finger, pen or keys."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import streamlit as st
from streamlit.components import v2

from dlcore.digit_image import SIDE
from ui.components.assets import address

_LOADER = f"""const url = new URL("{address("canvas/canvas.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "canvas", html='<div class="canvas"></div>', css=".canvas{min-height:22rem}", js=_LOADER, isolate_styles=False
)


def canvas(
    sheet: int, start: np.ndarray | None, *, key: str, words: Mapping[str, str], on_draw: Callable[[np.ndarray], None]
) -> None:
    """Show the sheet to draw on.

    Parameters
    ----------
    sheet
        Another number begins another sheet: the browser then takes `start` instead of its own pixels.
    start
        (28, 28) uint8, bright ink on 0; None is an empty sheet.
    key
        The widget's key.
    words
        By name: sheet (what the keys do), draw, erase, undo, redo, clear, cell (with ``{row}``, ``{column}``,
        ``{value}``), hint.
    on_draw
        Called as a callback with (28, 28) uint8 as soon as the pen is lifted, and after every other change.
    """
    pixels = np.zeros((SIDE, SIDE), dtype=np.uint8) if start is None else start
    data = {
        "sheet": sheet,
        "side": SIDE,
        "pixels": base64.b64encode(pixels.tobytes()).decode(),
        "words": dict(words),
    }
    _component(data=json.dumps(data, ensure_ascii=False), key=key,
               on_drawn_change=partial(_changed, key, sheet, on_draw))  # fmt: skip


def _changed(key: str, sheet: int, on_draw: Callable[[np.ndarray], None]) -> None:
    found = read((st.session_state.get(key) or {}).get("drawn"), sheet)
    if found is not None:
        on_draw(found)


def read(sent: Any, sheet: int) -> np.ndarray | None:
    """Read what the browser sent; it comes from outside, so anything but 28×28 bytes for this sheet is None."""
    if not isinstance(sent, Mapping) or sent.get("sheet") != sheet or not isinstance(sent.get("pixels"), str):
        return None
    if len(sent["pixels"]) > 2 * SIDE * SIDE:
        return None
    try:
        content = base64.b64decode(sent["pixels"], validate=True)
    except (binascii.Error, ValueError):
        return None
    return np.frombuffer(content, np.uint8).reshape(SIDE, SIDE) if len(content) == SIDE * SIDE else None
