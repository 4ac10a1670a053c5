"""Means with the spread over seeds at fixed places: joined by lines, or one below another beside names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.histories import edge
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

APART = 0.2  # between marks beside one name, in steps of names
NAMES = 124  # pixels at the left of an axis of names


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
    x: str,
    limits: tuple[float, float],
    nothing: str,
) -> Panel:
    """Draw row i of ``middle`` (rows, names) as marks beside the names, with stems of lengths ``above`` and ``below``.

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
        for attribute, probe in (("x", "middle"), ("error_x.array", "above"), ("error_x.arrayminus", "below")):
            bindings.append(Binding(row, attribute, probe, index=row))
        shift = (row - (len(labels) - 1) / 2) * APART
        empty: list[Any] = [None] * len(names)
        stems = {"type": "data", "symmetric": False, "array": empty, "arrayminus": empty, "width": 0, "thickness": 2,
                 "color": palette.CLASS_COLOURS[colour]}  # fmt: skip
        marks = _marks(colour, label, "x").update(mode="markers", error_x=stems, x=empty)
        traces.append(marks.update(y=[place + shift for place in range(len(names))]))
    line = {"type": "line", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1,
            "line": {"color": palette.QUIET, "width": 1, "dash": "dot"}}  # fmt: skip
    word = {"text": nothing, "yref": "paper", "x": 0, "y": 1, "showarrow": False, "xanchor": "left",
            "yanchor": "top", "xshift": 4, "font": {"size": 11}}  # fmt: skip
    rows = {"range": [len(names) - 0.5, -0.7], "tickvals": list(range(len(names))), "ticktext": list(names)}
    layout = base(
        title,
        420,
        xaxis=axis(x, range=list(limits), tickformat="+.0%", nticks=7),
        yaxis=axis(**rows),
        shapes=[line],
        annotations=[word],
        margin={"l": NAMES, "r": 14, "t": 10, "b": 38},
    )
    return Panel(name, go.Figure(traces, layout), tuple(bindings), ("middle", "above", "below"), description)


def _marks(colour: int, label: str, along: str = "y") -> go.Scatter:
    tint = palette.CLASS_COLOURS[colour]
    return go.Scatter(
        name=label,
        line={"color": tint, "width": 2, "dash": palette.LINE_DASHES[colour]},
        marker={"symbol": palette.CLASS_SYMBOLS[colour], "size": 9, "color": tint},
        hovertemplate=f"{label} %{{{along}:.1%}}<extra></extra>",
    )
