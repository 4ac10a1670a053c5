"""The loss over a line's two parameters, with the way that descent takes: seen from above, and in space."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

LOW_TO_HIGH = [(0.0, palette.BACKGROUND), (1.0, palette.BLUE)]
RINGS = 14


def loss_contours(
    weight: np.ndarray,
    bias: np.ndarray,
    loss: np.ndarray,
    best: np.ndarray,
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
) -> Panel:
    """Draw rings of equal loss, and on them the way from the first line to the present one.

    The rings are drawn at equal steps of the root of the excess loss: of a parabolic bowl, evenly spaced ellipses.

    Parameters
    ----------
    weight, bias, loss
        (columns,), (rows,), (rows, columns).
    best
        (2,): where the loss is least.
    words
        What ``weight``, ``bias``, ``loss``, ``path``, ``here`` and ``best`` are called.
    """
    root = np.sqrt(loss - loss.min())
    field = go.Contour(
        x=compact(weight),
        y=compact(bias),
        z=[compact(row) for row in root],
        customdata=[[[value] for value in compact(row)] for row in loss],
        contours={"start": 0, "end": float(root.max()), "size": float(root.max()) / RINGS, "coloring": "fill"},
        colorscale=LOW_TO_HIGH,
        opacity=0.75,
        line={"width": 0.6, "color": palette.QUIET},
        showscale=False,
        hovertemplate=f"{words['weight']} %{{x}}<br>{words['bias']} %{{y}}<br>{words['loss']} %{{customdata[0]}}"
        "<extra></extra>",
    )
    path = go.Scatter(
        x=[],
        y=[],
        mode="lines+markers",
        name=words["path"],
        line={"color": palette.ORANGE, "width": 1.6},
        marker={"size": 3.5, "color": palette.ORANGE},
        hoverinfo="skip",
    )
    target = go.Scatter(
        x=compact(best[:1]),
        y=compact(best[1:]),
        mode="markers",
        name=words["best"],
        marker={"symbol": "star", "size": 12, "color": palette.INK, "line": {"color": palette.BACKGROUND, "width": 1}},
        hovertemplate=f"{words['best']}<br>%{{x}}, %{{y}}<extra></extra>",
    )
    here = go.Scatter(
        x=[],
        y=[],
        mode="markers",
        name=words["here"],
        marker={"size": 11, "color": palette.ORANGE, "line": {"color": palette.INK, "width": 1.4}},
        hovertemplate=f"{words['here']}<br>%{{x:.4g}}, %{{y:.4g}}<extra></extra>",
    )
    bindings = (
        Binding(1, "x", "parameters", index=0, history=True),
        Binding(1, "y", "parameters", index=1, history=True),
        Binding(3, "x", "here", index=0),
        Binding(3, "y", "here", index=1),
    )
    layout = base(
        title,
        420,
        xaxis=axis(words["weight"], range=compact([weight[0], weight[-1]]), showgrid=False),
        yaxis=axis(words["bias"], range=compact([bias[0], bias[-1]]), showgrid=False),
    )
    figure = go.Figure([field, path, target, here], layout)
    return Panel("contours", figure, bindings, ("parameters", "here"), description, large=True)


def trails(
    weight: np.ndarray,
    bias: np.ndarray,
    loss: np.ndarray,
    paths: np.ndarray,
    names: tuple[str, str, str],
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
) -> Panel:
    """Draw three paths (3, steps, 2) over the rings of :func:`loss_contours`, `names` in their order."""
    field = loss_contours(
        weight, bias, loss, np.zeros(2), title=title, description=description, words=words
    ).figure.to_dict()["data"][0]
    styles = ((palette.INK, "solid", 2.2), (palette.CLASS_COLOURS[2], "solid", 1.6), (palette.ORANGE, "dot", 1.4))
    lines = [
        go.Scatter(
            x=compact(path[:, 0]),
            y=compact(path[:, 1]),
            mode="lines+markers",
            name=name,
            line={"color": colour, "dash": dash, "width": width},
            marker={"size": 4, "color": colour},
            hovertemplate=f"{name}<br>%{{x}}, %{{y}}<extra></extra>",
        )
        for path, name, (colour, dash, width) in zip(paths, names, styles, strict=True)
    ]
    layout = base(
        title,
        380,
        xaxis=axis(words["weight"], range=compact([weight[0], weight[-1]]), showgrid=False),
        yaxis=axis(words["bias"], range=compact([bias[0], bias[-1]]), showgrid=False),
    )
    return Panel("trails", go.Figure([field, *lines], layout), (), (), description)


def loss_bowl(
    weight: np.ndarray,
    bias: np.ndarray,
    loss: np.ndarray,
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
) -> Panel:
    """Draw the same loss as a surface in space, to be turned by dragging; arguments as :func:`loss_contours`."""
    surface = go.Surface(
        x=compact(weight),
        y=compact(bias),
        z=[compact(row) for row in loss],
        colorscale=LOW_TO_HIGH,
        showscale=False,
        opacity=0.85,
        contours={"z": {"show": True, "color": palette.QUIET, "width": 1}},
        hovertemplate=f"{words['weight']} %{{x}}<br>{words['bias']} %{{y}}<br>{words['loss']} %{{z}}<extra></extra>",
    )
    # Markers without lines between them: a line through the air would cut through the surface.
    path = go.Scatter3d(
        x=[],
        y=[],
        z=[],
        mode="lines+markers",
        name=words["path"],
        line={"color": palette.ORANGE, "width": 5},
        marker={"size": 2.5, "color": palette.ORANGE},
        hoverinfo="skip",
    )
    here = go.Scatter3d(
        x=[],
        y=[],
        z=[],
        mode="markers",
        name=words["here"],
        marker={"size": 6, "color": palette.ORANGE, "line": {"color": palette.INK, "width": 1}},
        hovertemplate=f"{words['here']}<br>%{{x:.4g}}, %{{y:.4g}}, %{{z:.4g}}<extra></extra>",
    )
    bindings = (
        Binding(1, "x", "parameters", index=0, history=True),
        Binding(1, "y", "parameters", index=1, history=True),
        Binding(1, "z", "train_loss", history=True),
        *(Binding(2, name, "here", index=i) for i, name in enumerate("xyz")),
    )
    scene = {
        "xaxis": {"title": {"text": words["weight"]}, "range": compact([weight[0], weight[-1]])},
        "yaxis": {"title": {"text": words["bias"]}, "range": compact([bias[0], bias[-1]])},
        "zaxis": {"title": {"text": words["loss"]}, "range": compact([loss.min(), loss.max()])},
        "camera": {"eye": {"x": 1.35, "y": -1.35, "z": 0.8}},
        "aspectmode": "cube",
    }
    layout = base(title, 420, margin={"l": 0, "r": 0, "t": 0, "b": 0}, scene=scene)
    return Panel(
        "bowl", go.Figure([surface, path, here], layout), bindings, ("parameters", "here"), description, large=True
    )
