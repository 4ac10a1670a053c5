"""One convolution, slowly: a window over a small picture, every product and every sum in sight; then pooling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from dlcore.datasets.digits import digits
from dlcore.datasets.patterns import pattern
from dlcore.experiments.convolutional_network.viewing import KERNEL, ByHand
from dlcore.models.blocks import output_side
from dlcore.models.sliding import PRESETS, Window, convolve, pool
from pages.convolutional_network.words import KERNELS
from ui.components.convolution import Slide, convolution
from ui.components.pictures import Picture, pictures
from ui.controls import mirrored
from ui.language import _, message
from ui.lesson import fill
from ui.settings import Settings

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
WHOLE = 7  # which of the MNIST digits the kernel is shown on as a whole
DIGITS = 6  # that are kept of a typed number, so that it fits into a link


@st.fragment
def by_hand(text: Mapping[str, str], settings: Settings[Any]) -> None:
    """Show the window on its picture, and around it what can be chosen. A fragment: it redraws nothing else."""
    now: ByHand = settings.view
    pooling = now.way != "sum"
    st.markdown(text["by_hand_pool" if pooling else "by_hand"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choice(settings, "way", _("What the window does"), WAYS, width=180)
        _choice(settings, "picture", _("Picture"), PICTURES, width=290)
        if pooling:
            _choice(settings, "window", _("Window"), {n: f"{n}×{n}" for n in (2, 3, 4)}, width=110)
        else:
            _choice(settings, "kernel", _("Kernel"), _kernels(now), width=200)
        _choice(settings, "stride", _("Stride"), {n: str(n) for n in range(1, 5)}, width=90)
        if not pooling:
            _choice(settings, "padding", _("Padding"), {n: str(n) for n in range(3)}, width=90)
            _choice(settings, "dilation", _("Dilation"), {n: str(n) for n in range(1, 4)}, width=90)
    slide = _slide(now)

    def keep(kernel: np.ndarray) -> None:
        settings.look(kernel="own", cells=tuple(float(f"{cell:.{DIGITS}g}") for cell in kernel.flat))

    convolution(slide, key=f"{KEY} grids", words=_words(), on_kernel=keep)
    st.markdown(fill(text["by_hand_pooling" if pooling else "by_hand_size"], _numbers(slide)))
    if slide.kernel is not None and now.channels == 1:
        _on_a_digit(text, slide.kernel[0], now)
    settings.write_address()  # which the page's script does not do when only this is drawn


def _choice(settings: Settings[Any], name: str, label: str, options: Mapping[Any, str], *, width: int) -> None:
    codes, value = list(options), getattr(settings.view, name)

    def take(chosen: Any) -> None:
        if chosen in codes:  # not a label of the language that was just left
            settings.look(**changes(settings.view, name, chosen))

    st.selectbox(label, codes, codes.index(value), width=width,
                 format_func=lambda code: _(options.get(code, str(code))),
                 **mirrored(f"{KEY}.{name}", value, take))  # fmt: skip


def changes(now: ByHand, name: str, value: Any) -> dict[str, Any]:
    """Say what a choice takes along: windows that pool lie side by side; a kernel has its picture's channels."""
    match name:
        case "way":
            return {name: value, "stride": 1 if value == "sum" else now.window}
        case "window":
            return {name: value, "stride": value}
        case "picture" if value == "colours" and now.picture != "colours":
            return {name: value, "kernel": "red", "cells": ()}
        case "picture" if value != "colours" and now.picture == "colours":
            return {name: value, "kernel": "sobel_x", "cells": ()}
        case "kernel" if value != "own":
            return {name: value, "cells": ()}
    return {name: value}


def _kernels(now: ByHand) -> Mapping[str, str]:
    """The kernels on offer: one that compares colours needs a picture that has some."""
    offered = {code: name for code, name in KERNELS.items() if code != "red" or now.picture == "colours"}
    return offered | ({"own": message("your own")} if now.kernel == "own" else {})


def _kernel(now: ByHand) -> np.ndarray:
    """The kernel (channels, 3, 3): what the learner has typed, or the preset for every channel."""
    shape = now.channels, KERNEL, KERNEL
    if now.kernel == "own":
        return np.reshape(now.cells, shape)
    if now.kernel == "red":
        kernel = np.zeros(shape)
        kernel[0, 1, 1], kernel[1, 1, 1] = 1, -1
        return kernel
    return np.array([PRESETS[now.kernel]] * now.channels, dtype=float)


def _slide(now: ByHand) -> Slide:
    picture = pattern(now.picture)
    if now.way == "max" or now.way == "average":
        output = pool(picture, now.window, now.way, stride=now.stride)
        return Slide(picture, Window((now.window, now.window), now.stride), None, output, now.way)
    kernel = _kernel(now)
    output = convolve(picture, kernel[None], stride=now.stride, padding=now.padding, dilation=now.dilation)
    return Slide(picture, Window((KERNEL, KERNEL), now.stride, now.padding, now.dilation), kernel, output)


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


def _on_a_digit(text: Mapping[str, str], kernel: np.ndarray, now: ByHand) -> None:
    image = digits("mnist").pixels(slice(WHOLE * 500, WHOLE * 500 + 1))
    response = convolve(image, kernel[None, None], stride=now.stride, padding=now.padding, dilation=now.dilation)[0]
    size, made = (_("MNIST digit, {n}×{n}").format(n=image.shape[1]),
                  _("output, {n}×{n}").format(n=len(response)))  # fmt: skip
    said = _("The output of the kernel on a digit, from {low} to {high}.")
    said = said.format(low=f"{response.min():.2f}", high=f"{response.max():.2f}")
    st.markdown(text["by_hand_whole"])
    row = Picture(image[0], size, size), Picture(response, said, made, colours="signed")
    pictures([[each] for each in row], key=f"{KEY} whole", value=_("value"), width=230)


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
