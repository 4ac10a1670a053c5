"""Other runs in a run's own figure: their curves, the bands of their seeds, and where one left the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.panel import Binding, Panel, compact

LETTERS = (0.5, 0.96)  # where on the axis the letters of several curves stand, as shares of its length


@dataclass(frozen=True, slots=True)
class RunCurve:
    """One run as a curve.

    Attributes
    ----------
    name
        What the learner reads.
    mark
        The letter at the end of the curve, which tells it from others without colour.
    colour
        Of the curve.
    steps
        (frames,) where it was measured.
    metrics
        Metric -> (frames,) values; for a band, the median.
    bands
        Metric -> (lower, upper), each (frames,); empty for a single run.
    """

    name: str
    mark: str
    colour: str
    steps: Sequence[int]
    metrics: Mapping[str, Sequence[float]]
    bands: Mapping[str, tuple[Sequence[float], Sequence[float]]]


@dataclass(frozen=True, slots=True)
class Fork:
    """An epoch at which a run left another, and what is written there."""

    epoch: int
    text: str


def overlay(panel: Panel, lines: Sequence[RunCurve], forks: Sequence[Fork] = ()) -> Panel:
    """Return a panel of learning curves with the curves of other runs under its own.

    What a curve is and how it is drawn is taken from the panel: each trace that follows a metric's history is drawn for
    every line that has this metric, in the line's colour. A panel without such traces comes back as it is.
    """
    followed = _followed(panel)
    if not followed or not (lines or forks):
        return panel
    figure = go.Figure(panel.figure)
    end = (panel.figure.to_dict()["layout"].get("xaxis", {}).get("range") or [0, np.inf])[1]
    leading = [own for own, _metric in followed if _solid(own)] or [own for own, _metric in followed[:1]]
    drawn = []
    for i, line in enumerate(lines):  # letters stand at different places, so that curves which meet can be told apart
        letter = end * (LETTERS[0] + (LETTERS[1] - LETTERS[0]) * (i + 1) / len(lines))
        drawn += [trace for own, metric in followed for trace in _curve(line, own, metric, letter, own in leading)]
    figure.add_traces(drawn)
    for fork in forks:
        figure.add_shape(_fork_line(fork))
        figure.add_annotation(_fork_text(fork))
    return replace(panel, figure=figure)


def sole(panel: Panel, lines: Sequence[RunCurve], forks: Sequence[Fork] = ()) -> Panel:
    """Return a panel of learning curves that shows the given lines and no run of its own; its cursor stays.

    Its own curves stay empty and explain, in the legend, what is drawn solid and what dashed.
    """
    return replace(overlay(panel, lines, forks), bindings=(), probes=())


def rename(panel: Panel, code: str, title: str, probes: Mapping[str, str]) -> Panel:
    """Return a copy of a panel that reads other probes, to stand beside it under another name.

    Parameters
    ----------
    code
        Appended to the panel's name.
    title
        Its title.
    probes
        Probe -> the probe to read instead.
    """
    bindings = tuple(_rebound(binding, probes) for binding in panel.bindings)
    figure = go.Figure(panel.figure).update_layout(title={"text": title})
    names = tuple(probes.get(name, name) for name in panel.probes)
    return replace(panel, name=f"{panel.name}-{code}", figure=figure, bindings=bindings, probes=names)


def _rebound(binding: Binding, probes: Mapping[str, str]) -> Binding:
    return replace(binding, source=probes.get(binding.source, binding.source))


def _followed(panel: Panel) -> list[tuple[dict[str, Any], str]]:
    """The traces whose y follows a metric's history, each with its metric; not the edges of bands."""
    traces = panel.figure.to_dict()["data"]
    followed = [b for b in panel.bindings if b.history and b.attribute == "y" and b.index is None]
    return [(own, b.source) for b in followed if (own := traces[b.trace]).get("line", {}).get("width") != 0]


def _solid(own: Mapping[str, Any]) -> bool:
    return own.get("line", {}).get("dash", "solid") == "solid"


def _curve(line: RunCurve, own: Mapping[str, Any], metric: str, letter: float, leads: bool) -> list[go.Scatter]:
    """One metric of one line; if it leads, its letter stands at the last step that is not beyond `letter`."""
    if metric not in line.metrics or not line.steps:
        return []
    lettered = max((i for i, step in enumerate(line.steps) if step <= letter), default=len(line.steps) - 1)
    steps, values = list(line.steps), line.metrics[metric]
    place = {"yaxis": own.get("yaxis", "y"), "legendgroup": line.mark}
    first = bool(own.get("showlegend", True)) and leads
    drawn = [
        go.Scatter(
            x=steps,
            y=compact(values),
            mode="lines+text" if leads else "lines",
            text=[line.mark if i == lettered else "" for i in range(len(steps))] if leads else None,
            textposition="top center",
            textfont={"color": line.colour, "size": 12},
            cliponaxis=False,
            name=f"{line.mark} · {line.name}",
            showlegend=first,
            line={"color": line.colour, "dash": own.get("line", {}).get("dash", "solid"), "width": 1.8},
            hovertemplate=f"{line.mark}: %{{y:.4g}}<extra></extra>",
            **place,
        )
    ]
    if metric in line.bands:
        low, high = (np.asarray(side) for side in line.bands[metric])
        area = go.Scatter(
            x=[*steps, *reversed(steps)],
            y=compact([*high, *low[::-1]]),
            fill="toself",
            fillcolor=_faint(line.colour),
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            **place,
        )
        drawn.insert(0, area)
    return drawn


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"


def _fork_line(fork: Fork) -> dict[str, Any]:
    line = {"width": 1, "color": palette.QUIET, "dash": "dot"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": fork.epoch, "x1": fork.epoch, "y0": 0, "y1": 1,
            "line": line}  # fmt: skip


def _fork_text(fork: Fork) -> dict[str, Any]:
    return {"x": fork.epoch, "y": 1, "xref": "x", "yref": "paper", "xanchor": "left", "yanchor": "top",
            "text": fork.text, "showarrow": False, "font": {"size": 11}}  # fmt: skip
