"""Reading figures: Plotly's annotations know few of the attributes that its objects have."""

from collections.abc import Sequence
from typing import Any

from dlcore import figures
from dlcore.figures import Panel
from dlcore.snapshot import Snapshot


def frame(panel: Panel, snapshots: Sequence[Snapshot], i: int) -> Any:
    return figures.frame(panel, snapshots, i)


def animate(panel: Panel, snapshots: Sequence[Snapshot]) -> Any:
    return figures.animate(panel, snapshots)


def figure(panel: Panel) -> Any:
    return panel.figure
