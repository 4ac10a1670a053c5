"""A window that slides over numbers: input, kernel, products and output as grids, at one place after another."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import streamlit as st
from streamlit.components import v2

from dlcore.figures.palette import BLUE, ORANGE
from dlcore.models.sliding import Window
from ui.components.assets import address

_LOADER = f"""const url = new URL("{address("convolution/convolution.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "convolution", html='<div class="convolution"></div>', css=".convolution{min-height:22rem}", js=_LOADER,
    isolate_styles=False,
)  # fmt: skip
LARGEST = 99.0  # of a cell of the kernel


@dataclass(frozen=True, slots=True, eq=False)
class Slide:
    """What is shown.

    Attributes
    ----------
    picture
        (channels, height, width), without padding.
    window
        What slides over it.
    kernel
        (channels, k, l), to be edited cell by cell; None where the window pools.
    output
        (channels, rows, columns): one channel for a kernel, as many as the picture has for pooling.
    how
        ``"sum"``, ``"max"`` or ``"average"``: what becomes of the numbers under the window.
    """

    picture: np.ndarray
    window: Window
    kernel: np.ndarray | None
    output: np.ndarray
    how: str = "sum"


def convolution(
    slide: Slide, *, key: str, words: Mapping[str, str], on_kernel: Callable[[np.ndarray], None] | None = None
) -> None:
    """Show the grids; the window is moved with buttons, arrow keys or a click on the output.

    Parameters
    ----------
    slide
        What is shown. The window stays where it is while the output keeps its shape.
    key
        The widget's key.
    words
        By name: stage (what the keys do), input, channel (with ``{n}``), kernel, cell (with ``{row}``, ``{column}``),
        products, under, output, place (with ``{row}``, ``{column}``), play, pause, back, step, whole.
    on_kernel
        Called as a callback with the kernel whenever the learner has changed a cell.
    """
    data = {
        "picture": slide.picture.tolist(),
        "kernel": None if slide.kernel is None else slide.kernel.tolist(),
        "output": slide.output.tolist(),
        "how": slide.how,
        "size": slide.window.kernel,
        "stride": slide.window.stride,
        "padding": slide.window.padding,
        "dilation": slide.window.dilation,
        "colours": [BLUE, ORANGE],
        "words": dict(words),
    }
    shape = None if slide.kernel is None else slide.kernel.shape
    _component(data=json.dumps(data, ensure_ascii=False), key=key,
               on_kernel_change=partial(_changed, key, shape, on_kernel))  # fmt: skip


def _changed(key: str, shape: tuple[int, ...] | None, on_kernel: Callable[[np.ndarray], None] | None) -> None:
    found = read((st.session_state.get(key) or {}).get("kernel"), shape)
    if found is not None and on_kernel is not None:
        on_kernel(found)


def read(sent: Any, shape: tuple[int, ...] | None) -> np.ndarray | None:
    """Read a kernel that the browser sent; it comes from outside, so anything but numbers in this shape is None."""
    if shape is None or not isinstance(sent, Mapping) or not isinstance(sent.get("cells"), list):
        return None
    cells = sent["cells"]
    if len(cells) != math.prod(shape):
        return None
    if not all(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells):
        return None
    if not all(math.isfinite(cell) and abs(cell) <= LARGEST for cell in cells):
        return None
    return np.array(cells, dtype=np.float64).reshape(shape)
