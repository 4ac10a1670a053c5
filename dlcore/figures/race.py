"""A race in curves: losses against steps and against time, learning rates, and the curvature under each racer."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base, powers
from dlcore.figures.panel import Binding, Panel, cursor_line
from dlcore.figures.runners import follow, line, runners


def losses(
    names: Sequence[str],
    *,
    title: str,
    description: str,
    step: str,
    loss: str,
    steps: int,
    decades: tuple[float, float],
) -> Panel:
    """Draw each racer's loss (probe "loss") against the step, between two powers of ten."""
    traces, bindings = _lines(names, "loss")
    layout = base(
        title,
        420,
        xaxis=axis(step, range=[0, steps]),
        yaxis=powers(loss, *decades),
        shapes=[cursor_line()],
        hovermode="x unified",
    )
    return Panel("losses", go.Figure(traces, layout), tuple(bindings), ("loss",), description, cursor=True, large=True)


def times(
    names: Sequence[str], *, title: str, description: str, time: str, loss: str, decades: tuple[float, float]
) -> Panel:
    """Draw each racer's loss against the computing time that it has taken (probe "milliseconds")."""
    traces, bindings = _lines(names, "loss", across="milliseconds")
    colours = [runner.colour for runner in runners(names)]
    traces.append(go.Scatter(x=[], y=[], mode="markers", showlegend=False, marker={"color": colours, "size": 8}))
    bindings += [Binding(len(names), "x", "milliseconds"), Binding(len(names), "y", "loss")]
    layout = base(
        title,
        300,
        xaxis=axis(time, rangemode="tozero"),
        yaxis=powers(loss, *decades),
    )
    return Panel("times", go.Figure(traces, layout), tuple(bindings), ("loss", "milliseconds"), description)


def learning_rates(names: Sequence[str], *, title: str, description: str, step: str, rate: str, steps: int) -> Panel:
    """Draw each racer's learning rate (probe "rate") against the step."""
    traces, bindings = _lines(names, "rate")
    layout = base(
        title,
        300,
        xaxis=axis(step, range=[0, steps]),
        yaxis=axis(rate, type="log", tickformat="~g", nticks=6),
        shapes=[cursor_line()],
        hovermode="x unified",
    )
    return Panel("rates", go.Figure(traces, layout), tuple(bindings), ("rate",), description, cursor=True)


def curvatures(
    names: Sequence[str], *, title: str, description: str, step: str, sharpness: str, bearable: str, steps: int
) -> Panel:
    """Draw the sharpest curvature under each racer (probe "sharpness"), and thin what its rate bears ("bearable")."""
    traces, bindings = _lines(names, "sharpness")
    for index, runner in enumerate(runners(names)):
        bindings += follow(len(traces), "bearable", index)
        thin = {"color": runner.colour, "dash": "dot", "width": 1}
        hover = f"{runner.name}, {bearable} %{{y:.4g}}<extra></extra>"
        traces.append(line(runner, hover, line=thin, name=bearable, showlegend=index == 0))
    layout = base(
        title,
        300,
        xaxis=axis(step, range=[0, steps]),
        yaxis=axis(sharpness, type="log", tickformat="~g", nticks=6),
        shapes=[cursor_line()],
        hovermode="x unified",
    )
    probes = ("sharpness", "bearable")
    return Panel("curvatures", go.Figure(traces, layout), tuple(bindings), probes, description, cursor=True)


def _lines(names: Sequence[str], source: str, across: str = "step") -> tuple[list[go.Scatter], list[Binding]]:
    traces, bindings = [], []
    for index, runner in enumerate(runners(names)):
        bindings += follow(index, source, index, across)
        traces.append(line(runner, f"{runner.name} %{{y:.4g}}<extra></extra>"))
    return traces, bindings


def sharpness_of_run(
    *, title: str, description: str, epoch: str, sharpness: str, bearable: str | None, edge: float, epochs: int
) -> Panel:
    """Draw the sharpness of one training (metric "sharpness") against the epoch, with what its rate bears.

    `bearable` names that level, `edge`; None where there is none.
    """
    measured = {"color": palette.INK, "width": 1.8}
    traces = [
        go.Scatter(
            x=[],
            y=[],
            mode="lines",
            name=sharpness,
            line=measured,
            hovertemplate=f"{sharpness} %{{y:.4g}}<extra></extra>",
        )
    ]
    if bearable is not None:
        level = {"color": palette.ORANGE, "dash": "dash", "width": 1.4}
        hover = f"{bearable} %{{y:.4g}}<extra></extra>"
        traces.append(
            go.Scatter(x=[0, epochs], y=[edge] * 2, mode="lines", name=bearable, line=level, hovertemplate=hover)
        )
    layout = base(
        title,
        300,
        xaxis=axis(epoch, range=[0, epochs]),
        yaxis=axis(sharpness, type="log", tickformat="~g", dtick="D2"),
        shapes=[cursor_line()],
    )
    return Panel(
        "sharpness", go.Figure(traces, layout), tuple(follow(0, "sharpness", None)), (), description, cursor=True
    )


def spectrum(
    count: int, *, title: str, description: str, rank: str, eigenvalue: str, bearable: str | None, edge: float
) -> Panel:
    """Draw the largest eigenvalues of the Hessian (probe "spectrum"), and the level that the learning rate bears."""
    marker = {"size": 6, "color": palette.BLUE}
    hover = "λ%{x} = %{y:.4g}<extra></extra>"
    traces = [
        go.Scatter(
            x=list(range(1, count + 1)), y=[], mode="markers", marker=marker, showlegend=False, hovertemplate=hover
        )
    ]
    if bearable is not None:
        level = {"color": palette.ORANGE, "dash": "dash", "width": 1.4}
        traces.append(
            go.Scatter(x=[0.5, count + 0.5], y=[edge] * 2, mode="lines", name=bearable, line=level, hoverinfo="skip")
        )
    layout = base(title, 300, xaxis=axis(rank, range=[0, count + 1], nticks=8), yaxis=axis(eigenvalue, nticks=6))
    return Panel("spectrum", go.Figure(traces, layout), (Binding(0, "y", "spectrum"),), ("spectrum",), description)


def arrows(*, title: str, description: str, along: str, across: str, full: str, batches: str) -> Panel:
    """Draw mini-batch gradients (probes "arrows_x", "arrows_y") about the full one, which has length 1."""
    noisy = {"color": palette.BLUE, "width": 0.8}
    exact = {"color": palette.ORANGE, "width": 2.4}
    traces = [
        go.Scatter(
            x=[], y=[], mode="lines+markers", name=batches, line=noisy, hoverinfo="skip",
            marker={"size": 3, "color": palette.BLUE}, connectgaps=False,
        ),
        go.Scatter(
            x=[0, 1], y=[0, 0], mode="lines+markers", name=full, line=exact, hoverinfo="skip",
            marker={"size": [0, 9], "symbol": "triangle-right", "color": palette.ORANGE},
        ),
    ]  # fmt: skip
    room = go.Scatter(x=[-0.1, 0], y=[-1, 1], mode="markers", showlegend=False, hoverinfo="skip", marker={"opacity": 0})
    traces.append(room)  # so that rounding errors do not fill the picture where there is no noise
    bindings = (Binding(0, "x", "arrows_x"), Binding(0, "y", "arrows_y"))
    layout = base(title, 300, xaxis=axis(along, nticks=6), yaxis=axis(across, nticks=6))
    return Panel("arrows", go.Figure(traces, layout), bindings, ("arrows_x", "arrows_y"), description)


def rate_sweep(
    rates: Sequence[float],
    *,
    title: str,
    description: str,
    rate: str,
    loss: str,
    reached: str,
    lost: str,
    start: tuple[str, float],
    edge: tuple[str, float] | None,
) -> Panel:
    """Draw the loss reached with each learning rate (probe "losses"), and at the top those that diverged ("lost").

    `start` names the loss before the first step, `edge` the learning rate from which steps are expected to grow.
    """
    bottom, top = start[1] * 1e-4, start[1] * 40
    across = [min(rates), max(rates)]
    quiet = {"color": palette.QUIET, "dash": "dot", "width": 1.2}
    cross = {"color": palette.ORANGE, "width": 1.6}
    traces = [
        go.Scatter(
            x=list(rates), y=[], mode="lines+markers", name=reached, line={"color": palette.BLUE, "width": 1.6},
            marker={"size": 5, "color": palette.BLUE}, hovertemplate="η = %{x:.4g}<br>%{y:.4g}<extra></extra>",
        ),
        go.Scatter(
            x=list(rates), y=[], mode="markers", name=lost, hovertemplate=f"η = %{{x:.4g}}<br>{lost}<extra></extra>",
            marker={"size": 7, "symbol": "diamond", "color": palette.BACKGROUND, "line": cross},
        ),
        go.Scatter(x=across, y=[start[1]] * 2, mode="lines", name=start[0], line=quiet, hoverinfo="skip"),
    ]  # fmt: skip
    if edge is not None:
        dashed = {"color": palette.INK, "dash": "dash", "width": 1.4}
        traces.append(
            go.Scatter(x=[edge[1]] * 2, y=[bottom, top], mode="lines", name=edge[0], line=dashed, hoverinfo="skip")
        )
    layout = base(
        title,
        420,
        xaxis=powers(rate, math.log10(min(rates)) - 0.05, math.log10(max(rates)) + 0.05),
        yaxis=powers(loss, math.log10(bottom), math.log10(top)),
    )
    bindings = (Binding(0, "y", "losses"), Binding(1, "y", "lost"))
    return Panel("sweep", go.Figure(traces, layout), bindings, ("losses", "lost"), description)
