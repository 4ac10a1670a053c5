"""A walk through the plane of codes: what the decoder draws where the learner stands, and on the way between digits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from dlcore import figures
from dlcore.datasets.digits import digits
from dlcore.experiments.self_supervised.config import AutoEncoder
from dlcore.experiments.self_supervised.decoding import decode, encode
from dlcore.experiments.self_supervised.still import Division, row_of
from dlcore.figures import Strip
from ui.components.chart import Place, chart
from ui.components.pictures import Picture, pictures
from ui.controls import mirrored
from ui.language import _
from ui.lesson import fill
from ui.recording import Recording
from ui.settings import Settings

KEY = "self_supervised stroll"
STOPS = 11  # pictures on the way from one digit to another
FINENESS = 200  # places of a slider
WIDTH = 150  # pixels of the screen


@st.fragment
def stroll(text: Mapping[str, str], settings: Settings[Any], recording: Recording, frame: int) -> None:
    """Show the plane to click on, the picture there, and two ways from digit to digit. A fragment: quick to redraw."""
    config, scene = recording.config, recording.scene
    if not isinstance(config, AutoEncoder) or not isinstance(scene, Division) or not recording.trace:
        st.caption(_("The plane appears as soon as there is a network."))
        return
    row, pixels = recording.trace[frame], digits("digits8").pixels().reshape(-1, 64)
    codes = encode(config, row, pixels[scene.test])  # (test, 2), without noise
    low, high = codes.min(0), codes.max(0)
    here = np.clip([settings.view.across, settings.view.up], low, high)
    settings.write_address()  # a click here draws this part of the page alone
    st.markdown(fill(text["stroll"], {"step": f"{recording.steps[frame]:,}"}))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _plane(settings, codes, scene, here)
    with right:
        _sliders(settings, low, high, here)
        _here(config, row, here, scene, pixels)
    st.markdown(text["way"])
    _way(settings, config, row, scene, pixels)


def _plane(settings: Settings[Any], codes: np.ndarray, scene: Division, here: np.ndarray) -> None:
    def go(place: Place) -> None:
        settings.look(across=round(place.x, 3), up=round(place.y, 3))

    panel = figures.codes(
        "stroll",
        scene.test_labels,
        where=codes.T,
        chosen=((float(here[0]), float(here[1])), _("you are here")),
        title=_("The plane of codes"),
        description=_("Held-out pictures at their codes; a cross at {across:.2f}, {up:.2f}.").format(
            across=here[0], up=here[1]
        ),
        x=_("first code number"),
        y=_("second code number"),
    )
    chart(panel, key=f"{KEY} plane", on_click=go)


def _sliders(settings: Settings[Any], low: np.ndarray, high: np.ndarray, here: np.ndarray) -> None:
    names = {"across": _("First code number"), "up": _("Second code number")}
    for i, (name, label) in enumerate(names.items()):

        def take(chosen: float, name: str = name) -> None:
            settings.look(**{name: chosen})

        ends, value = (float(low[i]), float(max(high[i], low[i] + 1e-6))), float(here[i])
        st.slider(label, *ends, value, step=(ends[1] - ends[0]) / FINENESS, format="%.2f",
                  **mirrored(f"{KEY} {name}", value, take))  # fmt: skip


def _here(config: AutoEncoder, row: np.ndarray, here: np.ndarray, scene: Division, pixels: np.ndarray) -> None:
    """Draw what is decoded here, beside the training picture whose code is nearest."""
    drawn = decode(config, row, here[None])[0]
    distances = np.linalg.norm(encode(config, row, pixels[scene.train]) - here, axis=1)
    nearest = int(distances.argmin())
    label = int(scene.train_labels[nearest])
    said = _("nearest training picture: a {digit}").format(digit=label)
    pictures(
        [
            [Picture(drawn.reshape(8, 8).clip(0, 1), _("The picture that is decoded here."), _("decoded here"))],
            [Picture(pixels[scene.train[nearest]].reshape(8, 8), said, said)],
        ],
        key=f"{KEY} here",
        value=_("ink"),
        width=WIDTH,
    )


def _way(settings: Settings[Any], config: AutoEncoder, row: np.ndarray, scene: Division, pixels: np.ndarray) -> None:
    """Walk straight from the code of one digit to that of another, and mix their pixels for comparison."""
    with st.container(horizontal=True):
        for name, label in (("origin", _("From")), ("goal", _("To"))):
            value = getattr(settings.view, name)

            def take(chosen: int, name: str = name) -> None:
                settings.look(**{name: chosen})

            st.selectbox(label, list(range(10)), value, width=120, **mirrored(f"{KEY} {name}", value, take))
    ends = pixels[scene.test[scene.shown[[settings.view.origin, settings.view.goal]]]]  # (2, 64)
    share = np.linspace(0, 1, STOPS)[:, None]
    codes = encode(config, row, ends)
    through = decode(config, row, (1 - share) * codes[0] + share * codes[1])
    mixed = (1 - share) * ends[0] + share * ends[1]
    panel = figures.strips(
        "way",
        [
            Strip(_("decoded along the straight line between the two codes"), row_of(through.clip(0, 1))),
            Strip(_("the pixels of the two pictures, mixed"), row_of(mixed)),
        ],
        title=_("From digit to digit"),
        description=_("From a {origin} to a {goal} in {stops} pictures, by their codes and by their pixels.").format(
            origin=settings.view.origin, goal=settings.view.goal, stops=STOPS
        ),
        height=260,
    )
    chart(panel, key=f"{KEY} way")
