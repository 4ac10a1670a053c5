"""A panel: a figure, and what in it follows the frames of a run.

The browser's player and a notebook's slider show the same panel; both only carry out its bindings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go

from dlcore.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Binding:
    """One attribute of one trace that follows the frames.

    Attributes
    ----------
    trace
        Which of the figure's traces.
    attribute
        Which attribute of it, with dots: ``"y"``, ``"marker.color"``.
    source
        A probe, a metric, or ``"step"`` for the epoch.
    index
        Take this row of the source instead of the whole.
    history
        Give the values of all frames so far, instead of this frame's.
    how
        ``"set"`` gives the value itself; ``"mask"`` keeps the figure's own values where the source is not 0 and blanks
        the others; ``"scale"`` gives the figure's own values times the source; ``"trail"``, for the x and the y of a
        line with `history`, lets a player draw it quickly, with a dot at its end; ``"characters"`` reads the source as
        code points, 0 for none, and gives the one text that they spell (see :func:`typeset`).
    words
        Write class index + confidence as words: the names of the classes. See :func:`spell`.
    """

    trace: int
    attribute: str
    source: str
    index: int | None = None
    history: bool = False
    how: Literal["set", "mask", "scale", "trail", "characters"] = "set"
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A figure whose motion is described by data.

    Attributes
    ----------
    name
        A code, such as ``"surface"``.
    figure
        The figure, without any frame's values.
    bindings
        What follows the frames.
    probes
        The arrays that it needs in every frame.
    description
        The text alternative, with metrics and ``{step}`` in braces: ``"… {train_loss} …"``.
    cursor
        Whether a line marks the current epoch on the x axis: the figure's first shape. A click there goes to the epoch.
    large
        Whether it stands beside the main panel, where there are several, and not below it.
    clickable
        Whether a click on its plane means something.
    """

    name: str
    figure: go.Figure
    bindings: tuple[Binding, ...]
    probes: tuple[str, ...]
    description: str
    cursor: bool = False
    large: bool = False
    clickable: bool = False


def frame(panel: Panel, snapshots: Sequence[Snapshot], i: int) -> go.Frame:
    """Return what of the panel's figure is different at ``snapshots[i]``."""
    step = snapshots[i].step
    changes = _changes(panel, snapshots, i)
    layout = (
        {"shapes": [_moved(shape, step) for shape in _parts(panel.figure.layout, "shapes")]} if panel.cursor else None
    )
    return go.Frame(name=str(step), data=list(changes.values()), traces=list(changes), layout=layout)


def animate(panel: Panel, snapshots: Sequence[Snapshot]) -> go.Figure:
    """Return the panel's figure with a slider over all snapshots, for a notebook."""
    frames = [frame(panel, snapshots, i) for i in range(len(snapshots))]
    figure = go.Figure(panel.figure)
    for trace, change in _changes(panel, snapshots, 0).items():
        _parts(figure, "data")[trace].update(change)
    figure.frames = frames
    at_once = {"mode": "immediate", "transition": {"duration": 0}, "frame": {"duration": 0, "redraw": True}}
    names = [str(snapshot.step) for snapshot in snapshots]
    steps = [{"method": "animate", "label": name, "args": [[name], at_once]} for name in names]
    height = panel.figure.to_dict()["layout"].get("height", 360)
    return figure.update_layout(sliders=[{"steps": steps, "pad": {"t": 24}}], height=height + 80)


def compact(values: Iterable[float] | np.ndarray) -> list[float]:
    """Return the numbers with four significant digits: as fine as a screen, and short in a figure's JSON."""
    return [float(f"{value:.4g}") for value in np.asarray(values, dtype=np.float64)]


def moments(times: Iterable[float] | np.ndarray) -> list[float]:
    """Return years, or steps, with three decimals; :func:`compact` would put all months of a year in one place."""
    return [round(float(time), 3) for time in times]


def cursor_line() -> dict[str, Any]:
    """Return the shape that a panel with a cursor starts with."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "line": {"width": 1, "color": "#7f7f7f"},
    }


def spell(values: np.ndarray, names: Sequence[str]) -> list[Any]:
    """Write class index + confidence as ``"name 87%"``, in the shape of `values`.

    The confidence runs from 0, where all classes are equally likely, to 1, where one is certain.
    """
    if values.ndim > 1:
        return [spell(row, names) for row in values]
    winners = np.clip(values.astype(int), 0, len(names) - 1)
    shares = 1 / len(names) + np.clip(values - winners, 0, 1) * (1 - 1 / len(names))
    return [f"{names[winner]} {share:.0%}" for winner, share in zip(winners, shares, strict=True)]


def typeset(points: Iterable[float]) -> str:
    """Spell code points for Plotly, which takes some marks for HTML: none of a stranger's text is."""
    text = "".join(chr(int(point)) for point in points if point)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _changes(panel: Panel, snapshots: Sequence[Snapshot], i: int) -> dict[int, dict[str, Any]]:
    """Map each trace that follows the frames to the attributes that it has at ``snapshots[i]``."""
    changes: dict[int, dict[str, Any]] = {}
    for binding in panel.bindings:
        target = changes.setdefault(binding.trace, {"type": _parts(panel.figure, "data")[binding.trace].type})
        *path, leaf = binding.attribute.split(".")
        for name in path:
            target = target.setdefault(name, {})
        target[leaf] = _value(panel, binding, snapshots, i)
    return changes


def _parts(holder: Any, name: str) -> Sequence[Any]:
    """Read one of Plotly's tuples, which its annotations do not know as such."""
    return holder[name]


def _value(panel: Panel, binding: Binding, snapshots: Sequence[Snapshot], i: int) -> Any:
    if binding.history:
        return [_read(binding, snapshot) for snapshot in snapshots[: i + 1]]
    value = np.asarray(_read(binding, snapshots[i]))
    if binding.words:
        return spell(value, binding.words)
    if binding.how == "characters":
        return [typeset(value)]
    if binding.how == "set":
        return value
    own = _own(_parts(panel.figure, "data")[binding.trace], binding.attribute)
    return own * value if binding.how == "scale" else [x if keep else None for x, keep in zip(own, value, strict=True)]


def _read(binding: Binding, snapshot: Snapshot) -> Any:
    if binding.source == "step":
        return snapshot.step
    if binding.source in snapshot.metrics:
        return snapshot.metrics[binding.source]
    array = snapshot.probes[binding.source]
    return array if binding.index is None else array[binding.index]


def _own(trace: Any, attribute: str) -> np.ndarray:
    for name in attribute.split("."):
        trace = trace[name]
    return np.asarray(trace)


def _moved(shape: Any, step: int) -> dict[str, Any]:
    return shape.to_plotly_json() | {"x0": step, "x1": step}
