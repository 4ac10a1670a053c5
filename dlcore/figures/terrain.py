"""A surface seen from above and in relief, with the paths of those who walk on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact
from dlcore.figures.runners import line, runners

LEVELS = 18  # of contour lines


def terrain(
    x: np.ndarray,
    y: np.ndarray,
    heights: np.ndarray,
    names: Sequence[str],
    *,
    title: str,
    description: str,
    axes: tuple[str, str],
    height: str,
    marks: Sequence[tuple[float, float]] = (),
    mark: str = "",
    clickable: bool = False,
) -> Panel:
    """Draw contour lines, and on them a growing path for each walker.

    Parameters
    ----------
    x, y, heights
        (columns,), (rows,) and (rows, columns).
    names
        The walkers'. Their places are the probes "x" and "y", one entry a walker.
    axes, height
        Titles of the two axes and of the height.
    marks, mark
        Points to mark, such as the lowest ones, and what they are called.
    clickable
        Whether a click on it means something.
    """
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    step = max(high - low, 1e-9) / LEVELS  # given, because Plotly's own choice may come out empty
    contours = go.Contour(
        x=compact(x),
        y=compact(y),
        z=[compact(row) for row in heights],
        autocontour=False,
        contours={"start": low + step, "end": high - step / 2, "size": step},
        colorscale=palette.heights(),
        opacity=0.55,
        showscale=False,
        line={"width": 0.7, "color": palette.QUIET},
        hovertemplate=f"{axes[0]} %{{x:.3g}}<br>{axes[1]} %{{y:.3g}}<br>{height} %{{z:.3g}}<extra></extra>",
    )
    traces: list[Any] = [contours]
    bindings: list[Binding] = []
    for index, runner in enumerate(runners(names)):
        for attribute in ("x", "y"):
            bindings.append(Binding(len(traces), attribute, attribute, index=index, history=True, how="trail"))
        traces.append(line(runner, f"{runner.name}<extra></extra>", showlegend=len(names) > 1))
    if marks:
        traces.append(_points(marks, mark, "star", f"{mark} (%{{x:.3g}}, %{{y:.3g}})<extra></extra>"))
    layout = base(
        title,
        420,
        xaxis=axis(axes[0], range=compact([x[0], x[-1]]), showgrid=False),
        yaxis=axis(axes[1], range=compact([y[0], y[-1]]), showgrid=False),
    )
    return Panel("map", go.Figure(traces, layout), tuple(bindings), ("x", "y"), description, clickable=clickable)


def relief(
    x: np.ndarray,
    y: np.ndarray,
    heights: np.ndarray,
    names: Sequence[str],
    *,
    title: str,
    description: str,
    axes: tuple[str, str],
    height: str,
) -> Panel:
    """Draw the surface in three dimensions with the walkers' paths; their heights are the probe "height"."""
    surface = go.Surface(
        x=compact(x),
        y=compact(y),
        z=[compact(row) for row in heights],
        colorscale=[(0.0, "#c9d6e3"), (1.0, "#5d6b7a")],
        showscale=False,
        opacity=0.9,
        contours={"z": {"show": True, "color": palette.QUIET, "width": 1}},
        hovertemplate=f"{axes[0]} %{{x:.3g}}<br>{axes[1]} %{{y:.3g}}<br>{height} %{{z:.3g}}<extra></extra>",
    )
    traces: list[Any] = [surface]
    bindings: list[Binding] = []
    walkers = runners(names)
    for index, runner in enumerate(walkers):
        for attribute, source in (("x", "x"), ("y", "y"), ("z", "height")):
            bindings.append(Binding(len(traces), attribute, source, index=index, history=True))
        traces.append(
            go.Scatter3d(
                x=[], y=[], z=[], mode="lines", name=runner.name, hoverinfo="skip",
                line={"color": runner.colour, "width": 5},
            )
        )  # fmt: skip
    for attribute, source in (("x", "x"), ("y", "y"), ("z", "height")):
        bindings.append(Binding(len(traces), attribute, source))
    colours = [runner.colour for runner in walkers]
    marker = {"color": colours, "size": 5, "line": {"color": palette.BACKGROUND, "width": 1}}
    traces.append(go.Scatter3d(x=[], y=[], z=[], mode="markers", showlegend=False, marker=marker, hoverinfo="skip"))
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    scene = {
        "xaxis": _side(axes[0], x[0], x[-1]),
        "yaxis": _side(axes[1], y[0], y[-1]),
        "zaxis": _side(height, low, high + 0.05 * (high - low)),
        "aspectmode": "manual",
        "aspectratio": {"x": 1, "y": 1, "z": 0.6},
        "camera": {"eye": {"x": 1.1, "y": -1.35, "z": 0.95}},
    }
    layout = base(title, 420, margin={"l": 0, "r": 0, "t": 0, "b": 0}, scene=scene)
    return Panel("relief", go.Figure(traces, layout), tuple(bindings), ("x", "y", "height"), description, large=True)


def _points(places: Sequence[tuple[float, float]], name: str, symbol: str, hover: str) -> go.Scatter:
    marker = {"symbol": symbol, "size": 11, "color": palette.BACKGROUND, "line": {"color": palette.INK, "width": 1.4}}
    x, y = zip(*places, strict=True)
    return go.Scatter(x=list(x), y=list(y), mode="markers", name=name, marker=marker, hovertemplate=hover)


def _side(title: str, low: float, high: float) -> dict[str, object]:
    heading = {"text": title, "font": {"size": 11}}
    return {"title": heading, "range": compact([low, high]), "tickfont": {"size": 10}, "nticks": 5}
