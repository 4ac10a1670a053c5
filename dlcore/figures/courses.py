"""Numbers over the epochs, several in one figure, on linear or logarithmic axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, cursor_line


@dataclass(frozen=True, slots=True)
class Follow:
    """What one line follows: a metric, or one row of a probe; and what it is called and how it looks.

    `aim`, where given, is a height that the line ought to arrive at, drawn across.
    """

    name: str
    source: str
    index: int | None = None
    colour: str = palette.INK
    dash: str = "solid"
    aim: float | None = None


def courses(
    code: str,
    lines: Sequence[Follow],
    *,
    title: str,
    description: str,
    epoch: str,
    value: str,
    epochs: int,
    log_x: bool = False,
    log_y: bool = False,
    y_range: tuple[float, float] | None = None,
    height: int = 300,
    large: bool = False,
) -> Panel:
    """Draw lines that grow with the run; `epoch` and `value` title the axes, `epochs` is how far the run goes."""
    traces, bindings = [], []
    for line in lines:
        style = {"color": line.colour, "dash": line.dash, "width": 1.8}
        bindings += [
            Binding(len(traces), "x", "step", history=True),
            Binding(len(traces), "y", line.source, index=line.index, history=True),
        ]
        traces.append(
            go.Scatter(
                x=[],
                y=[],
                mode="lines",
                name=line.name,
                line=style,
                hovertemplate=f"{line.name} %{{y:.4g}}<extra></extra>",
            )
        )
    for line in lines:
        if line.aim is not None:
            style = {"color": line.colour, "dash": "dot", "width": 1.2}
            ends = [1 if log_x else 0, epochs]
            aim = go.Scatter(x=ends, y=[line.aim] * 2, mode="lines", line=style, showlegend=False, hoverinfo="skip")
            traces.append(aim)
    across = {"type": "log", "autorange": True, "tickformat": "~s", "nticks": 6} if log_x else {"range": [0, epochs]}
    up = {"type": "log", "tickformat": "~g", "nticks": 5} if log_y else {"rangemode": "tozero", "nticks": 6}
    if y_range is not None:
        up |= {"range": list(y_range)}
    layout = base(
        title,
        height,
        xaxis=axis(epoch, **across),
        yaxis=axis(value, **up),
        shapes=[cursor_line()],
        hovermode="x unified",
    )
    probes = tuple(dict.fromkeys(line.source for line in lines if line.index is not None))
    return Panel(code, go.Figure(traces, layout), tuple(bindings), probes, description, cursor=True, large=large)
