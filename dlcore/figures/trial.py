"""Descent with two learning rates, one on each side of the largest stable one."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Panel, compact


def trial(excess: np.ndarray, names: tuple[str, str], *, title: str, description: str, step: str, share: str) -> Panel:
    """Draw the excess loss (2, steps + 1), as a share of what it was at first; `names` of the lower and higher rate."""
    styles = ({"color": palette.BLUE, "width": 2}, {"color": palette.ORANGE, "width": 2, "dash": "dash"})
    traces = [
        go.Scatter(
            y=compact(np.maximum(row, 1e-300)), mode="lines", name=name, line=line,
            hovertemplate=f"{name}<br>{step} %{{x}}<br>%{{y:.3g}}<extra></extra>",
        )
        for row, name, line in zip(excess, names, styles, strict=True)
    ]  # fmt: skip
    layout = base(title, 280, xaxis=axis(step), yaxis=axis(share, type="log", tickformat="~g", nticks=6))
    return Panel("trial", go.Figure(traces, layout), (), (), description)
