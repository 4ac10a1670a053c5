"""Predicted against true values on the test points: a perfect model puts every point on the diagonal."""

from __future__ import annotations

import plotly.graph_objects as go

from dlcore.datasets.dataset import Dataset
from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact


def predictions(dataset: Dataset, *, title: str, description: str, true: str, predicted: str, perfect: str) -> Panel:
    """Draw the test points of a regression, with the diagonal named `perfect`; `true`, `predicted` title the axes."""
    targets = dataset.targets[~dataset.is_train]
    low, high = float(dataset.targets.min()), float(dataset.targets.max())
    margin = 0.2 * max(high - low, 1e-9)
    ends = compact([low - margin, high + margin])
    diagonal = go.Scatter(
        x=ends, y=ends, mode="lines", name=perfect, line={"color": palette.QUIET, "dash": "dash", "width": 1.2}
    )
    points = go.Scatter(
        x=compact(targets),
        y=[],
        mode="markers",
        showlegend=False,
        marker={"size": 6, "color": palette.BACKGROUND, "line": {"color": palette.INK, "width": 1.3}},
        hovertemplate=f"{true} %{{x:.3g}}<br>{predicted} %{{y:.3g}}<extra></extra>",
    )
    layout = base(title, 260, xaxis=axis(true, range=ends), yaxis=axis(predicted, range=ends))
    figure = go.Figure([diagonal, points], layout)
    return Panel("predictions", figure, (Binding(1, "y", "predictions"),), ("predictions",), description)
