"""Points on a plane that follow the frames, beside points that stay, over a field of line pieces."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

MARGIN = 1.05


def clouds(
    name: str,
    source: str,
    label: str,
    *,
    title: str,
    description: str,
    axes: tuple[str, str],
    reach: float,
    still: tuple[np.ndarray, str] | None = None,
    field: tuple[str, np.ndarray] | None = None,
    height: int = 420,
) -> Panel:
    """Draw moving points filled and still ones hollow, with as long a unit across as up.

    Parameters
    ----------
    source, label
        The probe (2, n), and what its points are called.
    axes
        The axes' titles.
    reach
        How far the plane reaches from its middle.
    still
        (n, 2) points and what they are called.
    field
        The probe (2, 3 n) of line pieces with gaps between them, and where they begin (2, n), marked with a dot.
    """
    traces, bindings = [], []
    if field is not None:
        probe, places = field
        bindings += [Binding(len(traces), each, probe, index=i) for i, each in enumerate("xy")]
        traces.append(go.Scatter(x=[], y=[], mode="lines", line={"width": 1.2, "color": palette.QUIET},
                                 showlegend=False, hoverinfo="skip"))  # fmt: skip
        traces.append(go.Scatter(x=compact(places[0]), y=compact(places[1]), mode="markers", showlegend=False,
                                 marker={"size": 3, "color": palette.QUIET}, hoverinfo="skip"))  # fmt: skip
    if still is not None:
        points, word = still
        ring = {"size": 6, "symbol": "circle-open", "color": palette.ORANGE, "line": {"width": 1}}
        traces.append(go.Scatter(x=compact(points[:, 0]), y=compact(points[:, 1]), mode="markers", name=word,
                                 marker=ring, opacity=0.75, hoverinfo="skip"))  # fmt: skip
    bindings += [Binding(len(traces), each, source, index=i) for i, each in enumerate("xy")]
    traces.append(go.Scatter(x=[], y=[], mode="markers", name=label, marker={"size": 5, "color": palette.BLUE},
                             hovertemplate="%{x:.2f}, %{y:.2f}<extra></extra>"))  # fmt: skip
    ends = [-reach * MARGIN, reach * MARGIN]
    layout = base(
        title,
        height,
        xaxis=axis(axes[0], range=ends, nticks=7, constrain="domain"),
        yaxis=axis(axes[1], range=ends, nticks=7, scaleanchor="x", constrain="domain"),
    )
    probes = tuple(dict.fromkeys(binding.source for binding in bindings))
    return Panel(name, go.Figure(traces, layout), tuple(bindings), probes, description)
