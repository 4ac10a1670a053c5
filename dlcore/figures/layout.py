"""The layout that all panels share: small margins, no template, no colours of its own."""

from __future__ import annotations

import math
from typing import Any

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def base(title: str, height: int, **changes: Any) -> dict[str, Any]:
    """Return a compact layout; text, grid and background take the colours of the page that shows the figure.

    It is plain data: the figure that it goes into checks it, and a ``go.Layout`` would have it checked twice.
    """
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 12}}
    settings: dict[str, Any] = {
        "template": "none",
        "title": {"text": title},
        "height": height,
        "margin": {"l": 50, "r": 14, "t": 10, "b": 38},
        "uirevision": "kept",
        "legend": legend,
        "hovermode": "closest",
    }
    return settings | changes


def axis(title: str | None = None, **changes: Any) -> dict[str, Any]:
    """Return an axis without a zero line, its title close by."""
    heading = {"text": title, "standoff": 6, "font": {"size": 12}} if title else None
    return {"title": heading, "zeroline": False, "tickfont": {"size": 11}, "automargin": False} | changes


def powers(title: str, low: float, high: float, **changes: Any) -> dict[str, Any]:
    """Return a logarithmic axis from 10^low to 10^high with at most eight powers of ten written as such."""
    every = math.ceil((high - low) / 8)
    shown = range(math.ceil(low / every) * every, math.floor(high) + 1, every)
    labels = [f"10{str(power).translate(_RAISED)}" for power in shown]
    return axis(
        title, type="log", range=[low, high], tickvals=[10.0**power for power in shown], ticktext=labels, **changes
    )
