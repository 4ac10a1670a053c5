"""How a cost grows with the length of a sequence, on two logarithmic axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Panel, compact


def costs(
    name: str,
    lengths: Sequence[int],
    columns: Mapping[str, Sequence[float]],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
) -> Panel:
    """Draw a line for each of `columns`; `x` and `y` title the axes. A straight line's slope is the power."""
    traces = [
        go.Scatter(
            x=list(lengths), y=compact(column), mode="lines+markers", name=label,
            line={"color": colour, "dash": dash, "width": 1.8}, marker={"symbol": symbol, "size": 7},
            hovertemplate=f"{label}: %{{y:.3g}}<extra></extra>",
        )
        for (label, column), colour, dash, symbol in zip(
            columns.items(), palette.CLASS_COLOURS, palette.LINE_DASHES, palette.CLASS_SYMBOLS, strict=False
        )
    ]  # fmt: skip
    layout = base(
        title, 280, xaxis=axis(x, type="log", tickvals=list(lengths)),
        yaxis=axis(y, type="log", exponentformat="power", dtick=1), hovermode="x unified",
        margin={"l": 62, "r": 14, "t": 10, "b": 38},
    )  # fmt: skip
    return Panel(name, go.Figure(traces, layout), (), (), description)
