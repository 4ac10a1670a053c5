"""Small pictures side by side: kernels, feature maps, digits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel

HALF = 0.5  # a pixel reaches half a step to either side of its number


def tiles(
    name: str,
    source: str,
    *,
    title: str,
    description: str,
    value: str,
    shape: tuple[int, int],
    signed: bool = True,
    height: int = 300,
    large: bool = False,
    image: np.ndarray | None = None,
) -> Panel:
    """Draw a mosaic that follows the frames, the first row on top.

    Parameters
    ----------
    name
        The panel's code.
    source
        The probe: (rows, columns), NaN where there is no tile.
    value
        What a pixel is, for hovering.
    shape
        Of the mosaic, so that pixels are square from the start.
    signed
        Whether there are values below 0: the colours then run blue – background – orange about 0, and each frame has
        a scale of its own.
    large
        Whether it stands beside the main panel.
    image
        A grey image (rows, columns) from 0 to 1 that is drawn above the mosaic: what the maps were made of.
    """
    rows, columns = shape
    field = go.Heatmap(
        z=[],
        zmid=0 if signed else None,
        colorscale=palette.diverging() if signed else palette.heights(),
        showscale=False,
        hoverongaps=False,
        hovertemplate=f"{value} %{{z:.3f}}<extra></extra>",
    )
    figure = go.Figure([field], _pixels(title, height, rows, columns))
    if image is not None:
        _draw_above(figure, image)
    return Panel(name, figure, (Binding(0, "z", source),), (source,), description, large=large)


def picture(
    image: np.ndarray,
    *,
    title: str,
    description: str,
    box: tuple[float, float, float, float] | None = None,
    height: int = 300,
) -> Panel:
    """Draw one grey image (rows, columns) from 0, the background, to 1; `box` frames first and last row and column."""
    rows, columns = image.shape
    layout = _pixels(title, height, rows, columns)
    if box is not None:
        top, bottom, left, right = box
        layout["shapes"] = [
            {
                "type": "rect",
                "x0": left - HALF,
                "x1": right + HALF,
                "y0": top - HALF,
                "y1": bottom + HALF,
                "line": {"color": palette.ORANGE, "width": 3},
            }
        ]
    return Panel("picture", go.Figure([_grey(image)], layout), (), (), description)


def gallery(
    images: np.ndarray,
    captions: Sequence[str],
    *,
    title: str,
    description: str,
    across: int = 8,
    chosen: int | None = None,
) -> Panel:
    """Draw grey images (n, side, side) row by row, a caption under each; the chosen one is framed.

    A click's place is in tiles: column x and row y, both from 0, as :func:`tile_at` reads it.
    """
    n, side = images.shape[:2]
    across = max(min(across, n), 1)
    rows = -(-n // across)
    pitch, below = side + 2, max(side // 3, 4)
    sheet = np.full((rows * (pitch + below), across * pitch), np.nan)
    for i, image in enumerate(images):
        top, left = i // across * (pitch + below) + 1, i % across * pitch + 1
        sheet[top : top + side, left : left + side] = image
    marks: list[dict[str, Any]] = [
        {
            "x": (i % across + 0.5) / across,
            "y": (i // across + 1 - below / (pitch + below) / 2) / rows,
            "text": caption,
            "showarrow": False,
            "font": {"size": 12},
        }
        for i, caption in enumerate(captions)
    ]
    step = (pitch + below) / pitch  # a tile's height in widths
    field = _grey(sheet)
    field.update(
        x0=0.5 / (across * pitch), dx=1 / (across * pitch), y0=0.5 / len(sheet), dy=1 / len(sheet), hoverinfo="skip",
        hovertemplate=None,
    )  # fmt: skip
    layout = base(
        title,
        round(min(86 * step * rows, 560)) + 12,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        xaxis=axis(range=[0, 1], visible=False, fixedrange=True, constrain="domain"),
        yaxis=axis(range=[1, 0], visible=False, fixedrange=True, scaleanchor="x", scaleratio=rows * step / across,
                   constrain="domain"),
        annotations=marks,
    )  # fmt: skip
    if chosen is not None and 0 <= chosen < n:
        left, top = chosen % across / across, chosen // across / rows
        layout["shapes"] = [
            {
                "type": "rect",
                "x0": left,
                "x1": left + 1 / across,
                "y0": top,
                "y1": top + 1 / rows,
                "line": {"color": palette.ORANGE, "width": 3},
            }
        ]
    return Panel("gallery", go.Figure([field], layout), (), (), description)


def tile_at(x: float, y: float, n: int, across: int = 8) -> int | None:
    """Say which of `n` tiles of a :func:`gallery` lies at a clicked place; None where there is none."""
    across = max(min(across, n), 1)
    rows = -(-n // across)
    index = int(y * rows) * across + int(x * across)
    return index if 0 <= x < 1 and 0 <= y < 1 and index < n else None


def _grey(image: np.ndarray) -> go.Heatmap:
    return go.Heatmap(
        z=image,
        zmin=0,
        zmax=1,
        colorscale=[(0.0, palette.BACKGROUND), (1.0, palette.INK)],
        showscale=False,
        hoverongaps=False,
        hovertemplate="%{z:.2f}<extra></extra>",
    )


def _draw_above(figure: go.Figure, image: np.ndarray) -> None:
    rows, columns = image.shape
    figure.add_trace(_grey(image).update(xaxis="x2", yaxis="y2"))
    figure.update_layout(
        yaxis={"domain": [0, 0.66]},
        xaxis2=axis(range=[-HALF, columns - HALF], visible=False, constrain="domain", anchor="y2"),
        yaxis2=axis(range=[rows - HALF, -HALF], visible=False, scaleanchor="x2", constrain="domain",
                    domain=[0.7, 1], anchor="x2"),
    )  # fmt: skip


def _pixels(title: str, height: int, rows: int, columns: int) -> dict[str, Any]:
    """Lay out a picture whose pixels are square and whose first row is on top."""
    return base(
        title,
        height,
        margin={"l": 6, "r": 6, "t": 6, "b": 6},
        xaxis=axis(range=[-HALF, columns - HALF], visible=False, constrain="domain"),
        yaxis=axis(
            range=[rows - HALF, -HALF], visible=False, scaleanchor="x", constrain="domain", constraintoward="top"
        ),
    )
