"""A line to drag over points: error squares, their mean, and the best lines by three losses, live in the browser."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from streamlit.components import v2

from ui.components.assets import address

_LOADER = f"""const url = new URL("{address("line/line.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "line", html='<div class="line"></div>', css=".line{min-height:26rem}", js=_LOADER, isolate_styles=False
)
FARTHEST = 1e6  # a slope or an intercept beyond it is nobody's line


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line that the learner has let go of."""

    slope: float
    intercept: float


def line(
    x: Sequence[float],
    y: Sequence[float],
    *,
    key: str,
    delta: float,
    axes: tuple[str, str],
    words: Mapping[str, str],
    on_release: Callable[[Drawn], None],
) -> None:
    """Show points with a line over them; its two handles and the points can be dragged, or moved from the keyboard.

    Parameters
    ----------
    x, y
        The points. While they stay the same, so does what the learner has dragged.
    key
        The widget's key.
    delta
        Of the Huber loss.
    axes
        The axes' titles.
    words
        By name: title; the table's columns line, squared, absolute and rows own, mse, mae, huber; the handles left
        and right, and a point, with ``{x}``; lines (a switch), back (a button), and keys (a hint).
    on_release
        Called as a callback with the line when a handle is let go.
    """
    data = {"x": list(map(float, x)), "y": list(map(float, y)), "delta": delta, "axes": axes, "words": dict(words)}
    _component(data=json.dumps(data), key=key, on_released_change=partial(_released, key, on_release))


def _released(key: str, on_release: Callable[[Drawn], None]) -> None:
    drawn = read((st.session_state.get(key) or {}).get("released"))
    if drawn is not None:
        on_release(drawn)


def read(released: Any) -> Drawn | None:
    """Read what the browser sent; it comes from outside, so anything else than a line is None."""
    if not isinstance(released, Mapping):
        return None
    slope, intercept = released.get("slope"), released.get("intercept")
    for each in (slope, intercept):
        if isinstance(each, bool) or not isinstance(each, (int, float)):
            return None
        if not math.isfinite(each) or abs(each) > FARTHEST:
            return None
    return Drawn(float(f"{slope:.6g}"), float(f"{intercept:.6g}"))
