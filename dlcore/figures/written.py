"""A text that follows the frames: what a language model writes at each of them."""

from __future__ import annotations

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel

FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace"


def written(source: str, *, title: str, description: str, height: int = 340) -> Panel:
    """Set the probe `source`, code points with line ends, as a text from the top left corner down."""
    text = go.Scatter(
        x=[0],
        y=[1],
        text=[""],
        mode="text",
        textposition="bottom right",
        textfont={"family": FONT, "size": 13, "color": palette.INK},
        cliponaxis=True,
        hoverinfo="skip",
    )
    bare = {"visible": False, "range": [0, 1], "fixedrange": True}
    layout = base(title, height, xaxis=axis(**bare), yaxis=axis(**bare), margin={"l": 0, "r": 0, "t": 4, "b": 4})
    bindings = (Binding(0, "text", source, how="characters"),)
    return Panel("written", go.Figure([text], layout), bindings, (source,), description, large=True)
