"""Who moves in a figure: a name, with the colour and the dash that it keeps in every panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.panel import Binding

DASHES = (*palette.LINE_DASHES, "solid")


@dataclass(frozen=True, slots=True)
class Runner:
    """One line of a figure."""

    name: str
    colour: str
    dash: str
    symbol: str


def runners(names: Sequence[str]) -> list[Runner]:
    """Give each name its colour, dash and symbol, by its place; raise ``ValueError`` if there are too many."""
    looks = zip(palette.RACER_COLOURS, DASHES, palette.RACER_SYMBOLS, strict=True)
    if len(names) > len(DASHES):
        raise ValueError(f"{len(names)} runners; wanted: at most {len(DASHES)}")
    return [Runner(name, *look) for name, look in zip(names, looks, strict=False)]


def line(runner: Runner, hover: str, **changes: Any) -> go.Scatter:
    """Draw a runner's line, still empty."""
    style = {"color": runner.colour, "dash": runner.dash, "width": 1.8}
    settings = {"x": [], "y": [], "mode": "lines", "name": runner.name, "line": style, "hovertemplate": hover}
    return go.Scatter(settings | changes)


def follow(trace: int, source: str, index: int | None, across: str = "step") -> list[Binding]:
    """Let a line grow with the frames: `source` over `across`, both of that row where they have several."""
    return [
        Binding(trace, "x", across, index=None if across == "step" else index, history=True),
        Binding(trace, "y", source, index=index, history=True),
    ]
