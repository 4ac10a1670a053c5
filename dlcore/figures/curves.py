"""Learning curves: loss and, for classes, accuracy against the epoch."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, cursor_line


def curves(
    *, title: str, description: str, epoch: str, loss: str, accuracy: str | None, train: str, test: str, epochs: int
) -> Panel:
    """Draw the loss and, unless `accuracy` is None, the accuracy under it; training solid, test dashed.

    Parameters
    ----------
    epoch, loss, accuracy
        The axes' titles.
    train, test
        The words of the legend.
    epochs
        How many epochs the x axis has from the start, so that it does not move while a run goes on.
    """
    measures = [("loss", loss, ""), ("accuracy", accuracy, ":.1%")] if accuracy else [("loss", loss, "")]
    traces, bindings = [], []
    for row, (measure, heading, digits) in enumerate(measures, start=1):
        for part, word in (("train", train), ("test", test)):
            bindings += _follow(len(traces), f"{part}_{measure}")
            traces.append(_line(part, word, heading or "", row, digits))
    y = {"rangemode": "tozero", "nticks": 5, "anchor": "x"}
    layout = base(
        title,
        420,
        xaxis=axis(epoch, range=[0, epochs], anchor=f"y{len(measures)}" if accuracy else "y"),
        yaxis=axis(loss, domain=[0.54, 1] if accuracy else [0, 1], **y),
        shapes=[cursor_line()],
        hovermode="x unified",
    )
    if accuracy:
        layout["yaxis2"] = axis(accuracy, domain=[0, 0.46], range=[0, 1.03], tickformat=".0%", nticks=5, anchor="x")
    return Panel("curves", go.Figure(traces, layout), tuple(bindings), (), description, cursor=True, large=True)


def _follow(trace: int, metric: str) -> list[Binding]:
    return [Binding(trace, "x", "step", history=True), Binding(trace, "y", metric, history=True)]


def _line(part: str, word: str, heading: str, row: int, digits: str) -> Any:
    solid = part == "train"
    line = {"color": palette.INK if solid else palette.QUIET, "dash": "solid" if solid else "dash", "width": 1.6}
    return go.Scatter(
        x=[],
        y=[],
        mode="lines",
        name=word,
        legendgroup=part,
        showlegend=row == 1,
        line=line,
        yaxis="y" if row == 1 else "y2",
        hovertemplate=f"{heading}, {word} %{{y{digits or ':.4g'}}}<extra></extra>",
    )
