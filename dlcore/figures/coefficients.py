"""Weights of several measurements: where they stand, where they should arrive, how sure least squares is of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact


def coefficients(
    names: Sequence[str],
    estimate: np.ndarray,
    reach: np.ndarray,
    best: np.ndarray,
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
) -> Panel:
    """Draw a row for each measurement: the interval, what descent should arrive at, and the present weight.

    Parameters
    ----------
    estimate, reach
        (d,): the middle of each confidence interval, and how far it reaches to both sides.
    best
        (d,): the closed form for the penalty that is on.
    words
        What ``interval``, ``best``, ``here`` and ``weight`` are called.
    """
    rows = list(names)
    interval = go.Scatter(
        x=compact(estimate),
        y=rows,
        mode="markers",
        name=words["interval"],
        marker={"symbol": "square", "size": 7, "color": palette.QUIET},
        error_x={"type": "data", "array": compact(reach), "thickness": 2, "width": 5, "color": palette.QUIET},
        hovertemplate="%{y}<br>%{x} ± %{error_x.array}<extra></extra>",
    )
    target = go.Scatter(
        x=compact(best),
        y=rows,
        mode="markers",
        name=words["best"],
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": palette.BACKGROUND,
            "line": {"color": palette.INK, "width": 1.5},
        },
        hovertemplate=f"%{{y}}<br>{words['best']} %{{x}}<extra></extra>",
    )
    here = go.Scatter(
        x=[],
        y=rows,
        mode="markers",
        name=words["here"],
        marker={"size": 8, "color": palette.ORANGE},
        hovertemplate=f"%{{y}}<br>{words['here']} %{{x:.4g}}<extra></extra>",
    )
    ends = np.concatenate([estimate - reach, estimate + reach, best, [0.0]])
    margin = 0.08 * float(np.ptp(ends))
    layout = base(
        title,
        420,
        margin={"l": 148, "r": 14, "t": 10, "b": 38},
        xaxis=axis(words["weight"], range=compact([ends.min() - margin, ends.max() + margin]), zeroline=True),
        yaxis=axis(autorange="reversed"),
    )
    figure = go.Figure([interval, target, here], layout)
    return Panel("coefficients", figure, (Binding(2, "x", "coefficients"),), ("coefficients",), description, large=True)
