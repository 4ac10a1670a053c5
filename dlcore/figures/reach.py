"""How the length of a gradient falls with the lag: one line a cell with a band over seeds, and how it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.histories import WIDE, edge, hover, vertical
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

LOWEST, HIGHEST = -16.0, 3.0  # powers of ten in view at first


@dataclass(frozen=True, slots=True, eq=False)
class Reaching:
    """One line: the name in the legend, the probe (low, median, high; lags), and the median before training (lags,)."""

    label: str
    probe: str
    before: np.ndarray


def reach(
    lines: Sequence[Reaching], *, title: str, description: str, x: str, y: str, before: str, large: bool = True
) -> Panel:
    """Draw common logarithms of lengths against the lag, which is 0 at the last step.

    `before` names the dotted lines of the untrained networks, which have one place in the legend.
    """
    thin = {"dash": "dot", "width": 1.4}
    traces, bindings = [], []
    lags = list(range(len(lines[0].before)))
    for i, line in enumerate(lines):
        colour = palette.CLASS_COLOURS[i]
        traces.append(
            go.Scatter(
                x=lags, y=compact(line.before), mode="lines", name=f"{line.label}, {before}", showlegend=False,
                line=thin | {"color": colour},
                hovertemplate=f"{line.label}, {before} {hover('powers')}<extra></extra>",
            )
        )  # fmt: skip
        for row, filled in ((0, False), (2, True)):
            bindings.append(Binding(len(traces), "y", line.probe, index=row))
            traces.append(edge(colour, filled).update(x=lags))
        bindings.append(Binding(len(traces), "y", line.probe, index=1))
        marker = {"symbol": palette.CLASS_SYMBOLS[i], "size": 6, "color": colour}
        traces.append(
            go.Scatter(
                x=lags, y=[], mode="lines+markers", name=line.label, marker=marker,
                line={"color": colour, "width": 2},
                hovertemplate=f"{line.label} {hover('powers')}<extra></extra>",
            )
        )  # fmt: skip
    key = go.Scatter(x=[None], y=[None], mode="lines", name=before, line=thin | {"color": palette.QUIET})
    traces.append(key.update(hoverinfo="skip"))
    low = max(min(float(line.before.min()) for line in lines) - 2, LOWEST)
    high = min(max(float(line.before.max()) for line in lines) + 2, HIGHEST)
    layout = base(
        title,
        420,
        xaxis=axis(x, range=[-0.5, len(lags) - 0.5], nticks=9),
        yaxis=axis(y, **vertical("powers") | {"range": [low, high]}),
    )
    layout["margin"] |= {"l": WIDE}
    probes = tuple(line.probe for line in lines)
    return Panel("reach", go.Figure(traces, layout), tuple(bindings), probes, description, large=large)


def reach_of_one(steps: int, *, title: str, description: str, x: str, y: str, lowest: float = LOWEST) -> Panel:
    """Draw the probe ``flow`` (steps,), common logarithms of one network's gradient lengths, against the step.

    `lowest` is the power of ten at which the y axis begins.
    """
    line = go.Scatter(
        x=list(range(1, steps + 1)), y=[], mode="lines+markers", line={"color": palette.ORANGE, "width": 1.8},
        marker={"size": 4}, hovertemplate=f"{x} %{{x}}: {hover('powers')}<extra></extra>",
    )  # fmt: skip
    layout = base(
        title,
        300,
        xaxis=axis(x, range=[0.5, steps + 0.5], nticks=8),
        yaxis=axis(y, **vertical("powers") | {"range": [lowest - 0.3, 1.3]}),
        showlegend=False,
    )
    layout["margin"] |= {"l": WIDE}
    return Panel("flow", go.Figure([line], layout), (Binding(0, "y", "flow"),), ("flow",), description)
