"""Digits where their codes lie: each point is written as the digit that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

HIDDEN = "rgba(0,0,0,0)"


def codes(
    name: str,
    labels: Sequence[int] | np.ndarray,
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    where: np.ndarray | None = None,
    chosen: tuple[tuple[float, float], str] | None = None,
    height: int = 420,
) -> Panel:
    """Write digits all over a plane.

    Parameters
    ----------
    labels
        (n,) which digit each point is.
    where
        (2, n) their places; left out, they follow the probe ``codes``.
    chosen
        A place to mark with a cross and a word; the panel is then clickable.
    """
    places: dict[str, Any] = {"x": [], "y": []} if where is None else dict(zip("xy", map(compact, where), strict=True))
    # Transparent markers under the text: they are what the pointer finds.
    points = go.Scatter(
        **places, mode="text+markers", text=[str(label) for label in labels], showlegend=False,
        textfont={"size": 11, "color": [palette.DIGIT_COLOURS[label] for label in labels]},
        marker={"size": 9, "color": HIDDEN}, hovertemplate="%{text} (%{x:.2f}, %{y:.2f})<extra></extra>",
    )  # fmt: skip
    figure = go.Figure([points], base(title, height, xaxis=axis(x), yaxis=axis(y)))
    bindings = () if where is not None else (Binding(0, "x", "codes", index=0), Binding(0, "y", "codes", index=1))
    if chosen is not None:
        (across, up), word = chosen
        cross = {"symbol": "cross-thin-open", "size": 18, "line": {"width": 3, "color": palette.INK}}
        figure.add_trace(go.Scatter(x=[across], y=[up], mode="markers", marker=cross, showlegend=False,
                                    hovertemplate=f"{word}<extra></extra>"))  # fmt: skip
    probes = () if where is not None else ("codes",)
    return Panel(name, figure, bindings, probes, description, clickable=chosen is not None)
