"""How descent comes along: the loss, and what is still missing to the closed form, on logarithmic scales."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, cursor_line


def descent(
    *, title: str, description: str, epoch: str, rows: Mapping[str, str], words: Mapping[str, str], epochs: int
) -> Panel:
    """Draw one row for each group of metrics, each on a logarithmic scale of its own.

    Parameters
    ----------
    epoch
        The x axis's title.
    rows
        Metrics, separated by blanks -> the y axis's title, from top to bottom.
    words
        What each metric is called.
    epochs
        How many epochs the x axis has from the start.
    """
    traces, bindings = [], []
    layout = base(title, 420, shapes=[cursor_line()], hovermode="x unified")
    layout["xaxis"] = axis(epoch, range=[0, epochs], anchor="y" if len(rows) == 1 else f"y{len(rows)}")
    height = (1 - 0.1 * (len(rows) - 1)) / len(rows)
    for row, (metrics, heading) in enumerate(rows.items()):
        top = 1 - row * (height + 0.1)
        number = "" if row == 0 else str(row + 1)
        domain = [max(top - height, 0), top]
        layout[f"yaxis{number}"] = axis(heading, type="log", domain=domain, anchor="x", tickformat="~g", nticks=3)
        for metric in metrics.split():
            bindings += [Binding(len(traces), "x", "step", history=True)]
            bindings += [Binding(len(traces), "y", metric, history=True)]
            tested = metric.startswith("test")
            line = {"color": palette.QUIET if tested else palette.INK, "dash": "dash" if tested else "solid"}
            traces.append(
                go.Scatter(
                    x=[],
                    y=[],
                    mode="lines",
                    name=words[metric],
                    line=line | {"width": 1.6} | ({"color": palette.ORANGE} if row else {}),
                    yaxis=f"y{number}",
                    hovertemplate=f"{words[metric]} %{{y:.4g}}<extra></extra>",
                )
            )
    return Panel("descent", go.Figure(traces, layout), tuple(bindings), (), description, cursor=True, large=True)
