"""The confusion matrix: which class is taken for which, counted on the test points."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import axis, base
from dlcore.figures.panel import Binding, Panel


def confusion(
    classes: Sequence[str],
    *,
    title: str,
    description: str,
    true: str,
    predicted: str,
    most: float | None = None,
    height: int = 260,
    clickable: bool = False,
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
    height
        Of the figure, in pixels.
    clickable
        Whether a click on a cell means something; its place counts columns and rows from 0.
    """
    places = {"tickvals": list(range(len(classes))), "ticktext": list(classes)}  # numbers, for clicks to find them
    table = go.Heatmap(
        x=places["tickvals"],
        y=places["tickvals"],
        z=[],
        zmin=0,
        zmax=most,
        colorscale=palette.counts(),
        showscale=False,
        xgap=2,
        ygap=2,
        texttemplate="%{z}",
        customdata=[[(a, b) for b in classes] for a in classes],
        hovertemplate=f"{true} %{{customdata[0]}}<br>{predicted} %{{customdata[1]}}<br>%{{z}}<extra></extra>",
    )
    layout = base(
        title,
        height,
        margin={"l": 84, "r": 8, "t": 8, "b": 40},
        xaxis=axis(predicted, showgrid=False, **places),
        yaxis=axis(true, showgrid=False, autorange="reversed", **places),
    )
    figure, followed = go.Figure([table], layout), (Binding(0, "z", "confusion"),)
    return Panel("confusion", figure, followed, ("confusion",), description, clickable=clickable)


def counted(
    counts: Sequence[Sequence[int]], classes: Sequence[str], *, title: str, description: str, true: str, predicted: str
) -> Panel:
    """Draw counts that follow no run: a row for each true class, a column for each predicted one."""
    most = float(max(map(sum, counts)))
    panel = confusion(classes, title=title, description=description, true=true, predicted=predicted, most=most)
    figure = go.Figure(panel.figure).update_traces(z=[list(row) for row in counts])
    return Panel("counted", figure, (), (), description)
