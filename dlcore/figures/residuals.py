"""How a regression's predictions compare with the truth, and what is left over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.datasets.observations import Observations
from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

FILLED = {"size": 6, "color": palette.BLUE, "line": {"color": palette.BACKGROUND, "width": 0.6}}
HOLLOW = {"size": 6, "color": palette.BACKGROUND, "line": {"color": palette.ORANGE, "width": 1.5}}


def predicted_and_true(data: Observations, *, title: str, description: str, words: Mapping[str, str]) -> Panel:
    """Draw each prediction against the true value; a perfect model puts all points on the diagonal.

    `words` says what ``train``, ``test``, ``true``, ``predicted`` and ``perfect`` are called.
    """
    ends = _range(data.targets, 0.05)
    diagonal = go.Scatter(x=ends, y=ends, mode="lines", name=words["perfect"], line=_dashed())
    hover = f"{words['true']} %{{x:.4g}}<br>{words['predicted']} %{{y:.4g}}<extra></extra>"
    points = [
        _points(words[part], marker, hover, x=compact(data.targets[chosen]), y=[])
        for part, chosen, marker in _parts(data)
    ]
    layout = base(title, 300, xaxis=axis(words["true"], range=ends), yaxis=axis(words["predicted"], range=ends))
    bindings = (Binding(1, "y", "train_predictions"), Binding(2, "y", "test_predictions"))
    probes = ("train_predictions", "test_predictions")
    return Panel("predicted", go.Figure([diagonal, *points], layout), bindings, probes, description)


def residuals(data: Observations, *, title: str, description: str, words: Mapping[str, str]) -> Panel:
    """Draw what is left over, true minus predicted, against the prediction; `words` as :func:`predicted_and_true`,
    with ``residual``."""
    ends, reach = _range(data.targets, 0.05), 0.75 * float(np.ptp(data.targets))
    zero = go.Scatter(x=ends, y=[0, 0], mode="lines", showlegend=False, line=_dashed(), hoverinfo="skip")
    hover = f"{words['predicted']} %{{x:.4g}}<br>{words['residual']} %{{y:.4g}}<extra></extra>"
    points = [_points(words[part], marker, hover, x=[], y=[]) for part, _, marker in _parts(data)]
    layout = base(
        title,
        300,
        xaxis=axis(words["predicted"], range=ends),
        yaxis=axis(words["residual"], range=compact([-reach, reach])),
    )
    bindings, probes = [], []
    for trace, part in ((1, "train"), (2, "test")):
        for attribute, source in (("x", f"{part}_predictions"), ("y", f"{part}_residuals")):
            bindings.append(Binding(trace, attribute, source))
            probes.append(source)
    return Panel("residuals", go.Figure([zero, *points], layout), tuple(bindings), tuple(probes), description)


def _parts(data: Observations) -> tuple[tuple[str, np.ndarray, dict[str, Any]], ...]:
    return (("train", data.is_train, FILLED), ("test", ~data.is_train, HOLLOW))


def _points(name: str, marker: dict[str, Any], hover: str, **place: list[float]) -> go.Scatter:
    return go.Scatter(mode="markers", name=name, marker=marker, hovertemplate=hover, **place)


def _dashed() -> dict[str, Any]:
    return {"color": palette.QUIET, "dash": "dash", "width": 1.2}


def _range(values: np.ndarray, share: float) -> list[float]:
    margin = share * float(np.ptp(values))
    return compact([values.min() - margin, values.max() + margin])
