"""Lines over a few fixed places, each of which follows a row of a probe."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.histories import hover, vertical
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def rows(
    name: str,
    source: str,
    places: Sequence[float],
    labels: Sequence[str],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    scale: str = "share",
    height: int = 300,
    large: bool = False,
) -> Panel:
    """Draw row i of the probe (labels, places) as the line called ``labels[i]``; `scale` as for ``histories``."""
    traces, bindings = [], []
    for i, label in enumerate(labels):
        bindings.append(Binding(i, "y", source, index=i))
        line = {"color": palette.CLASS_COLOURS[i], "dash": palette.LINE_DASHES[i], "width": 1.8}
        marker = {"symbol": palette.CLASS_SYMBOLS[i], "size": 8, "color": palette.CLASS_COLOURS[i]}
        traces.append(go.Scatter(x=list(places), y=[], mode="lines+markers", name=label, line=line, marker=marker,
                                 hovertemplate=f"{label} {hover(scale)}<extra></extra>"))  # fmt: skip
    layout = base(title, height, xaxis=axis(x), yaxis=axis(y, **vertical(scale)), hovermode="x unified")
    return Panel(name, go.Figure(traces, layout), tuple(bindings), (source,), description, large=large)
