"""Weights and R² against the strength of a penalty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Panel, compact

COLOURS = (*palette.CLASS_COLOURS, palette.INK, palette.QUIET)


def penalty_path(
    names: Sequence[str],
    strengths: np.ndarray,
    weights: np.ndarray,
    r2: Mapping[str, np.ndarray],
    chosen: float | None,
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
) -> Panel:
    """Draw every weight's path, R² under it, and an upright line at the chosen strength.

    Parameters
    ----------
    names
        The d measurements.
    strengths, weights
        (points,) and (points, d).
    r2
        Part -> (points,).
    chosen
        A strength to mark; None for none.
    words
        What ``strength``, ``weight`` and ``r2`` are called.
    """
    x = compact(strengths)
    traces = [
        go.Scatter(
            x=x,
            y=compact(column),
            mode="lines",
            name=name,
            line={
                "color": COLOURS[j % len(COLOURS)],
                "dash": palette.LINE_DASHES[j // 4 % len(palette.LINE_DASHES)],
                "width": 1.8,
            },
            hovertemplate=f"{name}<br>{words['strength']} %{{x}}<br>{words['weight']} %{{y}}<extra></extra>",
        )
        for j, (name, column) in enumerate(zip(names, weights.T, strict=True))
    ]
    for i, (part, values) in enumerate(r2.items()):
        line = {"color": palette.QUIET if i else palette.INK, "dash": "dash" if i else "solid", "width": 1.6}
        traces.append(
            go.Scatter(
                x=x, y=compact(values), mode="lines", name=f"R², {part}", line=line, yaxis="y2",
                hovertemplate=f"R², {part}<br>{words['strength']} %{{x}}<br>%{{y}}<extra></extra>",
            )
        )  # fmt: skip
    layout = base(
        title,
        400,
        xaxis=axis(words["strength"], type="log", anchor="y2", tickformat="~g", nticks=6),
        yaxis=axis(words["weight"], domain=[0.38, 1], anchor="x", zeroline=True),
        yaxis2=axis(words["r2"], domain=[0, 0.28], anchor="x", nticks=4),
    )
    if chosen is not None and strengths[0] <= chosen <= strengths[-1]:
        mark = {"type": "line", "xref": "x", "yref": "paper", "x0": chosen, "x1": chosen, "y0": 0, "y1": 1}
        layout["shapes"] = [mark | {"line": {"width": 1.5, "dash": "dot", "color": palette.ORANGE}}]
    return Panel("path", go.Figure(traces, layout), (), (), description)
