"""Many tries of one study: the score each got where it was chosen, and the one it gets on fresh points."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, cursor_line


def tries(count: int, *, title: str, description: str, x: str, y: str, test: str, fresh: str, chosen: str) -> Panel:
    """Draw a column of two dots for each try, and a ring round the dots of the chosen one.

    Parameters
    ----------
    count
        How many tries there will be.
    x, y
        The axes' titles.
    test, fresh, chosen
        The words of the legend.
    """
    places = list(range(count))  # the first try is step 0, so that the cursor stands on the try it shows
    hollow = {"symbol": "circle-open", "size": 7, "color": palette.ORANGE, "line": {"width": 1.6}}
    filled = {"symbol": "diamond", "size": 6, "color": palette.BLUE}
    ring = {"symbol": "circle-open", "size": 15, "color": palette.INK, "line": {"width": 1.8}}
    traces: list[Any] = [
        _dots(places, [None] * count, test, hollow),
        _dots(places, [None] * count, fresh, filled),
        _dots([], [], chosen, ring),
        _dots([], [], None, ring),
    ]
    bindings = (
        Binding(0, "y", "tries", index=0),
        Binding(1, "y", "tries", index=1),
        Binding(2, "x", "pick", index=0),
        Binding(2, "y", "pick", index=1),
        Binding(3, "x", "pick", index=0),
        Binding(3, "y", "pick", index=2),
    )
    every = max(1, count // 8)
    marked = places[every - 1 :: every]
    layout = base(
        title,
        420,
        xaxis=axis(
            x, range=[-0.7, count - 0.3], tickmode="array", tickvals=marked, ticktext=[str(i + 1) for i in marked]
        ),
        yaxis=axis(y, tickformat=".0%", nticks=6),
        shapes=[cursor_line()],
    )
    figure = go.Figure(traces, layout)
    return Panel("tries", figure, bindings, ("tries", "pick"), description, cursor=True, large=True)


def _dots(x: list[int], y: list[None], name: str | None, marker: dict[str, Any]) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="markers",
        name=name,
        showlegend=name is not None,
        marker=marker,
        hovertemplate=f"{name} %{{y:.1%}}<extra></extra>" if name else None,
    )
