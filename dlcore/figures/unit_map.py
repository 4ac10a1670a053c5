"""What every unit did at every character of a text, and where an attention layer looked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact, typeset

MOST_LABELS = 60  # on one axis


def unit_map(
    name: str,
    characters: Sequence[str],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    rows: int,
    signed: bool = True,
    source: str | None = None,
    values: np.ndarray | None = None,
    height: int = 360,
) -> Panel:
    """Draw a value for each unit (downwards) at each character (across).

    Parameters
    ----------
    characters
        What is read, one label a column; a stranger's text may be in it.
    x, y
        The axes' titles.
    rows
        How many units there are.
    signed
        Whether values lie within ±1, with a neutral middle; otherwise from 0 to 1.
    source
        The probe (rows, characters) that it follows.
    values
        The values themselves, where it follows none.
    """
    labels = [typeset(map(ord, each)) for each in characters]
    field = go.Heatmap(
        z=[] if values is None else [compact(row) for row in values],
        x0=0,
        dx=1,
        y0=0,
        dy=1,
        customdata=[labels] * rows,
        zmin=-1 if signed else 0,
        zmax=1,
        colorscale=palette.diverging() if signed else palette.counts(),
        showscale=True,
        colorbar={"thickness": 8, "len": 0.9, "tickfont": {"size": 10}, "nticks": 3, "x": 1.0, "xpad": 4},
        hovertemplate=f"{y} %{{y}} · %{{customdata}}: %{{z:.2f}}<extra></extra>",
    )
    layout = base(
        title, height, xaxis=_characters(x, labels), yaxis=axis(y, autorange="reversed", nticks=9, showgrid=False),
        margin={"l": 44, "r": 36, "t": 6, "b": 40},
    )  # fmt: skip
    bindings = () if source is None else (Binding(0, "z", source),)
    return Panel(name, go.Figure([field], layout), bindings, () if source is None else (source,), description)


def attention_map(
    name: str,
    characters: Sequence[str],
    *,
    title: str,
    description: str,
    reads: str,
    looks: str,
    most: float = 1.0,
    source: str | None = None,
    values: np.ndarray | None = None,
    height: int = 420,
    large: bool = False,
) -> Panel:
    """Draw how much of its attention each place (downwards) gives to each earlier one (across).

    `reads` titles the vertical axis, `looks` the horizontal one; `most` is the share that is drawn strongest.
    """
    labels = [typeset(map(ord, each)) for each in characters]
    field = go.Heatmap(
        z=[] if values is None else [compact(row) for row in values],
        x0=0,
        dx=1,
        y0=0,
        dy=1,
        zmin=0,
        zmax=most,
        colorscale=palette.counts(),
        showscale=False,
        hovertemplate=f"{reads} %{{y}} · {looks} %{{x}}: %{{z:.0%}}<extra></extra>",
    )
    layout = base(
        title, height, xaxis=_characters(looks, labels), yaxis=_characters(reads, labels) | {"autorange": "reversed"},
        margin={"l": 44, "r": 10, "t": 6, "b": 40},
    )  # fmt: skip
    bindings = () if source is None else (Binding(0, "z", source),)
    probes = () if source is None else (source,)
    return Panel(name, go.Figure([field], layout), bindings, probes, description, large=large)


def surprises(
    name: str,
    characters: Sequence[str],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    source: str | None = None,
    values: np.ndarray | None = None,
    height: int = 220,
) -> Panel:
    """Draw a bar for each character: what it was worth, in bits."""
    labels = [typeset(map(ord, each)) for each in characters]
    bars = go.Bar(
        x=list(range(len(labels))),
        y=[] if values is None else [None if np.isnan(each) else round(float(each), 3) for each in values],
        customdata=labels,
        marker={"color": palette.BLUE},
        hovertemplate=f"%{{customdata}}: %{{y:.2f}} {y}<extra></extra>",
    )
    layout = base(
        title, height, xaxis=_characters(x, labels), yaxis=axis(y, rangemode="tozero", nticks=5),
        margin={"l": 44, "r": 36, "t": 6, "b": 40},
    )  # fmt: skip
    bindings = () if source is None else (Binding(0, "y", source),)
    return Panel(name, go.Figure([bars], layout), bindings, () if source is None else (source,), description)


def _characters(title: str, labels: Sequence[str]) -> dict[str, Any]:
    """An axis with every character at its place, or with every other one of many."""
    every = -(-len(labels) // MOST_LABELS)
    return axis(title, range=[-0.5, len(labels) - 0.5], tickvals=list(range(0, len(labels), every)),
                ticktext=list(labels[::every]), tickangle=0, tickfont={"size": 10}, showgrid=False)  # fmt: skip


def over_text(panel: Panel, characters: Sequence[str], x: str) -> Panel:
    """Return a still panel with a text's characters along its x axis, which is titled `x` and counts from 0."""
    labels = [typeset(map(ord, each)) for each in characters]
    figure = go.Figure(panel.figure).update_layout(xaxis=_characters(x, labels))
    return Panel(panel.name, figure, (), (), panel.description)
