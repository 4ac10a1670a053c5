"""Numbers of a run against its steps: one line each, with an optional band around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, cursor_line

WIDE = 66  # pixels at the left of an axis that counts in powers of ten


@dataclass(frozen=True, slots=True)
class Series:
    """One line: what it is called, and the metric or the row of a probe that it follows.

    Attributes
    ----------
    label
        What the legend calls it.
    source, index
        The metric, or the probe and which of its numbers.
    band
        The rows of the same probe between which the surrounding area is filled; None for a bare line.
    colour
        Which class's colour and dash it has; left out, its own place's.
    """

    label: str
    source: str
    index: int | None = None
    band: tuple[int, int] | None = None
    colour: int | None = None


def histories(
    name: str,
    series: Sequence[Series],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    span: tuple[float, float],
    scale: str = "linear",
    limits: tuple[float, float] | None = None,
    height: int = 300,
    large: bool = False,
) -> Panel:
    """Draw each series up to the current step.

    Parameters
    ----------
    x, y
        The axes' titles.
    span
        The x axis, from the start, so that it does not move while a run goes on.
    scale
        ``linear``; ``share`` for 0 to 100 %; ``log``; ``powers`` for numbers that are common logarithms already.
    limits
        Between which values the y axis shows the lines at first; left out, it follows them.
    """
    traces, bindings = [], []
    for i, each in enumerate(series):
        look = i if each.colour is None else each.colour
        colour, dash = palette.CLASS_COLOURS[look], palette.LINE_DASHES[look % len(palette.LINE_DASHES)]
        for row, filled in zip(each.band or (), (False, True), strict=False):
            bindings += _follow(len(traces), each.source, row)
            traces.append(edge(colour, filled))
        bindings += _follow(len(traces), each.source, each.index)
        traces.append(
            go.Scatter(
                x=[], y=[], mode="lines", name=each.label, line={"color": colour, "dash": dash, "width": 1.8},
                hovertemplate=f"{each.label} {hover(scale)}<extra></extra>",
            )
        )  # fmt: skip
    layout = base(
        title,
        height,
        xaxis=axis(x, range=list(span)),
        yaxis=axis(y, **vertical(scale) | ({"range": list(limits)} if limits else {})),
        shapes=[cursor_line()],
        hovermode="x unified",
    )
    if scale == "powers":
        layout["margin"] |= {"l": WIDE}
    probes = tuple(dict.fromkeys(each.source for each in series if each.index is not None))
    return Panel(name, go.Figure(traces, layout), tuple(bindings), probes, description, cursor=True, large=large)


def edge(colour: str, filled: bool) -> go.Scatter:
    """Return one border of a band; the second one carries the filling."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return go.Scatter(
        x=[], y=[], mode="lines", line={"width": 0, "color": colour}, showlegend=False, hoverinfo="skip",
        fill="tonexty" if filled else None, fillcolor=f"rgba({red},{green},{blue},0.22)",
    )  # fmt: skip


def vertical(scale: str) -> dict:
    """Return what a y axis needs for its scale; see :func:`histories`."""
    match scale:
        case "share":
            return {"range": [-0.03, 1.03], "tickformat": ".0%", "nticks": 5}
        case "log":
            return {"type": "log", "tickformat": "~g", "nticks": 5}
        case "powers":
            return {"tickprefix": "10<sup>", "ticksuffix": "</sup>", "nticks": 6, "tickformat": "d"}
    return {"rangemode": "tozero", "nticks": 5}


def hover(scale: str) -> str:
    """Return how a number is written under the pointer."""
    return {"share": "%{y:.1%}", "powers": "10<sup>%{y:.2f}</sup>"}.get(scale, "%{y:.4g}")


def _follow(trace: int, source: str, index: int | None) -> list[Binding]:
    return [Binding(trace, "x", "step", history=True), Binding(trace, "y", source, index=index, history=True)]
