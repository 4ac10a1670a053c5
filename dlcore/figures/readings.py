"""Readings of the clock, one after another, with the median and the middle half of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.histories import edge
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def readings(
    name: str,
    series: Sequence[tuple[str, str, int]],
    count: int,
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    median: str,
) -> Panel:
    """Draw each series (label, probe, row): `count` readings as dots.

    The probes ``{probe}_low``, ``…_middle`` and ``…_high`` (rows, 2) hold the quartiles, each at both ends of its line.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    across = list(range(1, count + 1))
    for i, (label, probe, row) in enumerate(series):
        colour = palette.CLASS_COLOURS[i]
        marker = {"symbol": f"{palette.CLASS_SYMBOLS[i]}-open", "size": 8, "color": colour, "line": {"width": 1.6}}
        bindings.append(Binding(len(traces), "y", probe, index=row))
        traces.append(
            go.Scatter(x=across, y=[None] * count, mode="markers", name=label, marker=marker,
                       hovertemplate=f"{label}: %{{y:.3g}} ms<extra></extra>")
        )  # fmt: skip
        bindings.append(Binding(len(traces), "y", f"{probe}_middle", index=row))
        traces.append(
            go.Scatter(x=[0.5, count + 0.5], y=[None, None], mode="lines", showlegend=False,
                       line={"color": colour, "width": 1.8, "dash": palette.LINE_DASHES[i]},
                       hovertemplate=f"{label}, {median}: %{{y:.3g}} ms<extra></extra>")
        )  # fmt: skip
        for side in (0, 1):
            bindings.append(Binding(len(traces), "y", f"{probe}_{('low', 'high')[side]}", index=row))
            traces.append(edge(colour, bool(side)).update(x=[0.5, count + 0.5], y=[None, None]))
    layout = base(
        title,
        400,
        xaxis=axis(x, range=[0.5, count + 0.5], nticks=8),
        yaxis=axis(y, rangemode="tozero", nticks=6),
        margin={"l": 56, "r": 14, "t": 10, "b": 38},
    )
    needed = [f"{probe}{part}" for _label, probe, _row in series for part in ("", "_middle", "_low", "_high")]
    return Panel(
        name, go.Figure(traces, layout), tuple(bindings), tuple(dict.fromkeys(needed)), description, large=True
    )
