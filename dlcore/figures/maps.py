"""Pictures of any size side by side, each with its own scale: feature maps, attributions, steps of a preparation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Panel

GAP = 0.06  # between two tiles, in tiles
TALLEST = 620


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """One picture with what stands under it.

    Attributes
    ----------
    values
        (rows, columns).
    caption
        In the learner's language.
    signed
        Blue – background – orange about 0, up to the picture's own largest size; otherwise background – ink, 0 to 1.
    outline
        A grey picture (any size) from 0 to 1 whose shape is drawn over it as a line.
    box
        First and last row, first and last column that are framed.
    """

    values: np.ndarray
    caption: str = ""
    signed: bool = False
    outline: np.ndarray | None = None
    box: tuple[int, int, int, int] | None = None


def maps(
    name: str,
    tiles: Sequence[Tile],
    *,
    title: str,
    description: str,
    value: str,
    across: int = 8,
    pitch: int = 110,
) -> Panel:
    """Draw pictures row by row, each as large as a tile allows and not distorted.

    Parameters
    ----------
    name
        The panel's code.
    value
        What a pixel is, for hovering.
    across
        At most so many in a row.
    pitch
        Width of a tile in pixels of the screen, where there is room.
    """
    across = max(min(across, len(tiles)), 1)
    rows = -(-len(tiles) // across)
    below = 0.24 if any(tile.caption for tile in tiles) else GAP
    flat = min(1.0, max(tile.values.shape[0] / tile.values.shape[1] for tile in tiles))  # a tile's height in widths
    tall = flat + below
    traces: list[Any] = []
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for i, tile in enumerate(tiles):
        left, top = float(i % across), i // across * tall
        traces += _drawn(tile, (left, top, flat), value)
        shapes += _frames(tile, (left, top, flat))
        if tile.caption:
            notes.append({"x": left + 0.5, "y": top + flat + below / 2 - 0.02, "text": tile.caption, "showarrow": False,
                          "font": {"size": 12}})  # fmt: skip
    layout = base(
        title,
        min(round(rows * pitch * tall), TALLEST),
        margin={"l": 2, "r": 2, "t": 2, "b": 2},
        xaxis=axis(range=[0, across], visible=False, fixedrange=True, constrain="domain"),
        yaxis=axis(range=[rows * tall, 0], visible=False, fixedrange=True, scaleanchor="x", constrain="domain"),
        shapes=shapes,
        annotations=notes,
        showlegend=False,
    )
    return Panel(name, go.Figure(traces, layout), (), (), description)


def _extent(shape: tuple[int, ...], place: tuple[float, float, float]) -> tuple[float, float, float]:
    """Where the first pixel's corner lies, and a pixel's edge: a picture fills its tile as far as its shape allows."""
    (rows, columns), (left, top, flat) = shape, place
    pixel = min((1 - GAP) / columns, (flat - GAP) / rows)
    return left + (1 - columns * pixel) / 2, top + (flat - rows * pixel) / 2, pixel


def _drawn(tile: Tile, place: tuple[float, float, float], value: str) -> list[Any]:
    x, y, pixel = _extent(tile.values.shape, place)
    limit = float(np.nanmax(np.abs(tile.values), initial=0)) or 1.0
    scale = palette.diverging() if tile.signed else [(0.0, palette.BACKGROUND), (1.0, palette.INK)]
    field = go.Heatmap(
        z=np.round(tile.values.astype(np.float64), 4),
        x0=x + pixel / 2, dx=pixel, y0=y + pixel / 2, dy=pixel,
        zmin=-limit if tile.signed else 0, zmax=limit if tile.signed else 1,
        colorscale=scale, showscale=False, hoverongaps=False,
        hovertemplate=f"{value} %{{z:.3g}}<extra></extra>",
    )  # fmt: skip
    if tile.outline is None:
        return [field]
    x, y, pixel = _extent(tile.outline.shape, place)
    line = go.Contour(
        z=np.round(tile.outline, 3), x0=x + pixel / 2, dx=pixel, y0=y + pixel / 2, dy=pixel,
        contours={"start": 0.5, "end": 0.5, "size": 1, "coloring": "none"}, showscale=False, hoverinfo="skip",
        line={"color": palette.INK, "width": 1.2},
    )  # fmt: skip
    return [field, line]


def _frames(tile: Tile, place: tuple[float, float, float]) -> list[dict[str, Any]]:
    x, y, pixel = _extent(tile.values.shape, place)
    rows, columns = tile.values.shape
    edge = {"type": "rect", "x0": x, "x1": x + columns * pixel, "y0": y, "y1": y + rows * pixel}
    frames: list[dict[str, Any]] = [edge | {"line": {"color": palette.QUIET, "width": 0.6}}]
    if tile.box is not None:
        first, last, start, end = tile.box
        corners = {"x0": x + start * pixel, "x1": x + (end + 1) * pixel,
                   "y0": y + first * pixel, "y1": y + (last + 1) * pixel}  # fmt: skip
        frames.append({"type": "rect", "line": {"color": palette.ORANGE, "width": 2.5}} | corners)
    return frames
