"""The gradient's size in each layer of one network, as a line with a band over seeds."""

from __future__ import annotations

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.histories import WIDE, edge, hover, vertical
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def layer_norms(*, title: str, description: str, layer: str, norm: str, median: str, layers: int) -> Panel:
    """Draw the probe ``norms`` (low, median, high; common logarithms) against the probe ``layers``.

    Parameters
    ----------
    layer, norm
        The axes' titles.
    median
        The name of the line.
    layers
        The last layer that there can be, so that the axis does not move.
    """
    colour = palette.BLUE
    line = go.Scatter(
        x=[], y=[], mode="lines+markers", name=median, line={"color": colour, "width": 1.8}, marker={"size": 5},
        hovertemplate=f"{layer} %{{x}}: {hover('powers')}<extra></extra>",
    )  # fmt: skip
    traces = [edge(colour, filled=False), edge(colour, filled=True), line]
    bindings = [
        binding
        for trace, row in enumerate((0, 2, 1))
        for binding in (Binding(trace, "x", "layers"), Binding(trace, "y", "norms", index=row))
    ]
    layout = base(
        title, 420, xaxis=axis(layer, range=[0.5, layers + 0.5], nticks=8), yaxis=axis(norm, **vertical("powers"))
    )
    layout["margin"] |= {"l": WIDE}
    return Panel("layer_norms", go.Figure(traces, layout), tuple(bindings), ("layers", "norms"), description)
