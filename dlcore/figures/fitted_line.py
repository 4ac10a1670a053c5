"""Points, the line that is being fitted to them, and how far it is off at each point."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from dlcore.datasets.observations import Observations
from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact


def fitted_line(
    data: Observations,
    ends: tuple[float, float],
    best: np.ndarray | None,
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
    errors: bool,
) -> Panel:
    """Draw one measurement against the target, with the line that follows the frames.

    Parameters
    ----------
    data
        With one measurement.
    ends
        The stretch of x to draw.
    best
        Slope and intercept of a line to compare with, dashed; None for none.
    words
        What ``train``, ``test``, ``line``, ``best`` and ``error`` are called.
    errors
        Whether each training point's error is drawn, from the probe of that name.
    """
    x, train, test = data.values[:, 0], data.is_train, ~data.is_train
    low, high = float(data.targets.min()), float(data.targets.max())
    margin = 0.15 * max(high - low, 1e-9)
    hover = f"{data.names[0]} %{{x}}<br>{data.target_name} %{{y}}<extra></extra>"
    traces, bindings = [], []
    if errors:
        traces.append(
            go.Scatter(
                x=compact(np.repeat(x[train], 3)),
                y=[],
                mode="lines",
                name=words["error"],
                line={"color": palette.QUIET, "width": 1.2},
                hoverinfo="skip",
            )
        )
        bindings.append(Binding(0, "y", "errors"))
    if best is not None:
        heights = best[0] * np.array(ends) + best[1]
        line = {"color": palette.QUIET, "dash": "dash", "width": 1.6}
        traces.append(go.Scatter(x=compact(ends), y=compact(heights), mode="lines", name=words["best"], line=line))
    bindings.append(Binding(len(traces), "y", "line"))
    moving = {"color": palette.ORANGE, "width": 3}
    traces.append(go.Scatter(x=compact(ends), y=[], mode="lines", name=words["line"], line=moving))
    filled = {"size": 8, "color": palette.BLUE, "line": {"color": palette.BACKGROUND, "width": 0.8}}
    hollow = {"size": 6, "color": palette.BACKGROUND, "line": {"color": palette.BLUE, "width": 1.5}}
    for chosen, name, marker in ((test, words["test"], hollow), (train, words["train"], filled)):
        if chosen.any():
            points = {"x": compact(x[chosen]), "y": compact(data.targets[chosen])}
            traces.append(go.Scatter(mode="markers", name=name, marker=marker, hovertemplate=hover, **points))
    layout = base(
        title,
        420,
        xaxis=axis(data.names[0], range=compact(ends)),
        yaxis=axis(data.target_name, range=compact([low - margin, high + margin])),
    )
    probes = ("line", "errors") if errors else ("line",)
    return Panel("line", go.Figure(traces, layout), tuple(bindings), probes, description)
