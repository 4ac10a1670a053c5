"""Powers of ten over the years: models, the line through them, and one point of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel, compact, moments

SYMBOLS = ("circle", "diamond", "square")


def timeline(
    names: Sequence[str],
    years: Sequence[float],
    ahead: Sequence[float],
    kinds: Sequence[str],
    labels: Mapping[str, str],
    *,
    own: tuple[str, float],
    span: tuple[float, float],
    limits: tuple[float, float],
    written: Sequence[str],
    title: str,
    description: str,
    x: str,
    y: str,
    trend: str,
) -> Panel:
    """Draw each model at its year and its number's common logarithm, entry i of the probe ``shown``.

    Parameters
    ----------
    names, years, ahead, kinds
        Of the models; `ahead` is what each will be drawn at, in grey as long as it is not shown.
    labels
        Kind -> what it is called; each has a symbol.
    own
        A name, and the common logarithm of a number that has no year: a line across.
    span, limits
        What the axes show at first.
    written
        Names that are written beside their points; the others show under the pointer.
    trend
        What the line through the points, the probe ``trend``, is called.
    """
    symbols = dict(zip(labels, SYMBOLS, strict=True))
    colours = dict(zip(labels, palette.CLASS_COLOURS, strict=False))
    points: dict[str, Any] = {
        "size": 9, "symbol": [symbols[kind] for kind in kinds], "color": [colours[kind] for kind in kinds]
    }  # fmt: skip
    traces: list[Any] = [
        go.Scatter(x=moments(years), y=[None] * len(years), mode="lines", name=trend,
                   line={"color": palette.QUIET, "width": 1.8, "dash": "dash"}, hoverinfo="skip"),
        # What is still to come is there in grey, so that names never have to move.
        go.Scatter(x=moments(years), y=compact(ahead), mode="markers+text", showlegend=False, hoverinfo="skip",
                   text=[name if name in written else "" for name in names], textposition="top left",
                   textfont={"size": 11}, cliponaxis=False,
                   marker={"size": 5, "symbol": "circle-open", "color": palette.QUIET}),
        go.Scatter(x=moments(years), y=[None] * len(years), mode="markers", showlegend=False, marker=points,
                   customdata=list(names), cliponaxis=False,
                   hovertemplate="%{customdata}: 10<sup>%{y:.2f}</sup> FLOP<extra></extra>"),
        go.Scatter(x=list(span), y=compact([own[1]] * 2), mode="lines", name=own[0],
                   line={"color": palette.CLASS_COLOURS[3], "width": 1.8, "dash": "dot"},
                   hovertemplate=f"{own[0]}: 10<sup>%{{y:.2f}}</sup> FLOP<extra></extra>"),
    ]  # fmt: skip
    traces += [
        go.Scatter(x=[None], y=[None], mode="markers", name=label,
                   marker={"size": 9, "symbol": symbols[kind], "color": colours[kind]})
        for kind, label in labels.items() if kind in kinds
    ]  # fmt: skip
    layout = base(
        title,
        440,
        xaxis=axis(x, range=list(span), tickformat="d", nticks=8),
        yaxis=axis(y, range=list(limits), tickprefix="10<sup>", ticksuffix="</sup>", nticks=8, tickformat="d"),
        margin={"l": 66, "r": 14, "t": 10, "b": 38},
    )
    bindings = (Binding(0, "y", "trend"), Binding(2, "y", "shown"))
    return Panel("timeline", go.Figure(traces, layout), bindings, ("trend", "shown"), description)
