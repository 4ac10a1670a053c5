"""What classifiers answer to one image: probabilities, and the logits that they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Panel, compact

SHOWN = 0.005  # probabilities below it are not written out


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """One network's answer: its name, logits (classes,) and probabilities (classes,)."""

    name: str
    logits: np.ndarray
    chances: np.ndarray


def answers(
    given: Sequence[Answer], *, title: str, description: str, words: Mapping[str, str], height: int = 300
) -> Panel:
    """Draw a bar for each class: probabilities above, logits below; the second network's bars are hollow.

    One network's probabilities are written on its bars; for those of two, a phone is too narrow.

    `words`: ``class``, ``probability``, ``logit``.
    """
    classes = len(given[0].logits)
    traces: list[Any] = []
    for i, answer in enumerate(given):
        colour = palette.RUN_COLOURS[i]
        filled = i == 0
        marker = {"color": colour if filled else palette.BACKGROUND, "line": {"color": colour, "width": 1.6}}
        written = [f"{chance:.0%}" if chance >= SHOWN and len(given) == 1 else "" for chance in answer.chances]
        common = {"x": list(range(classes)), "name": answer.name, "marker": marker}
        traces.append(
            go.Bar(y=compact(answer.chances), text=written, textposition="outside", cliponaxis=False,
                   constraintext="none", textangle=0, textfont={"size": 11}, showlegend=len(given) > 1,
                   hovertemplate="%{x}: %{y:.4f}<extra></extra>", **common)
        )  # fmt: skip
        traces.append(
            go.Bar(y=compact(answer.logits), xaxis="x2", yaxis="y2", showlegend=False,
                   hovertemplate="%{x}: %{y:.3f}<extra></extra>", **common)
        )  # fmt: skip
    every = {"tickmode": "array", "tickvals": list(range(classes)), "range": [-0.6, classes - 0.4], "showgrid": False}
    layout = base(
        title,
        height,
        margin={"l": 48, "r": 8, "t": 22, "b": 36},
        barmode="group",
        bargap=0.25,
        xaxis=axis(anchor="y", **every),
        yaxis=axis(words["probability"], range=[0, 1.12], tickvals=[0, 0.5, 1], domain=[0.56, 1]),
        xaxis2=axis(words["class"], anchor="y2", **every),
        yaxis2=axis(words["logit"], domain=[0, 0.4], nticks=4),
    )
    return Panel("answers", go.Figure(traces, layout), (), (), description)
