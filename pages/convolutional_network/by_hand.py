"""One convolution, slowly: a window over a small picture, every product and every sum in sight; then pooling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from dlcore import figures
from dlcore.datasets.digits import digits
from dlcore.datasets.patterns import pattern
from dlcore.models.blocks import output_side
from dlcore.models.sliding import PRESETS, Window, convolve, pool
from pages.convolutional_network.words import KERNELS
from ui.components.chart import chart
from ui.components.convolution import Slide, convolution
from ui.controls import mirror
from ui.language import _, message
from ui.lesson import fill

KEY = "convolutional_network by hand"
WAYS = {"sum": message("Convolution"), "max": message("Max pooling"), "average": message("Average pooling")}
PICTURES = {
    "digit": message("a small digit"),
    "edge": message("dark, then bright"),
    "square": message("a square"),
    "spot": message("one bright pixel"),
    "ramp": message("brighter column by column"),
    "colours": message("three channels: red, green, blue"),
}
OWN = message("your own")
START: dict[str, Any] = {"way": "sum", "picture": "digit", "preset": "sobel_x", "stride": 1, "padding": 0,
                         "dilation": 1, "size": 2}  # fmt: skip
WHOLE = 7  # which of the MNIST digits the kernel is shown on as a whole


@st.fragment
def by_hand(text: Mapping[str, str]) -> None:
    """Show the window on its picture, and around it what can be chosen. A fragment: it redraws nothing else."""
    kept: dict[str, Any] = st.session_state.setdefault(KEY, dict(START))
    pooling = kept["way"] != "sum"
    st.markdown(text["by_hand_pool" if pooling else "by_hand"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choice(kept, "way", _("What the window does"), WAYS, width=180)
        _choice(kept, "picture", _("Picture"), PICTURES, width=290)
        if pooling:
            _choice(kept, "size", _("Window"), {n: f"{n}×{n}" for n in (2, 3, 4)}, width=110)
        else:
            _kernel_choice(kept)
        _choice(kept, "stride", _("Stride"), {n: str(n) for n in (1, 2, 3)}, width=90)
        if not pooling:
            _choice(kept, "padding", _("Padding"), {n: str(n) for n in (0, 1, 2)}, width=90)
            _choice(kept, "dilation", _("Dilation"), {n: str(n) for n in (1, 2, 3)}, width=90)
    slide = _slide(kept)

    def keep(kernel: np.ndarray) -> None:
        kept.update(kernel=kernel, preset="own")

    convolution(slide, key=f"{KEY} grids", words=_words(), on_kernel=keep)
    st.markdown(fill(text["by_hand_pooling" if pooling else "by_hand_size"], _numbers(slide)))
    if slide.kernel is not None:
        _on_a_digit(text, slide.kernel.mean(0) if kept["picture"] == "colours" else slide.kernel[0], kept)


def _choice(kept: dict[str, Any], name: str, label: str, options: Mapping[Any, str], *, width: int) -> None:
    key = f"{KEY}.{name}"

    def take() -> None:
        if st.session_state[key] in options:
            kept[name] = st.session_state[key]
            if name == "way":
                kept["stride"] = kept["size"] if kept["way"] != "sum" else 1
            elif name == "size":
                kept["stride"] = kept["size"]
            elif name == "picture" and not _fits(kept):
                _set(kept, "red" if kept["picture"] == "colours" else START["preset"])

    codes = list(options)
    if kept[name] not in codes:
        codes.append(kept[name])
    mirror(key, kept[name])
    st.selectbox(label, codes, codes.index(kept[name]), key=key, on_change=take, width=width,
                 format_func=lambda code: _(options.get(code, str(code))))  # fmt: skip


def _kernel_choice(kept: dict[str, Any]) -> None:
    codes = [code for code in KERNELS if code != "red" or kept["picture"] == "colours"]
    options = {code: KERNELS[code] for code in codes} | ({"own": OWN} if kept["preset"] == "own" else {})
    key = f"{KEY}.preset"

    def take() -> None:
        if st.session_state[key] in KERNELS:
            _set(kept, st.session_state[key])

    codes = list(options)
    mirror(key, kept["preset"])
    st.selectbox(_("Kernel"), codes, codes.index(kept["preset"]), key=key, on_change=take, width=200,
                 format_func=lambda code: _(options.get(code, OWN)))  # fmt: skip


def _fits(kept: dict[str, Any]) -> bool:
    """Whether the kernel is one for as many channels as the picture that was just chosen has."""
    kernel = kept.get("kernel")
    if kernel is not None:
        return len(kernel) == len(pattern(kept["picture"]))
    return (kept["preset"] == "red") == (kept["picture"] == "colours")


def _set(kept: dict[str, Any], preset: str) -> None:
    kept["preset"] = preset
    kept.pop("kernel", None)


def _kernel(kept: dict[str, Any]) -> np.ndarray:
    """The kernel (channels, 3, 3): what the learner has typed, or the preset for every channel."""
    channels = len(pattern(kept["picture"]))
    if "kernel" in kept and len(kept["kernel"]) == channels:
        return kept["kernel"]
    if kept["preset"] == "red":
        kernel = np.zeros((channels, 3, 3))
        kernel[0, 1, 1], kernel[1, 1, 1] = 1, -1
        return kernel
    return np.array([PRESETS[kept["preset"] if kept["preset"] in PRESETS else "sobel_x"]] * channels, dtype=float)


def _slide(kept: dict[str, Any]) -> Slide:
    picture, way = pattern(kept["picture"]), kept["way"]
    if way != "sum":
        size, stride = kept["size"], kept["stride"]
        return Slide(picture, Window((size, size), stride), None, pool(picture, size, way, stride=stride), way)
    kernel = _kernel(kept)
    stride, padding, dilation = (kept[name] for name in ("stride", "padding", "dilation"))
    output = convolve(picture, kernel[None], stride=stride, padding=padding, dilation=dilation)
    return Slide(picture, Window((3, 3), stride, padding, dilation), kernel, output)


def _numbers(slide: Slide) -> dict[str, str]:
    """What the formula of the output's size is filled with."""
    window, (channels, height, _width) = slide.window, slide.picture.shape
    side = output_side(height, window.kernel[0], window.stride, window.padding, window.dilation)
    return {
        "n": str(height), "k": str(window.kernel[0]), "s": str(window.stride), "p": str(window.padding),
        "d": str(window.dilation), "side": str(side), "channels": str(channels),
        "weights": str(window.kernel[0] * window.kernel[1] * channels),
        "products": str(window.kernel[0] * window.kernel[1] * channels * side * side),
        "out": f"{slide.output.shape[0]}×{side}×{side}", "in": f"{channels}×{height}×{height}",
    }  # fmt: skip


def _on_a_digit(text: Mapping[str, str], kernel: np.ndarray, kept: dict[str, Any]) -> None:
    image = digits("mnist").pixels(slice(WHOLE * 500, WHOLE * 500 + 1))
    response = convolve(image, kernel[None, None], stride=kept["stride"], padding=kept["padding"],
                        dilation=kept["dilation"])[0]  # fmt: skip
    tiles = [
        figures.Tile(image[0], _("a digit of MNIST, {n}×{n}").format(n=image.shape[1])),
        figures.Tile(response, _("what the kernel makes of it, {n}×{n}").format(n=len(response)), signed=True),
    ]
    st.markdown(text["by_hand_whole"])
    said = _("A digit and the output of the kernel on it, from {low} to {high}.")
    description = said.format(low=f"{response.min():.2f}", high=f"{response.max():.2f}")
    with st.container(width=560):
        panel = figures.maps("on_a_digit", tiles, title=_("The kernel on a whole digit"), description=description,
                             value=_("value"), across=2, pitch=230)  # fmt: skip
        chart(panel, key=f"{KEY} whole")


def _words() -> dict[str, str]:
    return {
        "stage": _(
            "Sliding window. Arrow keys move it, Home and End go to the first and last place, "
            "the space bar plays and pauses."
        ),
        "input": _("input").capitalize(),
        "channel": _("channel {n}"),
        "kernel": _("Kernel"),
        "cell": _("Kernel, row {row}, column {column}"),
        "products": _("Products"),
        "under": _("Under the window"),
        "output": _("output").capitalize(),
        "place": _("Place: row {row}, column {column}"),
        "play": _("Play"),
        "pause": _("Pause"),
        "back": _("Back"),
        "step": _("Step"),
        "whole": _("Show all"),
    }  # fmt: skip
