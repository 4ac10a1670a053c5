"""Costs against a size that is doubled again and again, both on logarithmic axes, with the laws fitted to them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def growth(
    name: str,
    source: str,
    labels: Sequence[str],
    values: Sequence[int],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    law: str = "",
    limits: tuple[float, float] | None = None,
    large: bool = False,
) -> Panel:
    """Draw row i of the probe `source` (labels, values) as ``labels[i]``, and dashed row i of ``{source}_law``.

    Parameters
    ----------
    values
        The sizes.
    law
        What a law is called, for hovering; without it none is drawn.
    limits
        Between which numbers the y axis shows at first, so that it stays while a run goes on; left out, it follows.
    """
    traces: list[Any] = []
    bindings: list[Binding] = []
    for i, label in enumerate(labels):
        colour = palette.CLASS_COLOURS[i]
        if law:
            bindings.append(Binding(len(traces), "y", f"{source}_law", index=i))
            traces.append(
                go.Scatter(
                    x=list(values), y=[None] * len(values), mode="lines", showlegend=False,
                    line={"color": colour, "width": 1.5, "dash": "dash"},
                    hovertemplate=f"{label}, {law}: %{{y:.3~s}}<extra></extra>",
                )
            )  # fmt: skip
        bindings.append(Binding(len(traces), "y", source, index=i))
        marker = {"symbol": palette.CLASS_SYMBOLS[i], "size": 8, "color": colour}
        traces.append(
            go.Scatter(
                x=list(values), y=[None] * len(values), mode="markers" if law else "lines+markers", name=label,
                marker=marker, line={"color": colour, "width": 1.8},
                hovertemplate=f"{label}: %{{y:.4~s}}<extra></extra>",
            )
        )  # fmt: skip
    ends = [math.log10(values[0]) - 0.08, math.log10(values[-1]) + 0.08]
    upright = {"range": [math.log10(limit) for limit in limits]} if limits else {}
    layout = base(
        title,
        400,
        xaxis=axis(x, type="log", range=ends, tickvals=list(values), tickformat=",d"),
        yaxis=axis(y, type="log", exponentformat="SI", dtick=1, **upright),
        margin={"l": 64, "r": 14, "t": 10, "b": 38},
    )
    probes = (source, f"{source}_law") if law else (source,)
    return Panel(name, go.Figure(traces, layout), tuple(bindings), probes, description, large=large)
