"""The confusion matrix: which class is taken for which, counted on the test points."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def confusion(
    classes: Sequence[str], *, title: str, description: str, true: str, predicted: str, most: float | None = None
) -> Panel:
    """Draw the counts as a table, true classes downwards, predicted ones across.

    Parameters
    ----------
    classes
        The classes' names.
    true, predicted
        The axes' titles.
    most
        The count that is drawn strongest, so that shades mean the same in every frame: the test points of the largest
        class. Left out, each frame has its own scale.
    """
    table = go.Heatmap(
        x=list(classes),
        y=list(classes),
        z=[],
        zmin=0,
        zmax=most,
        colorscale=palette.counts(),
        showscale=False,
        xgap=2,
        ygap=2,
        texttemplate="%{z}",
        hovertemplate=f"{true} %{{y}}<br>{predicted} %{{x}}<br>%{{z}}<extra></extra>",
    )
    layout = base(
        title,
        260,
        margin={"l": 84, "r": 8, "t": 8, "b": 40},
        xaxis=axis(predicted, type="category", showgrid=False),
        yaxis=axis(true, type="category", showgrid=False, autorange="reversed"),
    )
    return Panel("confusion", go.Figure([table], layout), (Binding(0, "z", "confusion"),), ("confusion",), description)


def counted(
    counts: Sequence[Sequence[int]], classes: Sequence[str], *, title: str, description: str, true: str, predicted: str
) -> Panel:
    """Draw counts that follow no run: a row for each true class, a column for each predicted one."""
    most = float(max(map(sum, counts)))
    panel = confusion(classes, title=title, description=description, true=true, predicted=predicted, most=most)
    figure = go.Figure(panel.figure).update_traces(z=[list(row) for row in counts])
    return Panel("counted", figure, (), (), description)
