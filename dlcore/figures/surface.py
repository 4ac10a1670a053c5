"""The decision surface: what a model says of every place on the plane, and the points it learns from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.datasets.dataset import Dataset
from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

CELLS = 50  # the field's cells along each axis
FIELD_OPACITY = 0.48  # pale enough for the points to stand out, in both themes


def surface(
    dataset: Dataset,
    *,
    title: str,
    description: str,
    value: str,
    train: str,
    test: str,
    missed: str,
    classes: Sequence[str] = (),
) -> Panel:
    """Draw the field over ``dataset.window``, training points filled, test points hollow, misses ringed.

    Parameters
    ----------
    dataset
        The points; its axes and window are the figure's.
    value
        What the field shows, for hovering: "probability of orange", "prediction".
    train, test, missed
        The words of the legend.
    classes
        The classes' names as the learner reads them; the data set's own where left out.
    """
    names = tuple(classes or dataset.classes)
    field = _field(dataset, value, names)
    points = _class_points(dataset, names, test) if names else _valued_points(dataset, train, test)
    bindings = [Binding(0, "z", "surface")]
    if len(names) > 2:
        bindings.append(Binding(0, "text", "surface", words=names))
    if names:
        bindings.append(Binding(len(points) + 1, "y", "misses", how="mask"))
        points.append(_rings(dataset, missed))
    (left, right), (bottom, top) = dataset.window.tolist()
    layout = base(
        title,
        420,
        xaxis=axis(dataset.axes[0], range=compact([left, right]), showgrid=False),
        yaxis=axis(dataset.axes[1], range=compact([bottom, top]), showgrid=False),
    )
    probes = ("surface", "misses") if names else ("surface",)
    return Panel("surface", go.Figure([field, *points], layout), tuple(bindings), probes, description)


def value_range(dataset: Dataset) -> tuple[float, float]:
    """Return the values that the two ends of the field's scale stand for."""
    if dataset.classes:
        return 0.0, float(len(dataset.classes)) if len(dataset.classes) > 2 else 1.0
    return float(dataset.targets.min()), float(dataset.targets.max())


def _field(dataset: Dataset, value: str, names: tuple[str, ...]) -> go.Heatmap:
    low, high = value_range(dataset)
    (left, right), (bottom, top) = dataset.window.tolist()
    shown = "%{text}" if len(names) > 2 else f"{value} %{{z:.3f}}"
    return go.Heatmap(
        x0=left,
        dx=(right - left) / (CELLS - 1),
        y0=bottom,
        dy=(top - bottom) / (CELLS - 1),
        zmin=low,
        zmax=high,
        colorscale=palette.winners(len(names)) if len(names) > 2 else palette.diverging(),
        showscale=False,
        zsmooth="fast" if len(names) > 2 else "best",  # class indices cannot be averaged, their colours can
        opacity=FIELD_OPACITY,
        hovertemplate=f"{dataset.axes[0]} %{{x:.3g}}<br>{dataset.axes[1]} %{{y:.3g}}<br>{shown}<extra></extra>",
    )


def _class_points(dataset: Dataset, names: tuple[str, ...], test: str) -> list[Any]:
    points = []
    for index, name in enumerate(names):
        style = {"symbol": palette.CLASS_SYMBOLS[index], "size": 7}
        colour = palette.CLASS_COLOURS[index]
        filled = style | {"color": colour, "line": {"color": palette.BACKGROUND, "width": 0.8}}
        hollow = style | {"size": 6, "color": palette.BACKGROUND, "line": {"color": colour, "width": 1.6}}
        mine = dataset.targets == index
        points.append(_scatter(dataset, mine & dataset.is_train, name, filled))
        points.append(_scatter(dataset, mine & ~dataset.is_train, f"{name}, {test}", hollow, showlegend=False))
    return [*points, _legend_entry(test)]


def _valued_points(dataset: Dataset, train: str, test: str) -> list[Any]:
    low, high = value_range(dataset)
    style = {"size": 7, "cmin": low, "cmax": high, "colorscale": palette.diverging_points(), "showscale": False}
    points = []
    for name, chosen, symbol in ((train, dataset.is_train, "circle"), (test, ~dataset.is_train, "circle-open")):
        line = {"color": palette.BACKGROUND, "width": 0.8} if symbol == "circle" else {"width": 1.8}
        marker = style | {"color": compact(dataset.targets[chosen]), "symbol": symbol, "line": line}
        points.append(_scatter(dataset, chosen, name, marker, hover="<br>%{marker.color:.3g}"))
    return points


def _scatter(
    dataset: Dataset, chosen: np.ndarray, name: str, marker: dict[str, Any], *, hover: str = "", showlegend: bool = True
) -> go.Scatter:
    x, y = dataset.axes
    return go.Scatter(
        x=compact(dataset.points[chosen, 0]),
        y=compact(dataset.points[chosen, 1]),
        mode="markers",
        name=name,
        marker=marker,
        showlegend=showlegend,
        hovertemplate=f"{name}<br>{x} %{{x}}<br>{y} %{{y}}{hover}<extra></extra>",
    )


def _legend_entry(test: str) -> go.Scatter:
    line = {"color": palette.QUIET, "width": 1.6}
    marker = {"symbol": "circle", "size": 6, "color": palette.BACKGROUND, "line": line}
    return go.Scatter(x=[None], y=[None], mode="markers", name=test, marker=marker, hoverinfo="skip")


def _rings(dataset: Dataset, missed: str) -> go.Scatter:
    return go.Scatter(
        x=compact(dataset.points[:, 0]),
        y=compact(dataset.points[:, 1]),
        mode="markers",
        name=missed,
        marker={"symbol": "circle-open", "size": 13, "color": palette.INK, "line": {"width": 1.3}},
        hoverinfo="skip",
    )
