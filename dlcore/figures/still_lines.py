"""A few lines and points on a pair of axes, for figures that change on the learner's own input only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Panel, compact


@dataclass(frozen=True, slots=True, eq=False)
class StillLine:
    """One line, or, with `marks`, points with a line between them.

    Attributes
    ----------
    name
        In the legend; empty for a line that needs none.
    x, y
        (n,) each.
    colour, dash
        Of the line.
    marks
        The symbol of its points; empty for a bare line.
    size
        Of the symbols.
    stepped
        Whether the line goes in steps, as a curve of counts does.
    """

    name: str
    x: np.ndarray | Sequence[float]
    y: np.ndarray | Sequence[float]
    colour: str = palette.INK
    dash: str = "solid"
    marks: str = ""
    size: float = 9
    stepped: bool = False


def still_lines(
    name: str,
    lines: Sequence[StillLine],
    *,
    title: str,
    description: str,
    x: str,
    y: str,
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    height: int = 300,
) -> Panel:
    """Draw lines; `x` and `y` title the axes, which have the ranges given, or else their data's."""
    traces = [_trace(line) for line in lines]
    ranges = {"xaxis": x_range, "yaxis": y_range}
    axes = {which: {"range": list(found)} if found else {} for which, found in ranges.items()}
    layout = base(title, height, xaxis=axis(x, **axes["xaxis"]), yaxis=axis(y, **axes["yaxis"]))
    return Panel(name, go.Figure(traces, layout), (), (), description)


def _trace(line: StillLine) -> Any:
    style = {"color": line.colour, "dash": line.dash, "width": 1.8, "shape": "hv" if line.stepped else "linear"}
    marker = {"symbol": line.marks or "circle", "size": line.size, "color": line.colour}
    mode = "lines" if not line.marks else "markers" if len(line.x) == 1 else "lines+markers"
    return go.Scatter(
        x=compact(line.x),
        y=compact(line.y),
        mode=mode,
        name=line.name,
        showlegend=bool(line.name),
        line=style,
        marker=marker,
        hovertemplate=f"{line.name} %{{x:.3g}}, %{{y:.3g}}<extra></extra>",
    )
