"""Rows of small grey pictures, one row above another, some of which follow the frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel

HALF = 0.5  # a pixel reaches half a step to either side of its number
WORD, GAP = 0.28, 0.04  # of a row's height that is kept for the words above it, and free below it


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One row of pictures.

    Attributes
    ----------
    label
        Stands above it.
    values
        (rows, columns) from 0 to 1, all pictures of the row side by side; NaN between them. Where the row follows the
        frames, only the shape counts.
    source
        The probe that it follows; None for a still row.
    """

    label: str
    values: np.ndarray
    source: str | None = None


def strips(name: str, rows: Sequence[Strip], *, title: str, description: str, height: int = 300) -> Panel:
    """Draw the rows from top to bottom, with square pixels, in the page's ink; they gain from width, beside a plane."""
    figure, bindings, notes = go.Figure(), [], []
    for i, each in enumerate(rows):
        high, wide = each.values.shape
        number = "" if i == 0 else str(i + 1)
        top = 1 - i / len(rows)
        figure.add_trace(go.Heatmap(
            z=[] if each.source else each.values, zmin=0, zmax=1, showscale=False, hoverongaps=False,
            colorscale=[(0.0, palette.BACKGROUND), (1.0, palette.INK)],
            xaxis=f"x{number}", yaxis=f"y{number}", hovertemplate="%{z:.2f}<extra></extra>",
        ))  # fmt: skip
        if each.source:
            bindings.append(Binding(i, "z", each.source))
        figure.layout[f"xaxis{number}"] = axis(
            range=[-HALF, wide - HALF], visible=False, constrain="domain", constraintoward="left", anchor=f"y{number}"
        )
        figure.layout[f"yaxis{number}"] = axis(
            range=[high - HALF, -HALF], visible=False, scaleanchor=f"x{number}", constrain="domain",
            constraintoward="top", domain=[top - (1 - GAP) / len(rows), top - WORD / len(rows)], anchor=f"x{number}",
        )  # fmt: skip
        notes.append({"x": 0, "y": top, "xref": "paper", "yref": "paper", "text": each.label, "showarrow": False,
                      "xanchor": "left", "yanchor": "top", "font": {"size": 12}})  # fmt: skip
    figure.update_layout(base(title, height, margin={"l": 6, "r": 6, "t": 4, "b": 4}, annotations=notes))
    probes = tuple(dict.fromkeys(each.source for each in rows if each.source))
    return Panel(name, figure, tuple(bindings), probes, description, large=True)
