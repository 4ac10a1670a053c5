"""Points that wander in the plane of two parameters: units of a layer, or runs on their way."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def unit_plane(*, title: str, description: str, x: str, y: str, unit: str) -> Panel:
    """Draw each unit of a layer with two inputs at its two weights: equal units lie on top of each other.

    It follows the probe ``unit_weights`` (2, units).
    """
    dots = go.Scatter(
        x=[], y=[], mode="markers", name=unit, showlegend=False,
        marker={"size": 11, "color": palette.BLUE, "opacity": 0.55, "line": {"color": palette.INK, "width": 1}},
        hovertemplate="(%{x:.3g}, %{y:.3g})<extra></extra>",
    )  # fmt: skip
    layout = base(title, 420, xaxis=axis(x), yaxis=axis(y, scaleanchor="x", scaleratio=1))
    bindings = (Binding(0, "x", "unit_weights", index=0), Binding(0, "y", "unit_weights", index=1))
    return Panel("unit_plane", go.Figure([dots], layout), bindings, ("unit_weights",), description)


def paths(
    labels: Sequence[str], *, title: str, description: str, x: str, y: str, goal: tuple[float, float], goal_label: str
) -> Panel:
    """Draw where each of several runs has been in the plane of its two parameters, and where the data came from.

    It follows the probe ``paths``: x and y of each run in turn.
    """
    traces, bindings = [], []
    for i, label in enumerate(labels):
        line = {"color": palette.CLASS_COLOURS[i], "dash": palette.LINE_DASHES[i], "width": 1.6}
        marker = {"size": 4, "color": palette.CLASS_COLOURS[i], "symbol": palette.CLASS_SYMBOLS[i]}
        traces.append(
            go.Scatter(
                x=[], y=[], mode="lines+markers", name=label, line=line, marker=marker,
                hovertemplate=f"{label} (%{{x:.3g}}, %{{y:.3g}})<extra></extra>",
            )
        )  # fmt: skip
        bindings += [Binding(i, name, "paths", index=2 * i + k, history=True) for k, name in enumerate(("x", "y"))]
    star = {"size": 13, "symbol": "star", "color": palette.CLASS_COLOURS[2]}
    traces.append(go.Scatter(x=[goal[0]], y=[goal[1]], mode="markers", name=goal_label, marker=star))
    layout = base(title, 420, xaxis=axis(x), yaxis=axis(y))
    return Panel("paths", go.Figure(traces, layout), tuple(bindings), ("paths",), description)
