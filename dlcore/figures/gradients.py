"""How large the gradient is in each layer: where it vanishes, early layers stand still."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, cursor_line


def gradients(layers: Sequence[str], *, title: str, description: str, epoch: str, norm: str, epochs: int) -> Panel:
    """Draw each layer's gradient norm against the epoch, on a logarithmic axis.

    Parameters
    ----------
    layers
        The layers' names, input side first.
    epoch, norm
        The axes' titles.
    epochs
        How many epochs the x axis has from the start.
    """
    colours = palette.layer_colours(len(layers))
    traces = [
        go.Scatter(
            x=[],
            y=[],
            mode="lines",
            name=name,
            line={"color": colours[index], "dash": palette.LINE_DASHES[index % len(palette.LINE_DASHES)], "width": 1.6},
            hovertemplate=f"{name} %{{y:.3g}}<extra></extra>",
        )
        for index, name in enumerate(layers)
    ]
    bindings = [
        binding
        for index in range(len(layers))
        for binding in (
            Binding(index, "x", "step", history=True),
            Binding(index, "y", "gradient_norms", index=index, history=True),
        )
    ]
    layout = base(
        title,
        260,
        xaxis=axis(epoch, range=[0, epochs]),
        yaxis=axis(norm, type="log", tickformat="~g", nticks=5),
        shapes=[cursor_line()],
        hovermode="x unified",
    )
    return Panel("gradients", go.Figure(traces, layout), tuple(bindings), ("gradient_norms",), description, cursor=True)
