"""Your digit: what is made of a drawing, what the layers make of that, and when the network is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from dlcore import figures
from dlcore.digit_image import ImageError, Step
from dlcore.experiments.convolutional_network.config import Network
from dlcore.experiments.convolutional_network.looking import Look, look
from dlcore.experiments.convolutional_network.mosaic import mosaic
from pages.convolutional_network import sheet
from pages.convolutional_network.words import layer_names
from ui import cache, jobs
from ui.components.chart import chart
from ui.language import _, message
from ui.recording import Recording

KEY = "convolutional_network digit"
PATIENCE = 3.0  # seconds; a worker is asked ahead of all training
STEPS = {
    "given": message("1. as given"),
    "ink": message("2. ink on black"),
    "crop": message("3. cropped: {0:.0f}×{1:.0f}"),
    "scale": message("4. scaled: {0:.0f}×{1:.0f}"),
    "centre": message("5. centred"),
    "shrink": message("2. shrunk, nothing else"),
}
DRAWN = ("conv", "act", "max", "average")  # layers whose maps are shown
MOST_LAYERS = 9
MOST_PIXELS = 112  # along an edge of a picture that is shown
STEP_WIDTH, LAYER_WIDTH = 164, 400  # pixels of the screen


@st.fragment
def digit(text: Mapping[str, str], recording: Recording) -> None:
    """Show the sheet, its preparation, and what the networks make of it. A fragment: a stroke redraws nothing else."""
    st.markdown(text["digit"])
    config = recording.config
    if not isinstance(config, Network) or not recording.trace or not jobs.ready():
        st.caption(_("The answer appears as soon as there is a network."))
        return
    left, right = st.columns([2, 5], gap="large")
    with left:
        sheet.draw()
    with right:
        try:
            steps = sheet.prepared(config.side)
        except ImageError as error:
            st.info(sheet.refusal(error))
            return
        seen = _seen(recording, steps[-1].image)
        spoken = _spoken(seen)
        st.markdown(f"**{spoken}**")
        _preparation(steps)
        if seen:
            _answers(seen, spoken)
    st.markdown(text["digit_break"])
    knobs, words = st.columns([3, 2], gap="large")
    with knobs:
        sheet.alter()
    with words:
        sheet.centring_choice()
        st.markdown(_twin_words(text, config, len(seen) > 1))
    if seen:
        st.markdown(text["digit_maps"])
        _maps(config, next(iter(seen.values())))


def twin(config: Network) -> Network:
    """The same experiment with augmentation where there is none, and without it where there is."""
    if config.shift or config.angle:
        return replace(config, shift=0, angle=0.0)
    return replace(config, shift=2 if config.dataset == "mnist" else 1)


def _seen(recording: Recording, image: np.ndarray) -> dict[str, Look]:
    """Ask the workers what the network says to an image, and its twin as soon as that has been trained."""
    config: Any = recording.config
    named = _("with augmentation"), _("without augmentation")
    augmented = bool(config.shift or config.angle)
    asked: dict[str, Future[list[Look]]] = {
        named[not augmented]: jobs.ask(look, config, recording.trace[-1], image[None])
    }
    other = _trained_twin(recording)
    if other is not None:
        asked[named[augmented]] = jobs.ask(look, other.config, other.trace[-1], image[None])
    try:
        return {name: future.result(timeout=PATIENCE)[0] for name, future in asked.items()}
    except TimeoutError:
        return {}


def _trained_twin(recording: Recording) -> Recording | None:
    """The twin's recording; where there is none, one is trained when no learner waits."""
    if not recording.finished or not isinstance(recording.config, Network):
        return None
    other = twin(recording.config)
    found = cache.load(other)
    begun: set[str] = st.session_state.setdefault(f"{KEY} twins", set())
    if found is None and other.key not in begun:
        begun.add(other.key)
        cache.warm([other])
    return found


def _twin_words(text: Mapping[str, str], config: Network, ready: bool) -> str:
    if ready:
        return text["digit_twin"]
    return text["digit_no_twin"]


def _preparation(steps: tuple[Step, ...]) -> None:
    st.markdown(f"**{_('Preparation, step by step')}**")
    with st.container(horizontal=True, key="small_preparation"):
        for step in steps:
            name = _(STEPS[step.code]).format(*step.numbers)
            box = step.box if max(step.image.shape) <= MOST_PIXELS else None
            panel = figures.maps("preparation", [figures.Tile(_small(step.image), box=box)], title=name,
                                 description=_("The picture after this step: {step}.").format(step=name),
                                 value=_("ink"), pitch=STEP_WIDTH)  # fmt: skip
            with st.container(width=STEP_WIDTH):
                chart(panel, key=f"{KEY} {step.code}")


def _small(image: np.ndarray) -> np.ndarray:
    """Thin a large picture out: the screen shows no more of it."""
    every = max(1, max(image.shape) // MOST_PIXELS)
    return image[::every, ::every]


def _spoken(seen: Mapping[str, Look]) -> str:
    """Say in one line what each network takes the picture for."""
    said = _("{name}: {digit} ({chance})")
    lines = [
        said.format(name=name, digit=each.chances.argmax(), chance=f"{each.chances.max():.1%}")
        for name, each in seen.items()
    ]
    return " · ".join(lines) if lines else _("The workers are busy.")


def _answers(seen: Mapping[str, Look], spoken: str) -> None:
    given = [figures.Answer(name, each.logits, each.chances) for name, each in seen.items()]
    panel = figures.answers(
        given,
        title=_("Probabilities and logits"),
        description=_("Probability and logit of each digit. {answers}.").format(answers=spoken),
        words={"class": _("digit"), "probability": _("probability"), "logit": _("logit")},
    )
    chart(panel, key=f"{KEY} answers")


def _maps(config: Network, seen: Look) -> None:
    names = layer_names(config.layers)
    shown = [i for i, layer in enumerate(config.layers) if layer.is_map and layer.kind in DRAWN][:MOST_LAYERS]
    if not shown:
        st.caption(_("No layer of this network makes pictures."))
        return
    with st.container(horizontal=True, key="small_layers"):
        for i in shown:
            name = f"{names[i]} · {'×'.join(map(str, config.layers[i].shape))}"
            panel = figures.maps("layer", [figures.Tile(mosaic(seen.maps[i]), signed=True)], title=name,
                                 description=_("What this layer makes of the prepared picture: {layer}.").format(
                                     layer=name), value=_("output"), pitch=LAYER_WIDTH)  # fmt: skip
            with st.container(width=LAYER_WIDTH):
                chart(panel, key=f"{KEY} maps {i}")
