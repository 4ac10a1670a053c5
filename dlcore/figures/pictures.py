"""Rows of pictures of numbers, some of which follow the frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel

HALF = 0.5  # a cell reaches half a step to either side of its number
GAP = 0.03  # between pictures, as a share of the width
LABEL = 40  # pixels above each picture


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture.

    Attributes
    ----------
    label
        Stands above it.
    values
        (rows, columns): its numbers; of a picture that follows the frames only the shape counts.
    source
        The probe that it follows; None for a still one.
    limit
        The absolute value that is drawn strongest: negative numbers are blue, positive ones orange. None: a grey
        image from 0 to 1.
    written
        Whether the numbers are written into the cells.
    """

    label: str
    values: np.ndarray
    source: str | None = None
    limit: float | None = None
    written: bool = False


def pictures(
    name: str,
    row: Sequence[Picture],
    *,
    title: str,
    description: str,
    height: int = 300,
    large: bool = False,
    across: int | None = None,
) -> Panel:
    """Draw pictures with square cells, the first row on top, from left to right: `across` in a row, all where None."""
    across = across or len(row)
    width, below = (1 - GAP * (across - 1)) / across, 1 / -(-len(row) // across)
    figure, bindings, notes = go.Figure(), [], []
    for i, each in enumerate(row):
        rows, columns = each.values.shape
        left, top = i % across * (width + GAP), 1 - i // across * below
        number = "" if i == 0 else str(i + 1)
        figure.add_trace(_field(each).update(xaxis=f"x{number}", yaxis=f"y{number}"))
        figure.layout[f"xaxis{number}"] = axis(
            range=[-HALF, columns - HALF], visible=False, domain=[left, left + width], anchor=f"y{number}",
            constrain="domain",
        )  # fmt: skip
        figure.layout[f"yaxis{number}"] = axis(
            range=[rows - HALF, -HALF], visible=False, scaleanchor=f"x{number}",
            domain=[max(top - below, 0), top - LABEL / height],
            anchor=f"x{number}", constrain="domain", constraintoward="top",
        )  # fmt: skip
        notes.append({"x": left + width / 2, "y": top, "xref": "paper", "yref": "paper", "text": each.label,
                      "showarrow": False, "xanchor": "center", "yanchor": "top", "font": {"size": 12}})  # fmt: skip
        if each.source is not None:
            bindings.append(Binding(i, "z", each.source))
    figure.update_layout(base(title, height, margin={"l": 6, "r": 6, "t": 4, "b": 6}, annotations=notes))
    probes = tuple(dict.fromkeys(each.source for each in row if each.source is not None))
    return Panel(name, figure, tuple(bindings), probes, description, large=large)


def _field(each: Picture) -> go.Heatmap:
    grey = each.limit is None
    scale: Any = [(0.0, palette.BACKGROUND), (1.0, palette.INK)] if grey else palette.diverging()
    return go.Heatmap(
        z=[] if each.source is not None else each.values,
        zmin=0 if grey else -(each.limit or 1),
        zmax=1 if grey else each.limit,
        colorscale=scale,
        showscale=False,
        texttemplate="%{z:.2f}" if each.written else None,
        hovertemplate="%{z:.3f}<extra></extra>",
    )
