"""Points of two classes and several straight boundaries between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact


def boundaries(
    points: np.ndarray,
    labels: np.ndarray,
    window: tuple[float, float],
    names: Sequence[str],
    *,
    classes: Sequence[str],
    title: str,
    description: str,
) -> Panel:
    """Draw points (n, 2) and one line for each of `names`, which follows a row of the probe ``boundaries``."""
    traces, bindings = [], []
    for index, name in enumerate(names):
        style = {"color": palette.RUN_COLOURS[index], "dash": palette.LINE_DASHES[index], "width": 2}
        bindings.append(Binding(len(traces), "y", "boundaries", index=index))
        traces.append(go.Scatter(x=compact(window), y=[], mode="lines", name=name, line=style))
    for index, name in enumerate(classes):
        chosen = labels == index
        marker = {"symbol": palette.CLASS_SYMBOLS[index], "size": 7, "color": palette.CLASS_COLOURS[index]}
        marker |= {"line": {"color": palette.BACKGROUND, "width": 0.8}}
        traces.append(go.Scatter(x=compact(points[chosen, 0]), y=compact(points[chosen, 1]), mode="markers",
                                 name=name, marker=marker, hoverinfo="skip"))  # fmt: skip
    ends = compact(window)
    layout = base(
        title,
        420,
        xaxis=axis("x₁", range=ends, showgrid=False),
        yaxis=axis("x₂", range=ends, showgrid=False),
    )
    return Panel("boundaries", go.Figure(traces, layout), tuple(bindings), ("boundaries",), description)
