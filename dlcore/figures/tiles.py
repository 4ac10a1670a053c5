"""Small pictures side by side that follow the frames: kernels, feature maps."""

from __future__ import annotations

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
