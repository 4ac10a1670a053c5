"""Who accounts for which share of a few costs, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Panel

ROW = 46  # pixels that a part takes
PATTERNS = ("", "/", "x")


def shares(
    name: str, parts: Sequence[str], costs: Mapping[str, Sequence[float]], *, title: str, description: str, x: str
) -> Panel:
    """Draw, for every part, a bar for each cost: its share of the whole of that cost. The first part is on top."""
    traces = []
    for i, (label, values) in enumerate(costs.items()):
        whole = sum(values) or 1
        traces.append(
            go.Bar(
                y=list(range(len(parts))), x=[float(f"{value / whole:.4g}") for value in values], name=label,
                orientation="h", customdata=list(values),
                marker={"color": palette.CLASS_COLOURS[i], "pattern": {"shape": PATTERNS[i], "fillmode": "overlay"}},
                hovertemplate=f"{label}: %{{customdata:,.0f}} (%{{x:.1%}})<extra></extra>",
            )
        )  # fmt: skip
    upright = axis(tickvals=list(range(len(parts))), ticktext=list(parts), autorange="reversed", showgrid=False)
    layout = base(
        title,
        max(400, 90 + ROW * len(parts)),
        barmode="group",
        bargap=0.28,
        xaxis=axis(x, range=[0, 1.02], tickformat=".0%"),
        yaxis=upright | {"automargin": True},
        margin={"l": 10, "r": 14, "t": 10, "b": 38},
    )
    return Panel(name, go.Figure(traces, layout), (), (), description)
