"""Small pictures side by side, as many as fit: painted by the browser, many times faster than figures with axes."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import streamlit as st
from streamlit.components import v2

from dlcore.figures.palette import BLUE, ORANGE
from ui.components.assets import address

_LOADER = f"""const url = new URL("{address("pictures/pictures.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "pictures", html='<div class="pictures"></div>', css=".pictures{min-height:8rem}", js=_LOADER, isolate_styles=False
)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture with its words.

    Attributes
    ----------
    values
        (rows, columns); NaN is left blank.
    description
        What it shows, for those who do not see it.
    title, caption
        Above and below it.
    colours
        ``"ink"``: the page's background at 0, its text's colour at 1. ``"signed"``: blue – background – orange about
        0, up to the picture's own largest size. ``"photo"``: black at 0, white at 1, whatever the page's colours.
    outline
        A grey picture (any size) from 0 to 1 whose shape is drawn over it as a line.
    box
        First and last row, first and last column that are framed.
    """

    values: np.ndarray
    description: str
    title: str = ""
    caption: str = ""
    colours: str = "ink"
    outline: np.ndarray | None = None
    box: tuple[int, int, int, int] | None = None


def pictures(
    columns: Sequence[Sequence[Picture]],
    *,
    key: str,
    value: str,
    width: int,
    chosen: int | None = None,
    on_click: Callable[[int], None] | None = None,
) -> None:
    """Show columns of pictures, from left to right as long as there is room.

    Parameters
    ----------
    columns
        In each the pictures stand one below another.
    key
        The widget's key.
    value
        What a pixel is, for the pointer that rests on one.
    width
        Of a column, in pixels of the screen; two narrow ones share a phone, and four very narrow ones.
    chosen
        The column that is framed.
    on_click
        Called as a callback with the number of the column that was clicked.
    """
    data = {
        "columns": [[_painted(each) for each in column] for column in columns],
        "value": value,
        "width": width,
        "ends": [BLUE, ORANGE],
        "chosen": chosen,
        "clickable": on_click is not None,
    }
    _component(data=json.dumps(data, ensure_ascii=False, separators=(",", ":")), key=key,
               on_clicked_change=partial(_clicked, key, len(columns), on_click))  # fmt: skip


def _clicked(key: str, columns: int, on_click: Callable[[int], None] | None) -> None:
    column = read((st.session_state.get(key) or {}).get("clicked"), columns)
    if column is not None and on_click is not None:
        on_click(column)


def read(sent: Any, columns: int) -> int | None:
    """Read which column was clicked; it comes from outside, so anything but the number of one is None."""
    column = sent.get("column") if isinstance(sent, Mapping) else None
    if not isinstance(column, int) or isinstance(column, bool):
        return None
    return column if 0 <= column < columns else None


def _painted(picture: Picture) -> dict[str, Any]:
    size = np.abs(picture.values[np.isfinite(picture.values)])
    return {
        "field": _field(picture.values),
        "limit": float(size.max(initial=0)) or 1.0 if picture.colours == "signed" else 1.0,
        "colours": picture.colours,
        "title": picture.title,
        "caption": picture.caption,
        "description": picture.description,
        "outline": None if picture.outline is None else _field(picture.outline),
        "box": picture.box,
    }


def _field(values: np.ndarray) -> dict[str, Any]:
    """Write numbers as the bytes of float32 in base64: the browser reads them at once."""
    content = base64.b64encode(np.ascontiguousarray(values, dtype="<f4").tobytes()).decode()
    return {"shape": values.shape, "values": content}
