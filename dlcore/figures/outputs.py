"""What several models put out over one input, and the stretch that a loss accepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

PLACES = np.linspace(0.0, 6.0, 61)


def three_curves(
    x: np.ndarray,
    y: np.ndarray,
    lines: Sequence[tuple[str, str, str]],
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
    classes: Sequence[str],
) -> Panel:
    """Draw points (n,) at 0 and 1, the band between, and one curve for each row of the probe ``curves``.

    Parameters
    ----------
    lines
        Name, colour and dash of each curve.
    words
        ``x``, ``output``, ``allowed``.
    classes
        The two classes' names.
    """
    ends = compact([PLACES[0], PLACES[-1]])
    band = go.Scatter(x=[*ends, *reversed(ends)], y=[0, 0, 1, 1], fill="toself", fillcolor="rgba(127,127,127,0.14)",
                      line={"width": 0}, mode="lines", name=words["allowed"], hoverinfo="skip")  # fmt: skip
    traces: list[Any] = [band]
    bindings = []
    for index, (name, colour, dash) in enumerate(lines):
        bindings.append(Binding(len(traces), "y", "curves", index=index))
        style = {"color": colour, "dash": dash, "width": 2}
        traces.append(go.Scatter(x=compact(PLACES), y=[], mode="lines", name=name, line=style,
                                 hovertemplate=f"{name} %{{y:.3f}}<extra></extra>"))  # fmt: skip
    for index, name in enumerate(classes):
        chosen = y == index
        marker = {"symbol": palette.CLASS_SYMBOLS[index], "size": 10, "color": palette.CLASS_COLOURS[index]}
        traces.append(go.Scatter(x=compact(x[chosen]), y=compact(y[chosen]), mode="markers", name=name, marker=marker))
    layout = base(
        title,
        420,
        xaxis=axis(words["x"], range=ends),
        yaxis=axis(words["output"], range=[-0.6, 1.8]),
    )
    return Panel("outputs", go.Figure(traces, layout), tuple(bindings), ("curves",), description)
