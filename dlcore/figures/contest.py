"""Rivals side by side: their surfaces, their scores over several splits, what tuning brought them, and their clocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact
from dlcore.figures.surface import FIELD_OPACITY

ACROSS = 4  # surfaces in a row
SIDE = 0.42  # how far the dots of one rival are spread to both sides, of the room between two rivals


def side_by_side(
    points: np.ndarray,
    classes: np.ndarray,
    edge: float,
    names: Mapping[str, str],
    *,
    cells: int,
    title: str,
    description: str,
    data: str,
    value: str,
) -> Panel:
    """Draw one small decision surface a rival, over the same points, and the points alone in the last place.

    Parameters
    ----------
    points, classes
        (n, 2) and (n,): what all rivals are fitted to.
    edge, cells
        The window reaches from −edge to edge, and has so many cells along each axis.
    names
        Probe of a surface -> what the rival is called.
    data
        What is written over the points alone.
    value
        What a surface shows, for hovering.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    layout = base(title, 430, margin={"l": 8, "r": 8, "t": 24, "b": 8}, showlegend=False)
    places = compact(np.linspace(-edge, edge, cells))
    rows = -(-(len(names) + 1) // ACROSS)
    for i, (probe, name) in enumerate([*names.items(), ("", data)]):
        across, upright = f"x{i + 1 if i else ''}", f"y{i + 1 if i else ''}"
        column, row = i % ACROSS, i // ACROSS
        left, top = column / ACROSS, 1 - row / rows
        right, bottom = left + 0.94 / ACROSS, top - 0.86 / rows
        plain = {"range": [-edge, edge], "showticklabels": False, "showgrid": False, "ticks": ""}
        layout[f"xaxis{across[1:]}"] = axis(domain=[left, right], anchor=upright, **plain)
        layout[f"yaxis{upright[1:]}"] = axis(domain=[bottom, top], anchor=across, **plain)
        if probe:
            bindings.append(Binding(len(traces), "z", probe))
            traces.append(
                go.Heatmap(
                    x=places, y=places, zmin=0, zmax=1, colorscale=palette.diverging(), showscale=False,
                    opacity=FIELD_OPACITY, xaxis=across, yaxis=upright,
                    hovertemplate=f"{name}<br>{value} %{{z:.2f}}<extra></extra>",
                )
            )  # fmt: skip
        traces += [_points(points[classes == c], c, small=bool(probe), axes=(across, upright)) for c in (0, 1)]
        layout["annotations"] = [*layout.get("annotations", ()), _heading(name, (left + right) / 2, top)]
    return Panel("surfaces", go.Figure(traces, layout), tuple(bindings), tuple(names), description)


def scores(
    names: Sequence[str], splits: int, *, title: str, description: str, y: str, each: str, mean: str, lowest: float
) -> Panel:
    """Draw every split's accuracy as a dot over its rival's name, and their mean as a bar.

    Parameters
    ----------
    names
        Of the rivals, in the order of the rows of the probes ``accuracy`` (rivals, splits) and ``mean`` (rivals,).
    lowest
        Where the axis starts at first; a double click shows all.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    spread = np.linspace(-SIDE, SIDE, splits + 2)[1:-1] if splits > 1 else np.zeros(1)
    for r, name in enumerate(names):
        bindings.append(Binding(r, "y", "accuracy", index=r))
        marker = {"symbol": "circle-open", "size": 8, "color": palette.ORANGE, "line": {"width": 1.6}}
        traces.append(
            go.Scatter(
                x=compact(r + spread), y=[None] * splits, mode="markers", name=each, marker=marker, showlegend=r == 0,
                hovertemplate=f"{name} %{{y:.1%}}<extra></extra>",
            )
        )  # fmt: skip
    bindings.append(Binding(len(traces), "y", "mean"))
    bar = {"symbol": "line-ew-open", "size": 26, "color": palette.INK, "line": {"width": 3, "color": palette.INK}}
    traces.append(
        go.Scatter(
            x=list(range(len(names))), y=[None] * len(names), mode="markers", name=mean, marker=bar,
            hovertemplate=f"{mean} %{{y:.1%}}<extra></extra>",
        )
    )  # fmt: skip
    upright = axis(y, range=[lowest, 1.02], tickformat=".0%", nticks=7)
    layout = base(title, 420, xaxis=_rivals(names), yaxis=upright, margin={"l": 56, "r": 14, "t": 10, "b": 64})
    return Panel(
        "scores", go.Figure(traces, layout), tuple(bindings), ("accuracy", "mean"), description, large=True
    )  # fmt: skip


def tuning(names: Sequence[str], budget: int, *, title: str, description: str, x: str, y: str, lowest: float) -> Panel:
    """Draw the best validation accuracy against the settings tried: probe ``tuning`` (rivals, budget)."""
    traces, bindings = [], []
    for r, name in enumerate(names):
        bindings.append(Binding(r, "y", "tuning", index=r))
        colour = (*palette.CLASS_COLOURS, palette.INK)[r % (len(palette.CLASS_COLOURS) + 1)]
        symbol = (*palette.CLASS_SYMBOLS, "cross")[r % (len(palette.CLASS_SYMBOLS) + 1)]
        traces.append(
            go.Scatter(
                x=list(range(1, budget + 1)), y=[None] * budget, mode="lines+markers", name=name,
                line={"color": colour, "width": 1.8, "dash": palette.LINE_DASHES[r % len(palette.LINE_DASHES)]},
                marker={"symbol": symbol, "size": 8, "color": colour},
                hovertemplate=f"{name} %{{y:.1%}}<extra></extra>",
            )
        )  # fmt: skip
    layout = base(
        title,
        360,
        xaxis=axis(x, range=[0.7, budget + 0.3], dtick=max(1, budget // 8), tick0=1),
        yaxis=axis(y, range=[lowest, 1.02], tickformat=".0%", nticks=6),
        margin={"l": 56, "r": 14, "t": 10, "b": 38},
    )
    return Panel("tuning", go.Figure(traces, layout), tuple(bindings), ("tuning",), description)


def clocks(names: Sequence[str], *, title: str, description: str, y: str, fit: str, predict: str) -> Panel:
    """Draw two times a rival on a logarithmic axis, probes ``fit`` and ``predict`` (rivals,) in milliseconds."""
    traces = []
    for name, symbol, colour in ((fit, "circle", palette.INK), (predict, "diamond-open", palette.BLUE)):
        marker = {"symbol": symbol, "size": 10, "color": colour, "line": {"width": 1.8, "color": colour}}
        traces.append(
            go.Scatter(
                x=list(range(len(names))), y=[None] * len(names), mode="markers", name=name, marker=marker,
                hovertemplate=f"{name} %{{y:.3g}} ms<extra></extra>",
            )
        )  # fmt: skip
    upright = axis(y, type="log", range=[-1.2, 4.2], dtick=1, exponentformat="power")
    layout = base(title, 360, xaxis=_rivals(names), yaxis=upright, margin={"l": 64, "r": 14, "t": 10, "b": 64})
    bindings = (Binding(0, "y", "fit"), Binding(1, "y", "predict"))
    return Panel("clocks", go.Figure(traces, layout), bindings, ("fit", "predict"), description)


def _rivals(names: Sequence[str]) -> dict[str, Any]:
    """Return an axis with a rival's name at each whole number."""
    places = list(range(len(names)))
    return axis(range=[-0.6, len(names) - 0.4], tickvals=places, ticktext=list(names), tickangle=-32, showgrid=False)


def _points(points: np.ndarray, c: int, *, small: bool, axes: tuple[str, str]) -> go.Scatter:
    marker: dict[str, Any] = {"symbol": palette.CLASS_SYMBOLS[c], "size": 3 if small else 5}
    marker["color"] = palette.CLASS_COLOURS[c]
    return go.Scatter(
        x=compact(points[:, 0]), y=compact(points[:, 1]), mode="markers", marker=marker, xaxis=axes[0], yaxis=axes[1],
        hoverinfo="skip",
    )  # fmt: skip


def _heading(text: str, x: float, y: float) -> dict[str, Any]:
    return {"text": text, "x": x, "y": y, "xref": "paper", "yref": "paper", "showarrow": False, "xanchor": "center",
            "yanchor": "bottom", "font": {"size": 11}}  # fmt: skip
