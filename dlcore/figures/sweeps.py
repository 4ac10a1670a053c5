"""Errors over a sweep or over time: medians with bands over seeds, one line a measure, and marks on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, cursor_line

MOST_TICKS = 9
Role = Literal["train", "test", "validation", "first", "second", "third", "sum", "measured"]

_GREEN, _PINK, _SKY = palette.CLASS_COLOURS[2:5]
STYLES: dict[str, dict[str, Any]] = {
    "train": {"line": {"color": palette.INK, "width": 1.8}, "symbol": "circle"},
    "test": {"line": {"color": palette.ORANGE, "width": 2.4, "dash": "dash"}, "symbol": "circle-open"},
    "validation": {"line": {"color": palette.BLUE, "width": 1.8, "dash": "dot"}, "symbol": "diamond-open"},
    "first": {"line": {"color": palette.BLUE, "width": 2, "dash": "dash"}, "symbol": "square"},
    "second": {"line": {"color": _PINK, "width": 2, "dash": "dashdot"}, "symbol": "triangle-up"},
    "third": {"line": {"color": palette.QUIET, "width": 2, "dash": "dot"}, "symbol": "diamond"},
    "sum": {"line": {"color": palette.INK, "width": 2.2}, "symbol": "circle"},
    "measured": {"line": {"color": palette.ORANGE, "width": 0}, "symbol": "circle-open"},
}
BANDS = {
    "train": "rgba(127,127,127,0.20)",
    "test": "rgba(219,113,0,0.18)",
    "validation": "rgba(0,114,178,0.14)",
    "first": "rgba(0,114,178,0.14)",
    "second": "rgba(196,108,158,0.16)",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sweep.

    Attributes
    ----------
    source
        A metric; or a probe, of which `index` is one entry.
    label
        Its name in the legend.
    role
        What it shows, which decides how it looks.
    band
        Whether the metrics ``…_low`` and ``…_high`` bound a band about it.
    """

    source: str
    label: str
    role: Role
    band: bool = False
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """Points that a probe of three rows gives in each frame: their x at row `x`, their y at row `y`."""

    probe: str
    label: str
    x: int
    y: int
    symbol: str


def sweep(
    name: str,
    lines: Sequence[Line],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    values: Sequence[float] = (),
    last: float | None = None,
    limits: tuple[float, float] | None = None,
    log: bool = True,
    share: bool = False,
    threshold: tuple[float, str] | None = None,
    marks: Sequence[Marks] = (),
    large: bool = False,
) -> Panel:
    """Draw lines that grow with the frames.

    Parameters
    ----------
    x, y
        The axes' titles.
    values
        What the steps 0, 1, … stand for, to be written under the axis; left out, the step itself (an epoch) is.
    last
        Where the x axis ends, so that it does not move while a run goes on; left out, at the last of `values`.
    limits
        Between which values the y axis shows the lines at first; a double click shows all.
    log, share
        Whether the y axis is logarithmic, and whether it is in percent.
    threshold
        A place on the x axis, in steps, to mark with a word.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    for line in lines:
        if line.band:
            bindings += _follow(len(traces), f"{line.source}_low")
            traces.append(_edge())
            bindings += _follow(len(traces), f"{line.source}_high")
            traces.append(_edge(fill="tonexty", fillcolor=BANDS[line.role]))
    for line in lines:
        bindings += _follow(len(traces), line.source, line.index)
        traces.append(_line(line, dots=bool(values), share=share))
    for mark in marks:
        bindings += [
            Binding(len(traces), "x", mark.probe, index=mark.x),
            Binding(len(traces), "y", mark.probe, index=mark.y),
        ]
        traces.append(_mark(mark))
    end = last if last is not None else len(values) - 1
    margin = 0.4 if values else 0.01 * max(end, 1)
    across = axis(x, range=[-margin, end + margin])
    if values:
        across |= _ticks(values)
    upright = axis(y, nticks=6, type="log" if log else "linear")
    upright |= {"tickformat": ".0%"} if share else {"exponentformat": "power"}
    if limits:
        upright["range"] = [math.log10(limit) for limit in limits] if log else list(limits)
    layout = base(
        title,
        420,
        xaxis=across,
        yaxis=upright,
        shapes=[cursor_line(), *_threshold(threshold)],
        hovermode="x unified",
        margin={"l": 64, "r": 14, "t": 10, "b": 38},  # room for powers of ten beside the axis title
    )
    if threshold:
        layout["annotations"] = [_word(threshold)]
    probes = dict.fromkeys([line.source for line in lines if line.index is not None] + [mark.probe for mark in marks])
    return Panel(name, go.Figure(traces, layout), tuple(bindings), tuple(probes), description, cursor=True, large=large)


def _follow(trace: int, source: str, index: int | None = None) -> list[Binding]:
    return [Binding(trace, "x", "step", history=True), Binding(trace, "y", source, index=index, history=True)]


def _edge(**fill: Any) -> go.Scatter:
    return go.Scatter(x=[], y=[], mode="lines", line={"width": 0}, showlegend=False, hoverinfo="skip", **fill)


def _line(line: Line, *, dots: bool, share: bool) -> go.Scatter:
    style = STYLES[line.role]
    mode = "markers" if line.role == "measured" else "lines+markers" if dots else "lines"
    marker = {"symbol": style["symbol"], "size": 6, "color": style["line"]["color"], "line": {"width": 1.4}}
    written = "%{y:.1%}" if share else "%{y:.3g}"
    return go.Scatter(
        x=[],
        y=[],
        mode=mode,
        name=line.label,
        line=style["line"],
        marker=marker,
        hovertemplate=f"{line.label} {written}<extra></extra>",
    )


def _mark(mark: Marks) -> go.Scatter:
    marker = {"symbol": mark.symbol, "size": 9, "color": palette.BLUE, "line": {"width": 1.6, "color": palette.BLUE}}
    return go.Scatter(
        x=[], y=[], mode="markers", name=mark.label, marker=marker, hovertemplate=f"{mark.label}<extra></extra>"
    )


def _ticks(values: Sequence[float]) -> dict[str, Any]:
    """Write some of the values under their steps."""
    every = max(1, math.ceil(len(values) / MOST_TICKS))
    places = list(range(0, len(values), every))
    return {"tickmode": "array", "tickvals": places, "ticktext": [f"{values[i]:,g}" for i in places]}


def _threshold(threshold: tuple[float, str] | None) -> list[dict[str, Any]]:
    if threshold is None:
        return []
    line = {"color": palette.QUIET, "width": 1.2, "dash": "dot"}
    return [{"type": "line", "xref": "x", "yref": "paper", "x0": threshold[0], "x1": threshold[0], "y0": 0, "y1": 1,
             "line": line}]  # fmt: skip


def _word(threshold: tuple[float, str]) -> dict[str, Any]:
    return {"x": threshold[0], "y": 1, "xref": "x", "yref": "paper", "text": threshold[1], "showarrow": False,
            "xanchor": "left", "yanchor": "top", "xshift": 4, "font": {"size": 11}}  # fmt: skip
