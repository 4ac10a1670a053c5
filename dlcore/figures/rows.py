"""Lines over a few fixed places, each of which follows a row of a probe."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.histories import hover, vertical
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel

APART = 0.04  # between lines with spreads, in places


def rows(
    name: str,
    source: str,
    places: Sequence[float],
    labels: Sequence[str],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    scale: str = "share",
    limits: tuple[float, float] | None = None,
    ticks: Sequence[str] | None = None,
    spread: tuple[str, str] | None = None,
    height: int = 300,
    large: bool = False,
) -> Panel:
    """Draw row i of the probe (labels, places) as the line called ``labels[i]``.

    Parameters
    ----------
    scale, limits
        As for ``histories``.
    ticks
        What is written under the places; left out, their numbers.
    spread
        Probes of the same shape: how far up and how far down each value spreads. The lines then stand a little apart.
    """
    traces, bindings = [], []
    for i, label in enumerate(labels):
        bindings.append(Binding(i, "y", source, index=i))
        apart = APART * (i - (len(labels) - 1) / 2) if spread else 0.0
        for side, probe in zip(("array", "arrayminus"), spread or (), strict=False):
            bindings.append(Binding(i, f"error_y.{side}", probe, index=i))
        line = {"color": palette.CLASS_COLOURS[i], "dash": palette.LINE_DASHES[i], "width": 1.8}
        marker = {"symbol": palette.CLASS_SYMBOLS[i], "size": 8, "color": palette.CLASS_COLOURS[i]}
        bars = {"type": "data", "array": [], "arrayminus": [], "thickness": 1.2, "width": 3} if spread else None
        traces.append(go.Scatter(x=[place + apart for place in places], y=[], mode="lines+markers", name=label,
                                 line=line, marker=marker, error_y=bars,
                                 hovertemplate=f"{label} {hover(scale)}<extra></extra>"))  # fmt: skip
    written = {"tickvals": list(places), "ticktext": list(ticks)} if ticks else {}
    upright = vertical(scale) | ({"range": list(limits)} if limits else {})
    layout = base(title, height, xaxis=axis(x, **written), yaxis=axis(y, **upright),
                  hovermode="closest" if spread else "x unified")  # fmt: skip
    probes = (source, *(spread or ()))
    return Panel(name, go.Figure(traces, layout), tuple(bindings), probes, description, large=large)
