"""An editor for points on a plane: place, move and remove them with mouse, touch or keys."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.components import v2

from dlcore.datasets.dataset import LARGEST
from dlcore.figures.palette import CLASS_COLOURS, CLASS_SYMBOLS
from ui.components.assets import address
from ui.language import _

MOST = 1000  # points that the editor holds, as in points.js

_LOADER = f"""const url = new URL("{address("points/points.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "points", html='<div class="points"></div>', css=".points{min-height:20rem}", js=_LOADER, isolate_styles=False
)

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the editor starts from.

    Attributes
    ----------
    number
        Another number begins another sheet: the browser then takes these points instead of its own.
    points
        (x, y, class index or value) of each point.
    window
        Lowest and highest coordinate of each axis.
    classes
        The classes' names; empty if points have values.
    values
        The values that can be given, where there are no classes.
    axes
        The axes' names.
    """

    number: int
    points: tuple[Point, ...]
    window: tuple[tuple[float, float], tuple[float, float]]
    classes: tuple[str, ...]
    values: tuple[float, float] = (-1.0, 1.0)
    axes: tuple[str, str] = ("x₁", "x₂")


def points(sheet: Sheet, names: Sequence[str], *, key: str, on_change: Callable[[tuple[Point, ...]], None]) -> None:
    """Show the editor.

    Parameters
    ----------
    sheet
        What it starts from.
    names
        What the learner reads for the sheet's classes.
    key
        The widget's key.
    on_change
        Called as a callback with all points whenever they have changed.
    """
    data = {
        "draft": sheet.number,
        "points": sheet.points,
        "window": sheet.window,
        "classes": list(names),
        "values": sheet.values,
        "axes": sheet.axes,
        "colours": CLASS_COLOURS[: max(len(sheet.classes), 2)],
        "symbols": CLASS_SYMBOLS[: max(len(sheet.classes), 2)],
        "words": _words(bool(sheet.classes)),
    }

    def changed() -> None:
        found = read((st.session_state.get(key) or {}).get("points"), sheet)
        if found is not None:
            on_change(found)

    _component(data=json.dumps(data, ensure_ascii=False), key=key, on_points_change=changed)


def read(sent: Any, sheet: Sheet) -> tuple[Point, ...] | None:
    """Read what the browser sent; it comes from outside, so anything else than points of this sheet is None."""
    match sent:
        case {"draft": int(draft), "points": list(rows)} if draft == sheet.number and len(rows) <= MOST:
            found = tuple(point for row in rows if (point := _point(row, len(sheet.classes))) is not None)
            return found if len(found) == len(rows) else None
    return None


def _point(row: Any, classes: int) -> Point | None:
    if not isinstance(row, list) or len(row) != 3 or not all(isinstance(each, (int, float)) for each in row):
        return None
    x, y, target = (float(each) for each in row)
    if not all(math.isfinite(each) and abs(each) <= LARGEST for each in (x, y, target)):
        return None
    return (x, y, target) if not classes or target in range(classes) else None


def _words(classes: bool) -> dict[str, str]:
    return {
        "plane": _(
            "Plane with points. Arrow keys move the cursor, Enter places a point, digits choose the class, "
            "M picks a point up and puts it down, Delete removes it."
        ),
        "target": _("Class") if classes else _("Value"),
        "remove": _("Remove"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "clear": _("Clear"),
        "placed": _("{n} points; the last one was placed."),
        "moved": _("{n} points; one was moved."),
        "removed": _("{n} points; one was removed."),
        "cleared": _("All points are gone; Undo brings them back."),
        "full": _("{n} points are as many as the plane holds."),
    }


def sheet_of(number: int, table: Sequence[Sequence[float]], **rest: Any) -> Sheet:
    """Make a sheet of rows (x, y, target), rounded to what a link can afford: about a thousandth of a unit plane's.

    Each column keeps the decimals that its own spread needs, so that small measurements survive.
    """
    rows = [tuple(map(float, row)) for row in table[:MOST]]
    decimals = [_decimals(column) for column in zip(*rows, strict=True)]
    rounded = (tuple(round(value, digits) for value, digits in zip(row, decimals, strict=True)) for row in rows)
    return Sheet(number, tuple((x, y, target) for x, y, target in rounded), **rest)


def _decimals(column: Sequence[float]) -> int:
    spread = max(column) - min(column)
    return min(3 - math.floor(math.log10(spread / 6)), 12) if spread else 12
