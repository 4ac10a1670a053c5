"""Fits of a noisy curve: the points, what models trained on other draws of them say, and the truth on request."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

LINES = 8
BAND = "rgba(219,113,0,0.18)"


def fits(
    x: np.ndarray,
    y: np.ndarray,
    grid: np.ndarray,
    truth: np.ndarray | None,
    *,
    title: str,
    description: str,
    points: str,
    fit: str,
    others: str,
    band: str,
    true: str,
) -> Panel:
    """Draw the fit to the points shown, those to other draws of the points as thin lines, and the band of all.

    Parameters
    ----------
    x, y
        The training points of the first data set.
    grid, truth
        Where fits are drawn, and the true curve there; None hides it.
    points, fit, others, band, true
        The words of the legend.
    """
    places = compact(grid)
    low, high = float(y.min()), float(y.max())
    margin = 0.45 * (high - low or 1.0)
    traces: list[Any] = [
        _curve(places, None, {"width": 0}),
        _curve(places, band, {"width": 0}, fill="tonexty", fillcolor=BAND),
    ]
    bindings = [Binding(0, "y", "fit_band", index=0), Binding(1, "y", "fit_band", index=1)]
    for i in range(1, LINES):
        bindings.append(Binding(len(traces), "y", "fits", index=i))
        traces.append(
            _curve(places, others if i == 1 else None, {"color": palette.QUIET, "width": 0.9}, group="others")
        )
    bindings.append(Binding(len(traces), "y", "fits", index=0))
    traces.append(_curve(places, fit, {"color": palette.ORANGE, "width": 2.6}))
    if truth is not None:
        traces.append(_curve(places, true, {"color": palette.BLUE, "width": 2, "dash": "dash"}, y=compact(truth)))
    marker = {"size": 8, "color": palette.INK, "line": {"color": palette.BACKGROUND, "width": 0.8}}
    traces.append(go.Scatter(x=compact(x), y=compact(y), mode="markers", name=points, marker=marker,
                             hovertemplate="x %{x:.3g}<br>y %{y:.3g}<extra></extra>"))  # fmt: skip
    layout = base(
        title, 420, xaxis=axis("x", range=[-1.03, 1.03]), yaxis=axis("y", range=[low - margin, high + margin])
    )
    return Panel("fits", go.Figure(traces, layout), tuple(bindings), ("fits", "fit_band"), description)


def _curve(
    places: list[float],
    name: str | None,
    line: dict[str, Any],
    *,
    group: str | None = None,
    y: list[float] | None = None,
    **fill: Any,
) -> go.Scatter:
    return go.Scatter(
        x=places,
        y=y or [None] * len(places),
        mode="lines",
        name=name,
        showlegend=name is not None,
        legendgroup=group,
        line=line,
        hoverinfo="skip",
        **fill,
    )
