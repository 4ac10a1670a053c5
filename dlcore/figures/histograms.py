"""How a layer's numbers are spread: one small histogram a layer, for weights or for activations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

BINS = 30
COLUMNS = 4  # more side by side would leave no room for their ticks


def weights(layers: Sequence[str], *, title: str, description: str, share: str) -> Panel:
    """Draw how each layer's weights are spread; `share` is the word for a bar's height."""
    return _histograms("weights", "weight", layers, title, description, share)


def activations(layers: Sequence[str], *, title: str, description: str, share: str) -> Panel:
    """Draw how each layer's outputs are spread over all points; `share` is the word for a bar's height."""
    return _histograms("activations", "activation", layers, title, description, share)


def _histograms(
    name: Literal["weights", "activations"],
    probe: str,
    layers: Sequence[str],
    title: str,
    description: str,
    share: str,
) -> Panel:
    centres = compact((np.arange(BINS) + 0.5) * 2 / BINS - 1)  # in units of the layer's range
    colours = palette.layer_colours(len(layers))
    columns = min(len(layers), COLUMNS)
    rows = math.ceil(len(layers) / columns)
    layout = base(title, 260, margin={"l": 8, "r": 8, "t": 20, "b": 22}, bargap=0, showlegend=False)
    traces, bindings, headings = [], [], []
    for index, layer in enumerate(layers):
        number = "" if index == 0 else str(index + 1)
        across, down = _place(index % columns, columns, 0.08), _place(rows - 1 - index // columns, rows, 0.28)
        layout[f"xaxis{number}"] = axis(domain=across, anchor=f"y{number}", nticks=4, showgrid=False)
        hidden = {"showticklabels": False, "ticks": "", "showline": False, "showgrid": False, "rangemode": "tozero"}
        layout[f"yaxis{number}"] = axis(domain=down, anchor=f"x{number}", **hidden)
        headings.append(_heading(layer, across, down))
        traces.append(
            go.Bar(
                x=centres,
                y=[0] * BINS,
                name=layer,
                marker={"color": colours[index], "line": {"width": 0}},
                xaxis=f"x{number}",
                yaxis=f"y{number}",
                hovertemplate=f"{layer}<br>%{{x:.3g}}<br>{share} %{{y:.1%}}<extra></extra>",
            )
        )
        bindings.append(Binding(index, "x", f"{probe}_ranges", index=index, how="scale"))
        bindings.append(Binding(index, "y", f"{probe}_histograms", index=index))
    layout["annotations"] = headings
    probes = (f"{probe}_histograms", f"{probe}_ranges")
    return Panel(name, go.Figure(traces, layout), tuple(bindings), probes, description)


def _place(position: int, count: int, gap: float) -> list[float]:
    """Return the stretch of [0, 1] that the cell at `position` takes up, with a share `gap` between neighbours."""
    room = 0.0 if count == 1 else gap
    size = (1 - room * (count - 1)) / count
    return [round(position * (size + room), 4), round(min(position * (size + room) + size, 1.0), 4)]


def _heading(text: str, across: list[float], down: list[float]) -> dict[str, object]:
    place = {"x": sum(across) / 2, "y": down[1], "xref": "paper", "yref": "paper"}
    return place | {"text": text, "showarrow": False, "xanchor": "center", "yanchor": "bottom", "font": {"size": 11}}
