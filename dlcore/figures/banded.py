"""Means with the spread over seeds at fixed places: joined by lines, or side by side over names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.histories import edge
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

APART = 0.16  # between marks over one name, in steps of names


def banded(
    name: str,
    labels: Mapping[int, str],
    places: Sequence[float],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    limits: tuple[float, float],
    ticks: Sequence[float] = (),
    log: bool = False,
) -> Panel:
    """Draw row i of ``middle`` (rows, places) as a line, and a band from the same row of ``low`` to that of ``high``.

    Parameters
    ----------
    labels
        Colour -> what the line is called, in the order of the rows.
    places
        Where it is measured.
    limits
        The y axis, in shares.
    ticks, log
        What is written under the x axis, if not the places; and whether it is logarithmic.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    across = compact(places)
    for row, colour in enumerate(labels):
        for probe, filled in (("low", False), ("high", True)):
            bindings.append(Binding(len(traces), "y", probe, index=row))
            border = edge(palette.CLASS_COLOURS[colour], filled)
            traces.append(border.update(x=across, y=[None] * len(across)))
    for row, (colour, label) in enumerate(labels.items()):
        bindings.append(Binding(len(traces), "y", "middle", index=row))
        traces.append(_marks(colour, label).update(x=across, y=[None] * len(across), mode="lines+markers"))
    layout = base(
        title,
        420,
        xaxis=axis(x, type="log" if log else "linear", tickvals=list(ticks or places), tickformat=",d"),
        yaxis=axis(y, range=list(limits), tickformat=".0%", nticks=6),
        hovermode="x unified",
    )
    return Panel(name, go.Figure(traces, layout), tuple(bindings), ("middle", "low", "high"), description)


def compared(
    name: str,
    labels: Mapping[int, str],
    names: Sequence[str],
    *,
    title: str,
    description: str,
    y: str,
    limits: tuple[float, float],
    nothing: str,
) -> Panel:
    """Draw row i of ``middle`` (rows, names) as marks over the names, and stems of the lengths ``above`` and ``below``.

    Parameters
    ----------
    labels
        Colour -> what the marks are called, in the order of the rows.
    nothing
        What a difference of zero means, written at a line there.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    for row, (colour, label) in enumerate(labels.items()):
        for attribute, probe in (("y", "middle"), ("error_y.array", "above"), ("error_y.arrayminus", "below")):
            bindings.append(Binding(row, attribute, probe, index=row))
        shift = (row - (len(labels) - 1) / 2) * APART
        empty: list[Any] = [None] * len(names)
        stems = {"type": "data", "symmetric": False, "array": empty, "arrayminus": empty, "width": 0, "thickness": 2,
                 "color": palette.CLASS_COLOURS[colour]}  # fmt: skip
        traces.append(_marks(colour, label).update(
            x=[place + shift for place in range(len(names))], y=empty, mode="markers", error_y=stems,
        ))  # fmt: skip
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0,
            "line": {"color": palette.QUIET, "width": 1, "dash": "dot"}}  # fmt: skip
    word = {"text": nothing, "xref": "paper", "x": 1, "y": 0, "showarrow": False, "xanchor": "right",
            "yanchor": "bottom", "font": {"size": 11}}  # fmt: skip
    layout = base(
        title,
        420,
        xaxis=axis(range=[-0.5, len(names) - 0.5], tickvals=list(range(len(names))), ticktext=list(names), tickangle=0),
        yaxis=axis(y, range=list(limits), tickformat="+.0%", nticks=7),
        shapes=[line],
        annotations=[word],
        margin={"l": 56, "r": 14, "t": 10, "b": 56},
    )
    return Panel(name, go.Figure(traces, layout), tuple(bindings), ("middle", "above", "below"), description, large=True)


def _marks(colour: int, label: str) -> go.Scatter:
    tint = palette.CLASS_COLOURS[colour]
    return go.Scatter(
        name=label,
        line={"color": tint, "width": 2, "dash": palette.LINE_DASHES[colour]},
        marker={"symbol": palette.CLASS_SYMBOLS[colour], "size": 9, "color": tint},
        hovertemplate=f"{label} %{{y:.1%}}<extra></extra>",
    )
