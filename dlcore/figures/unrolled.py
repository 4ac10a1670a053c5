"""A recurrent cell, unrolled: one column a time step, with every number under the cell that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

ROW = 19  # pixels
GRAPH = 118  # pixels, of the cells above the numbers
SHELF = 1.72  # where the line stands that leads from the weights to every cell
STATES = [(0.0, palette.BACKGROUND), (0.5, palette.BLUE), (1.0, palette.ORANGE)]  # not yet, forward, back


def unrolled(
    values: np.ndarray, rows: Sequence[str], *, title: str, description: str, time: str, loss: str, reads: str
) -> Panel:
    """Draw the cells of a sequence (time,) and the probe ``values`` (rows, time) under them.

    One line leads from the weights to every cell: there is but one set of them. The probe ``cells`` says of each cell
    whether it is still to come (0), was gone through (1), or was reached by the gradient (2); ``now`` is where the pass
    is.

    Parameters
    ----------
    rows
        What each row of numbers is, from the first one at the top.
    time
        The x axis's title.
    loss, reads
        What is written at the node after the last step, and under it.
    """
    steps = list(range(1, len(values) + 1))
    last = len(values) + 1
    ends = [1.0] * len(steps)
    inputs = go.Scatter(
        x=steps, y=[0.0] * len(steps), mode="markers+text", text=[f"{value:g}" for value in values], yaxis="y2",
        textposition="middle center", textfont={"size": 12, "color": palette.INK}, hoverinfo="skip",
        marker={"symbol": "circle", "size": 30, "color": palette.BACKGROUND,
                "line": {"color": palette.QUIET, "width": 1.4}},
    )  # fmt: skip
    cells = go.Scatter(
        x=steps, y=ends, mode="markers", yaxis="y2", hoverinfo="skip",
        marker={"symbol": "square", "size": 30, "color": [0] * len(steps), "colorscale": STATES, "cmin": 0, "cmax": 2,
                "line": {"color": palette.INK, "width": 1.4}},
    )  # fmt: skip
    same = go.Scatter(
        x=[1, last - 0.2], y=[SHELF] * 2, mode="lines+text", text=["", " W"], textposition="middle right", yaxis="y2",
        hoverinfo="skip", line={"color": palette.QUIET, "width": 1.3}, textfont={"size": 12, "color": palette.INK},
    )  # fmt: skip
    end = go.Scatter(
        x=[last, last], y=[1.0, 0.0], mode="text", text=[loss, reads], yaxis="y2", hoverinfo="skip",
        textfont={"size": 12, "color": palette.INK},
    )  # fmt: skip
    ring = go.Scatter(
        x=[None], y=[1.0], mode="markers", yaxis="y2", hoverinfo="skip",
        marker={"symbol": "square-open", "size": 42, "color": palette.INK, "line": {"width": 2.4}},
    )  # fmt: skip
    traces = [numbers(len(rows), len(values), rows, 1.0, ".2f"), inputs, cells, same, end, ring]
    bindings = (
        Binding(0, "z", "values"),
        Binding(2, "marker.color", "cells"),
        Binding(5, "x", "now"),
    )
    height = GRAPH + ROW * len(rows) + 44
    share = ROW * len(rows) / (height - 44)
    layout = base(
        title,
        height,
        xaxis=axis(time, range=[0.4, last + 0.6], tickvals=steps, anchor="y"),
        yaxis=axis(None, domain=[0, share], **_names(rows)),
        yaxis2=axis(None, domain=[share + 0.02, 1], range=[-0.55, 1.95], visible=False, anchor="x"),
        showlegend=False,
        annotations=[
            *(_arrow((t + 0.21, 1.0), (t + 0.79, 1.0)) for t in steps),
            *(_arrow((t, 0.34), (t, 0.68)) for t in steps),
            *(_arrow((t, SHELF), (t, 1.36)) for t in steps),
        ],
    )
    layout["margin"] |= {"l": 64, "r": 8}
    return Panel("unrolled", go.Figure(traces, layout), bindings, ("values", "cells", "now"), description, large=True)


def number_sheet(
    name: str,
    probe: str,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    title: str,
    description: str,
    x: str | None,
    limit: float,
    digits: str = ".1e",
    large: bool = False,
) -> Panel:
    """Write the numbers of a probe (rows, columns) into coloured cells, blue below zero, orange above, up to ±limit."""
    layout = base(
        title,
        ROW * len(rows) + 62,
        xaxis=axis(x, tickvals=list(range(1, len(columns) + 1)), ticktext=list(columns),
                   range=[0.5, len(columns) + 0.5]),
        yaxis=axis(None, **_names(rows)),
    )  # fmt: skip
    layout["margin"] |= {"l": 64, "r": 8}
    sheet = numbers(len(rows), len(columns), rows, limit, digits)
    return Panel(name, go.Figure([sheet], layout), (Binding(0, "z", probe),), (probe,), description, large=large)


def numbers(height: int, width: int, rows: Sequence[str], limit: float, digits: str) -> Any:
    """Return a heat map without values, in which each cell will hold its number."""
    return go.Heatmap(
        x=list(range(1, width + 1)), y=list(range(height)), z=[], zmin=compact([-limit])[0], zmax=compact([limit])[0],
        colorscale=palette.diverging(), showscale=False, texttemplate=f"%{{z:{digits}}}",
        textfont={"size": 11}, xgap=1, ygap=1, hoverongaps=False,
        customdata=[[row] * width for row in rows], hovertemplate="%{customdata}, %{x}: %{z:.5g}<extra></extra>",
    )  # fmt: skip


def _names(rows: Sequence[str]) -> dict[str, Any]:
    count = len(rows)
    return {"tickvals": list(range(count)), "ticktext": list(rows), "range": [count - 0.5, -0.5], "showgrid": False}


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> dict[str, Any]:
    where = {"xref": "x", "yref": "y2", "axref": "x", "ayref": "y2", "text": "", "showarrow": True}
    style = {"arrowhead": 2, "arrowsize": 0.9, "arrowwidth": 1.3, "arrowcolor": palette.QUIET}
    return where | style | {"x": end[0], "y": end[1], "ax": start[0], "ay": start[1]}


def still_sheet(
    name: str, values: np.ndarray, rows: Sequence[str], columns: Sequence[str], *, title: str, description: str
) -> Panel:
    """Write numbers (rows, columns) that never change into coloured cells."""
    limit = float(np.abs(values).max()) or 1.0
    panel = number_sheet(
        name, "", rows, columns, title=title, description=description, x=None, limit=limit, digits=".2f"
    )
    figure = go.Figure(panel.figure)
    figure.data[0].z = [compact(row) for row in values]
    return Panel(name, figure, (), (), description)
