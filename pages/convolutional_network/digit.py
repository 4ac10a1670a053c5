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
from ui.answers import answer, asked
from ui.components.chart import chart
from ui.components.pictures import Picture, pictures
from ui.language import _, message
from ui.recording import Recording
from ui.settings import Settings

KEY = "convolutional_network digit"
STEPS = {
    "given": message("1. as given"),
    "altered": message("1. altered"),
    "ink": message("2. paper 0, ink 1"),
    "crop": message("3. cropped: {0:.0f}×{1:.0f}"),
    "scale": message("4. scaled: {0:.0f}×{1:.0f}"),
    "centre": message("5. centred"),
    "shrink": message("2. only resized"),
}
DRAWN = ("conv", "act", "max", "average")  # layers whose maps are shown
MOST_LAYERS = 9
MOST_PIXELS = 112  # along an edge of a picture that is shown
STEP_WIDTH, LAYER_WIDTH = 164, 400  # pixels of the screen


@st.fragment
def digit(text: Mapping[str, str], settings: Settings[Any], recording: Recording, frame: int) -> None:
    """Show the sheet, its preparation, and what the networks make of it. A fragment: a stroke redraws nothing else."""
    st.markdown(text["digit"])
    config = recording.config
    if not isinstance(config, Network) or not recording.trace or not jobs.ready():
        st.caption(_("The answer appears as soon as there is a network."))
        return
    steps, refused = _prepared(config)
    questions = _asked(recording, frame, steps[-1].image) if steps else {}  # the workers think while the page is drawn
    left, right = st.columns([2, 5], gap="large")
    with left:
        sheet.draw()
    with right:
        if refused is not None:
            st.info(refused)
            return
        _preparation(steps)
        seen = _answered(questions)
        if seen:
            _answers(seen, recording.steps[frame])
    st.markdown(text["digit_break"])
    knobs, words = st.columns([3, 2], gap="large")
    with knobs:
        sheet.alter()
    with words:
        sheet.centring_choice()
        st.markdown(text["digit_twin" if len(seen) > 1 else "digit_no_twin"])
    if seen:
        st.markdown(text["digit_maps"])
        _maps(config, next(iter(seen.values())))


def _prepared(config: Network) -> tuple[tuple[Step, ...], str | None]:
    """Prepare what lies on the sheet, or say why that cannot be."""
    try:
        return sheet.prepared(config.side), None
    except ImageError as error:
        return (), sheet.refusal(error)


def twin(config: Network) -> Network:
    """The same experiment with augmentation where there is none, and without it where there is."""
    if config.shift or config.angle:
        return replace(config, shift=0, angle=0.0)
    return replace(config, shift=2 if config.dataset == "mnist" else 1)


def _asked(recording: Recording, frame: int, image: np.ndarray) -> dict[str, Future[list[Look]]]:
    """Ask the workers what the network says to an image, and its twin, as far trained, as soon as there is one."""
    config: Any = recording.config
    named = _("with augmentation"), _("without augmentation")
    augmented = bool(config.shift or config.angle)
    step, picture = recording.steps[frame], image[None]
    about = (config.key, step, image.tobytes())
    questions = {named[not augmented]: asked(f"{KEY} one", about, look, config, recording.trace[frame], picture)}
    other = _trained_twin(recording)
    if other is not None:
        parameters = other.trace[_as_far(other, step)]
        questions[named[augmented]] = asked(f"{KEY} twin", about, look, other.config, parameters, picture)
    return questions


def _answered(questions: Mapping[str, Future[list[Look]]]) -> dict[str, Look]:
    """Wait for the answers; all of them, or none where the workers are too busy."""
    seen: dict[str, Look] = {}
    for name, future in questions.items():
        found: list[Look] | None = answer(future, KEY)
        if found is None:
            return {}
        seen[name] = found[0]
    return seen


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


def _as_far(recording: Recording, step: int) -> int:
    """Number the last frame at or before a step."""
    return max((i for i, each in enumerate(recording.steps) if each <= step), default=0)


def _preparation(steps: tuple[Step, ...]) -> None:
    st.markdown(f"**{_('Preparation, step by step')}**")
    said, row = _("The picture after this step: {step}."), []
    for step in steps:
        altered = step.code == "given" and sheet.change() != sheet.Change()
        name = _(STEPS["altered" if altered else step.code]).format(*step.numbers)
        box = step.box if max(step.image.shape) <= MOST_PIXELS else None
        colours = "photo" if sheet.is_photo() and step.code == "given" else "ink"
        row.append([Picture(_small(step.image), said.format(step=name), name, colours=colours, box=box)])
    pictures(row, key=f"{KEY} preparation", value=_("ink"), width=STEP_WIDTH)


def _small(image: np.ndarray) -> np.ndarray:
    """Thin a large picture out: the screen shows no more of it."""
    every = max(1, max(image.shape) // MOST_PIXELS)
    return image[::every, ::every]


def _answers(seen: Mapping[str, Look], step: int) -> None:
    """Say what each network takes the picture for, and draw how sure it is."""
    said = _("{name}: {digit} ({chance})")
    spoken = " · ".join(
        said.format(name=name, digit=each.chances.argmax(), chance=f"{each.chances.max():.1%}")
        for name, each in seen.items()
    )
    st.markdown(_("**{answers}** after step {step}").format(answers=spoken, step=f"{step:,}"))
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
    said, row = _("What this layer makes of the prepared picture: {layer}."), []
    for i in shown:
        name = f"{names[i]} · {'×'.join(map(str, config.layers[i].shape))}"
        row.append([Picture(mosaic(seen.maps[i]), said.format(layer=name), name, colours="signed")])
    pictures(row, key=f"{KEY} maps", value=_("output"), width=LAYER_WIDTH)
