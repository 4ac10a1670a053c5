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
    """Draw each format at its bytes and its accuracy: a row each of the probes ``bytes`` and ``accuracy`` (formats, 1).

    `limits` are the ends of the axis of bytes.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    for i, label in enumerate(labels):
        bindings += [Binding(i, "x", "bytes", index=i), Binding(i, "y", "accuracy", index=i)]
        colour, symbol = palette.CLASS_COLOURS[i], palette.CLASS_SYMBOLS[i]
        # Open and of several sizes: two formats may lie at the same place.
        marker = {"size": 11 + 2 * (i % 3), "symbol": f"{symbol}-open", "color": colour, "line": {"width": 2.2}}
        traces.append(
            go.Scatter(
                x=[None], y=[None], mode="markers", name=label, marker=marker, cliponaxis=False,
                hovertemplate=f"{label}: %{{x:,.0f}} B, %{{y:.1%}}<extra></extra>",
            )
        )  # fmt: skip
    layout = base(
        title,
        400,
        xaxis=axis(x, type="log", exponentformat="SI", dtick="D2", range=[math.log10(limit) for limit in limits]),
        yaxis=axis(y, tickformat=".0%", range=[0, 1.06], nticks=6),
        margin={"l": 56, "r": 14, "t": 10, "b": 38},
    )
    return Panel("storage", go.Figure(traces, layout), tuple(bindings), ("bytes", "accuracy"), description)


def format_times(
    labels: Sequence[str],
    repeats: int,
    *,
    title: str,
    description: str,
    x: str,
    each: str,
    limits: tuple[float, float],
) -> Panel:
    """Draw all readings of the clock beside their format: row r of the probe ``times`` (repeats, formats).

    `limits` are the ends of the axis, in milliseconds, which must not move while the run goes on.
    """
    down = list(range(len(labels)))
    traces = [
        go.Scatter(
            x=[None] * len(labels), y=down, mode="markers", name=each, showlegend=r == 0,
            marker={"symbol": "circle-open", "size": 9, "color": palette.BLUE, "line": {"width": 1.4}},
            hovertemplate="%{x:.3g} ms<extra></extra>",
        )
        for r in range(repeats)
    ]  # fmt: skip
    layout = base(
        title,
        400,
        xaxis=axis(x, type="log", dtick=1, tickformat="~g", range=[math.log10(limit) for limit in limits]),
        yaxis=axis(range=[len(labels) - 0.4, -0.6], tickvals=down, ticktext=list(labels)) | {"automargin": True},
        margin={"l": 10, "r": 14, "t": 10, "b": 38},
    )  # fmt: skip
    bindings = tuple(Binding(r, "x", "times", index=r) for r in range(repeats))
    return Panel("durations", go.Figure(traces, layout), bindings, ("times",), description, large=True)
