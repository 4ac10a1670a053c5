"""Error against the size of the training set, both on logarithmic axes, with the laws that are fitted to it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.histories import edge
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

COLOURS = (*palette.CLASS_COLOURS, palette.INK, palette.QUIET)
SYMBOLS = (*palette.CLASS_SYMBOLS, "cross", "x")


def learning_curves(
    names: Sequence[str],
    sizes: Sequence[float],
    places: np.ndarray,
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    law: str | None,
    target: tuple[float, str] | None,
    lowest: float,
) -> Panel:
    """Draw each curve's measured errors with a band, and dashed the law fitted to them, to ten times the largest size.

    Parameters
    ----------
    names
        Of the curves, in the order of the rows of ``measured``, ``low``, ``high`` (curves, sizes) and ``law``
        (curves, places).
    sizes, places
        Where errors are measured, and where laws are drawn.
    law
        What a law is called, for hovering; None where no laws are drawn.
    target
        An error to mark with a line and a word, if any.
    lowest
        Where the error axis ends at first; a double click shows all.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    across = compact(sizes)

    def follow(probe: str, trace: go.Scatter, row: int) -> None:
        bindings.append(Binding(len(traces), "y", probe, index=row))
        traces.append(trace)

    for i in range(len(names)):
        for probe, filled in (("low", False), ("high", True)):
            border = edge(COLOURS[i] if COLOURS[i] != palette.INK else palette.QUIET, filled)
            follow(probe, border.update(x=across, y=[None] * len(across)), i)
    for i, name in enumerate(names):
        dashed = {"color": COLOURS[i], "width": 1.6, "dash": "dash"}
        if law is not None:
            follow("law", go.Scatter(
                x=compact(places), y=[None] * len(places), mode="lines", line=dashed, showlegend=False,
                hovertemplate=f"{name}, {law}: %{{y:.2%}}<extra></extra>",
            ), i)  # fmt: skip
        follow("measured", go.Scatter(
            x=across, y=[None] * len(across), mode="lines+markers", name=name,
            line={"color": COLOURS[i], "width": 2}, marker={"symbol": SYMBOLS[i], "size": 8, "color": COLOURS[i]},
            hovertemplate=f"{name} %{{y:.2%}}<extra></extra>",
        ), i)  # fmt: skip
    left, right = math.log10(sizes[0]) - 0.06, math.log10(places[-1]) + 0.04
    lines, words = [], []
    if target is not None:
        lines = [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target[0], "y1": target[0],
                  "line": {"color": palette.QUIET, "width": 1, "dash": "dot"}}]  # fmt: skip
        words = [{"text": target[1], "xref": "paper", "x": 1, "y": math.log10(target[0]), "showarrow": False,
                  "xanchor": "right", "yanchor": "bottom", "font": {"size": 11}}]  # fmt: skip
    layout = base(
        title,
        440,
        xaxis=axis(x, type="log", range=[left, right], tickvals=_ticks(places[-1]), tickformat=",d"),
        yaxis=axis(y, type="log", range=[math.log10(lowest), 0.02], tickvals=[0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
                   ticktext=["0.1%", "0.3%", "1%", "3%", "10%", "30%", "100%"]),
        shapes=lines,
        annotations=words,
        margin={"l": 64, "r": 14, "t": 10, "b": 38},
    )  # fmt: skip
    probes = ("measured", "low", "high", *(("law",) if law is not None else ()))
    return Panel("learning", go.Figure(traces, layout), tuple(bindings), probes, description)


def _ticks(end: float) -> list[int]:
    """1, 3, 10, 30 … up to the end."""
    return [digit * 10**power for power in range(1, 6) for digit in (1, 3) if digit * 10**power <= end]
