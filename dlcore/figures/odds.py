"""Probabilities as a curve: over one measurement, and over the log-odds of whatever was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

FARTHEST = 10.0  # log-odds that are drawn


def sigmoid_curve(
    x: np.ndarray,
    labels: np.ndarray,
    is_train: np.ndarray,
    places: np.ndarray,
    *,
    title: str,
    description: str,
    classes: Sequence[str],
    words: Mapping[str, str],
    reference: np.ndarray | None = None,
) -> Panel:
    """Draw the probability of class 1 over one measurement, and the points at 0 and 1.

    Parameters
    ----------
    x, labels, is_train
        (n,) each.
    places
        (m,) where the probe ``curve`` holds probabilities.
    classes
        The two classes' names.
    words
        ``x``, ``probability``, ``model``, ``test``, ``missed``, ``best``.
    reference
        (m,) probabilities of the best model, where there is one.
    """
    curve = go.Scatter(x=compact(places), y=[], mode="lines", name=words["model"], line={"color": palette.INK})
    traces: list[Any] = [curve]
    if reference is not None:
        quiet = {"color": palette.QUIET, "dash": "dash", "width": 1.4}
        traces.append(go.Scatter(x=compact(places), y=compact(reference), mode="lines", name=words["best"], line=quiet))
    for index, name in enumerate(classes):
        for train in (True, False):
            chosen = (labels == index) & (is_train == train)
            if chosen.any():
                said = name if train else f"{name}, {words['test']}"
                marker = _marker(index, filled=train)
                traces.append(_points(x[chosen], np.full(chosen.sum(), float(index)), said, marker))
    ring = {"symbol": "circle-open", "size": 14, "color": palette.INK, "line": {"width": 1.3}}
    traces.append(_points(x, labels.astype(float), words["missed"], ring))
    layout = base(
        title,
        420,
        xaxis=axis(words["x"], range=compact([places[0], places[-1]]), showgrid=False),
        yaxis=axis(words["probability"], range=[-0.1, 1.1], tickvals=[0, 0.25, 0.5, 0.75, 1]),
        shapes=[_middle("y", 0.5)],
    )
    bindings = (Binding(0, "y", "curve"), Binding(len(traces) - 1, "y", "misses", how="mask"))
    return Panel("surface", go.Figure(traces, layout), bindings, ("curve", "misses"), description)


def log_odds(*, title: str, description: str, classes: Sequence[str], words: Mapping[str, str]) -> Panel:
    """Draw each judged point at its log-odds, on the sigmoid that turns them into a probability.

    `words`: ``logit``, ``probability``, ``sigmoid``.
    """
    z = np.linspace(-FARTHEST, FARTHEST, 121)
    line = {"color": palette.QUIET, "width": 1.4}
    traces: list[Any] = [
        go.Scatter(x=compact(z), y=compact((1 + np.tanh(z / 2)) / 2), mode="lines", name=words["sigmoid"], line=line)
    ]
    bindings = []
    for index, name in enumerate(classes):
        bindings += [Binding(len(traces), "x", f"logits_{index}"), Binding(len(traces), "y", f"chances_{index}")]
        traces.append(_points([], [], name, _marker(index, filled=True) | {"opacity": 0.75}))
    layout = base(
        title,
        300,
        xaxis=axis(words["logit"], range=[-1.03 * FARTHEST, 1.03 * FARTHEST]),
        yaxis=axis(words["probability"], range=[-0.05, 1.05], tickvals=[0, 0.25, 0.5, 0.75, 1]),
        shapes=[_middle("x", 0.0)],
    )
    probes = tuple(binding.source for binding in bindings)
    return Panel("log_odds", go.Figure(traces, layout), tuple(bindings), probes, description, large=True)


def _middle(across: str, value: float) -> dict[str, Any]:
    """A quiet line where neither class is likelier."""
    along = "x" if across == "y" else "y"
    line = {"color": palette.QUIET, "width": 1, "dash": "dot"}
    ends = {f"{along}ref": "paper", f"{along}0": 0, f"{along}1": 1}
    return {"type": "line", f"{across}ref": across, f"{across}0": value, f"{across}1": value, "line": line} | ends


def _marker(index: int, *, filled: bool) -> dict[str, Any]:
    style = {"symbol": palette.CLASS_SYMBOLS[index], "size": 8}
    colour = palette.CLASS_COLOURS[index]
    if filled:
        return style | {"color": colour, "line": {"color": palette.BACKGROUND, "width": 0.8}}
    return style | {"color": palette.BACKGROUND, "line": {"color": colour, "width": 1.6}}


def _points(x: Any, y: Any, name: str, marker: dict[str, Any]) -> go.Scatter:
    hover = f"{name}<br>%{{x:.3g}}, %{{y:.3g}}<extra></extra>"
    return go.Scatter(x=compact(x), y=compact(y), mode="markers", name=name, marker=marker, hovertemplate=hover)
