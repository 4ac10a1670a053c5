"""Perplexity of a language model while it learns, beside what counting reaches."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, cursor_line


def perplexity(
    baselines: Mapping[int, float],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    train: str,
    test: str,
    updates: int,
) -> Panel:
    """Draw both metrics up to the current step, on a logarithmic axis, and n-grams as level lines.

    Parameters
    ----------
    baselines
        Order of the n-gram -> its perplexity on the held-out text; the first and the best are drawn.
    x, y
        The axes' titles.
    train, test
        The words of the legend.
    updates
        Where the x axis ends, from the start.
    """
    traces: list[go.Scatter] = []
    bindings: list[Binding] = []
    for part, word, colour, dash in (("train", train, palette.INK, "solid"), ("test", test, palette.QUIET, "dash")):
        source = f"{part}_perplexity"
        bindings += [
            Binding(len(traces), "x", "step", history=True),
            Binding(len(traces), "y", source, history=True),
        ]
        traces.append(
            go.Scatter(x=[], y=[], mode="lines", name=word, line={"color": colour, "dash": dash, "width": 1.8},
                       hovertemplate=f"{word} %{{y:.3g}}<extra></extra>")
        )  # fmt: skip
    best = min(baselines, key=baselines.__getitem__)
    for order, colour in dict.fromkeys(((1, palette.CLASS_COLOURS[3]), (best, palette.CLASS_COLOURS[2]))):
        name = f"{order}-gram {baselines[order]:.3g}"
        traces.append(
            go.Scatter(x=[0, updates], y=[baselines[order]] * 2, mode="lines", name=name, hoverinfo="name",
                       line={"color": colour, "dash": "dot", "width": 1.4})
        )  # fmt: skip
    layout = base(
        title,
        340,
        xaxis=axis(x, range=[0, updates]),
        yaxis=axis(y, type="log", tickformat="~g", nticks=6),
        shapes=[cursor_line()],
        hovermode="x unified",
    )
    return Panel("perplexity", go.Figure(traces, layout), tuple(bindings), (), description, cursor=True, large=True)
