"""A series with its forecasts: the past, what came, and what was said about it."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact, cursor_line, moments

SHOWN = 2  # horizons of the past that are in view at first


def time_series(
    times: np.ndarray,
    values: np.ndarray,
    cut: int,
    naive: np.ndarray,
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    measured: str,
    same: str,
    free: str,
    ahead: str,
    now: str,
) -> Panel:
    """Draw a series (n,), and from `cut` on the naive forecast and the probes ``free`` and ``ahead`` (horizon,).

    Parameters
    ----------
    measured, same, free, ahead
        What the legend calls the series, the naive forecast, the forecast that feeds on itself, and the one that is
        told each true number before it forecasts the next.
    now
        The word at the cut.
    """
    horizon = len(naive)
    future = moments(times[cut : cut + horizon])
    span = [float(times[max(cut - SHOWN * horizon - 20, 0)]), float(times[cut + horizon - 1])]
    shown = values[(times >= span[0]) & (times <= span[1])]
    margin = 0.25 * float(np.ptp(shown))
    traces = [
        _line(moments(times), compact(values), measured, palette.INK, "solid", 1.6),
        _line(future, compact(naive), same, palette.QUIET, "dot", 1.8),
        _line(future, [], ahead, palette.BLUE, "dash", 1.6),
        _line(future, [], free, palette.ORANGE, "solid", 2.4),
    ]
    layout = base(
        title,
        420,
        xaxis=axis(x, range=span, nticks=8),
        yaxis=axis(y, range=[float(shown.min()) - margin, float(shown.max()) + margin], nticks=6),
        hovermode="x unified",
        shapes=[cursor_line() | {"x0": float(times[cut - 1]), "x1": float(times[cut - 1])}],
        annotations=[
            {"x": float(times[cut - 1]), "y": 1, "yref": "paper", "xanchor": "right", "yanchor": "top", "text": now,
             "showarrow": False, "font": {"size": 12, "color": palette.QUIET}}
        ],
    )  # fmt: skip
    bindings = (Binding(2, "y", "ahead"), Binding(3, "y", "free"))
    return Panel("series", go.Figure(traces, layout), bindings, ("ahead", "free"), description, large=True)


def _line(x: list[float], y: list[float], name: str, colour: str, dash: str, width: float) -> go.Scatter:
    return go.Scatter(
        x=x, y=y, mode="lines", name=name, line={"color": colour, "dash": dash, "width": width},
        hovertemplate=f"{name} %{{y:.4g}}<extra></extra>",
    )  # fmt: skip
