"""Numbers of several units over a sequence, as a map: a row a unit, a column a step."""

from __future__ import annotations

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def state_map(
    name: str,
    units: int,
    steps: int,
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    share: bool = False,
    large: bool = False,
) -> Panel:
    """Draw the probe `name` (units, steps): from −1 to 1, or with `share` from 0 to 1."""
    cells = go.Heatmap(
        x=list(range(1, steps + 1)), y=list(range(1, units + 1)), z=[], zmin=0 if share else -1, zmax=1,
        colorscale=palette.counts() if share else palette.diverging(), showscale=False,
        hovertemplate=f"{y} %{{y}}, {x} %{{x}}: %{{z:.2f}}<extra></extra>",
    )  # fmt: skip
    layout = base(
        title,
        300,
        xaxis=axis(x, range=[0.5, steps + 0.5], nticks=8),
        yaxis=axis(y, range=[0.5, units + 0.5], nticks=6),
    )
    return Panel(name, go.Figure([cells], layout), (Binding(0, "z", name),), (name,), description, large=large)
