"""Weights on their way beside the ones that they ought to arrive at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact

CROWDED = 16  # rows from which on their names are written smaller


def solutions(
    names: Sequence[str],
    best: np.ndarray,
    *,
    title: str,
    description: str,
    words: Mapping[str, str],
    groups: Sequence[str] = (),
) -> Panel:
    """Draw a row for each parameter: where descent has it, and where Newton's method puts it.

    Parameters
    ----------
    names
        The parameters' names, in the order of the probe ``weights``; with `groups`, those of one group.
    best
        (parameters,) the solution; empty where there is none.
    words
        ``weight``, ``descent``, ``best``.
    groups
        The classes' names, where each has parameters of its own.
    """
    rows = list(reversed(names))
    traces, bindings = [], []
    if len(best):
        line = {"color": palette.QUIET, "width": 2}
        ring = {"symbol": "circle-open", "size": 14, "color": palette.QUIET, "line": line}
        traces.append(go.Scatter(x=compact(best), y=list(names), mode="markers", name=words["best"], marker=ring,
                                 hovertemplate="%{y} %{x:.4g}<extra></extra>"))  # fmt: skip
    for index, group in enumerate(groups or ("",)):
        colour = palette.CLASS_COLOURS[index] if groups else palette.INK
        marker = {"symbol": palette.CLASS_SYMBOLS[index] if groups else "circle", "size": 8, "color": colour}
        bindings.append(Binding(len(traces), "x", f"weights_{index}"))
        traces.append(go.Scatter(x=[], y=list(names), mode="markers", name=group or words["descent"], marker=marker,
                                 hovertemplate="%{y} %{x:.4g}<extra></extra>"))  # fmt: skip
    wide = min(8 * max(map(len, names)) + 12, 190)
    layout = base(
        title,
        max(220, 80 + 22 * len(rows)),
        margin={"l": wide, "r": 14, "t": 10, "b": 38},
        xaxis=axis(words["weight"], zeroline=True),
        yaxis=axis(
            categoryorder="array", categoryarray=rows, dtick=1, tickfont={"size": 10 if len(rows) <= CROWDED else 9}
        ),
    )
    probes = tuple(binding.source for binding in bindings)
    return Panel("weights", go.Figure(traces, layout), tuple(bindings), probes, description, large=True)
