"""Number formats: what each takes and how well it does, and how long."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def storage(
    labels: Sequence[str], *, title: str, description: str, x: str, y: str, limits: tuple[float, float]
) -> Panel:
    """Draw each format at its bytes and its accuracy: one entry each in the probes ``bytes`` and ``accuracy``.

    `limits` are the ends of the axis of bytes.
    """
    symbols = [*palette.CLASS_SYMBOLS, "cross"]
    marker: dict[str, Any] = {
        "size": 12,
        "symbol": [symbols[i % len(symbols)] for i in range(len(labels))],
        "color": [palette.CLASS_COLOURS[i % len(palette.CLASS_COLOURS)] for i in range(len(labels))],
    }
    places = ["top center" if i % 2 == 0 else "bottom center" for i in range(len(labels))]
    trace = go.Scatter(
        x=[None] * len(labels), y=[None] * len(labels), mode="markers+text", text=list(labels), textposition=places,
        marker=marker, cliponaxis=False, hovertemplate="%{text}: %{x:,.0f} B, %{y:.1%}<extra></extra>",
    )  # fmt: skip
    layout = base(
        title,
        400,
        xaxis=axis(x, type="log", exponentformat="SI", dtick="D2", range=[math.log10(limit) for limit in limits]),
        yaxis=axis(y, tickformat=".0%", range=[0, 1.06], nticks=6),
        margin={"l": 56, "r": 30, "t": 10, "b": 38},
        showlegend=False,
    )
    bindings = (Binding(0, "x", "bytes"), Binding(0, "y", "accuracy"))
    return Panel("storage", go.Figure([trace], layout), bindings, ("bytes", "accuracy"), description)


def format_times(
    labels: Sequence[str],
    repeats: int,
    *,
    title: str,
    description: str,
    y: str,
    each: str,
    limits: tuple[float, float],
) -> Panel:
    """Draw all readings of the clock over their format: row r of the probe ``times`` (repeats, formats).

    `limits` are the ends of the axis, in milliseconds, which must not move while the run goes on.
    """
    across = list(range(len(labels)))
    traces = [
        go.Scatter(
            x=across, y=[None] * len(labels), mode="markers", name=each, showlegend=r == 0,
            marker={"symbol": "circle-open", "size": 9, "color": palette.BLUE, "line": {"width": 1.4}},
            hovertemplate="%{y:.3g} ms<extra></extra>",
        )
        for r in range(repeats)
    ]  # fmt: skip
    layout = base(
        title,
        400,
        xaxis=axis(range=[-0.6, len(labels) - 0.4], tickvals=across, ticktext=list(labels), tickangle=-32,
                   showgrid=False),
        yaxis=axis(y, type="log", dtick=1, tickformat="~g", range=[math.log10(limit) for limit in limits]),
        margin={"l": 62, "r": 14, "t": 10, "b": 70},
    )  # fmt: skip
    bindings = tuple(Binding(r, "y", "times", index=r) for r in range(repeats))
    return Panel("speed", go.Figure(traces, layout), bindings, ("times",), description, large=True)
