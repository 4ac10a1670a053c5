"""Features with names: what a linear model gives each, how far the score falls without it, and one row's shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

FEW = 16  # rows that are written in full size
MIDDLE = 0.03  # half of what is between the two columns, as a share of the width


def importances(
    features: Sequence[str],
    coefficients: np.ndarray,
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
    marked: Sequence[int] = (),
) -> Panel:
    """Draw a row for each feature: its coefficient at the left, and at the right how far the score falls without it.

    Parameters
    ----------
    features, coefficients
        Names and a linear model's weights (d,), in standard deviations; the largest in size comes first.
    words
        What ``coefficient`` and ``fall`` are called.
    marked
        Features that stand out: one and its copies.
    """
    rows = list(features)
    left = go.Bar(
        x=compact(coefficients), y=rows, orientation="h", name=words["coefficient"], showlegend=False,
        marker={"color": [palette.BLUE if each < 0 else palette.ORANGE for each in coefficients]},
        hovertemplate="%{y}<br>%{x:.3f}<extra></extra>",
    )  # fmt: skip
    right = go.Scatter(
        x=[], y=rows, mode="markers", name=words["fall"], xaxis="x2", showlegend=False,
        marker={
            "size": 8,
            "color": [palette.ORANGE if i in marked else palette.INK for i in range(len(rows))],
            "symbol": ["diamond" if i in marked else "circle" for i in range(len(rows))],
        },
        error_x={"type": "data", "array": [], "thickness": 1.4, "width": 3, "color": palette.QUIET},
        hovertemplate="%{y}<br>%{x:.4f} ± %{error_x.array:.4f}<extra></extra>",
    )  # fmt: skip
    layout = _rows(title, rows, coefficients)
    layout["xaxis"] = axis(words["coefficient"], domain=[0, 0.5 - MIDDLE], zeroline=True, nticks=5)
    layout["xaxis2"] = axis(words["fall"], domain=[0.5 + MIDDLE, 1], zeroline=True, nticks=5, anchor="y")
    bindings = (Binding(1, "x", "fall"), Binding(1, "error_x.array", "spread"))
    return Panel("importances", go.Figure([left, right], layout), bindings, ("fall", "spread"), description)


def shares_of_row(features: Sequence[str], coefficients: np.ndarray, *, title: str, description: str, x: str) -> Panel:
    """Draw what each feature gives to one row's output, probe ``given``, in the order of :func:`importances`."""
    bars = go.Bar(
        x=[], y=list(features), orientation="h", name=x, showlegend=False,
        marker={"color": [], "colorscale": palette.diverging_points(), "cmid": 0, "showscale": False},
        hovertemplate="%{y}<br>%{x:.3f}<extra></extra>",
    )  # fmt: skip
    layout = _rows(title, features, coefficients)
    layout["xaxis"] = axis(x, zeroline=True, nticks=6)
    bindings = (Binding(0, "x", "given"), Binding(0, "marker.color", "given"))
    return Panel("row", go.Figure([bars], layout), bindings, ("given",), description, large=True)


def _rows(title: str, features: Sequence[str], coefficients: np.ndarray) -> dict[str, Any]:
    """Lay out a row for each feature, the one with the largest coefficient on top."""
    many = len(features) > FEW
    ranked = [features[i] for i in np.argsort(np.abs(coefficients), kind="stable")]
    upright = axis(categoryorder="array", categoryarray=ranked, showgrid=True, dtick=1)
    upright["tickfont"] = {"size": 9 if many else 11}
    return base(title, 520 if many else 420, margin={"l": 150, "r": 14, "t": 10, "b": 38}, yaxis=upright,
                bargap=0.3)  # fmt: skip
