"""Inside a trained model: its units over the learner's passage, what they go along with, and one of them held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dlcore import worker
from dlcore.experiments.recurrent_network.text.inside import LONGEST_PASSAGE, Held, Look, Study
from dlcore.experiments.recurrent_network.text.scene import TextScene
from dlcore.experiments.recurrent_network.text_config import Text, Voice
from pages.recurrent_network.text.inside_panels import drawn, one_unit, table
from pages.recurrent_network.text.panels import TITLES, offered
from pages.recurrent_network.text.voice import unknown_notice
from ui.answers import answered
from ui.components.chart import chart
from ui.language import _, message
from ui.lesson import fill
from ui.notices import quote
from ui.recording import Recording
from ui.settings import Settings

QUESTIONS = "dlcore.experiments.recurrent_network.text.questions"
VALUES = {1.0: message("on (+1)"), 0.0: message("silent (0)"), -1.0: message("off (−1)")}


@st.fragment
def inside(settings: Settings[Any], text: Mapping[str, str], recording: Recording, frame: int) -> None:
    """Look into the model of the frame on screen; a fragment, so that it redraws nothing else."""
    config, scene = recording.config, recording.scene
    if not recording.steps or not isinstance(config, Text) or not isinstance(scene, TextScene):
        st.caption(_("There is something to look into as soon as the run has a result."))
        return
    st.markdown(fill(text["inside"], {"step": f"{recording.steps[frame]:,}"}))
    about, parameters = (config.key, recording.steps[frame]), recording.trace[frame]
    left, right = st.columns([3, 2], gap="large")
    with left:
        look = _look(settings, config, scene, parameters, about)
    if config.cell == "attention":
        right.markdown(text["inside_attention"])
        return
    with right:
        study = answered(settings.key("study"), about, worker.answer, QUESTIONS, "study", config, parameters)
        unit = _units(settings, text, config, study)
    with left:
        if look is not None:
            chart(one_unit(look, unit), key=settings.key("one unit"))
    with right:
        _hold(settings, text, config, recording, frame, unit)


def _look(settings: Settings[Any], config: Text, scene: TextScene, parameters: Any, about: Any) -> Look | None:
    most = min(LONGEST_PASSAGE, config.length) if config.cell == "attention" else LONGEST_PASSAGE
    passage = st.text_area(_("A passage to read, up to {n} characters").format(n=most), scene.passage[:most], height=90,
                           max_chars=most, key=f"{settings.key('passage')} {config.corpus} {most}")  # fmt: skip
    unknown_notice(config, passage)
    codes = [code for code in offered(config) if code not in ("written", "perplexity")]
    key = f"{settings.key('array')} {config.cell}"
    code = st.segmented_control(_("Show"), codes, default=codes[1], key=key, required=True,
                                format_func=lambda each: _(TITLES[each]))  # fmt: skip
    look = answered(
        settings.key("look"), (*about, passage), worker.answer, QUESTIONS, "look", config, parameters, passage
    )
    if look is not None:
        shown = code if code in look.arrays else codes[0]
        chart(drawn(look, shown), key=f"{settings.key('drawn')} {shown}")
    return look


def _units(settings: Settings[Any], text: Mapping[str, str], config: Text, study: Study | None) -> int:
    """Show which unit goes along with what, and ask for the one to look at."""
    start = 0
    if study is not None and study.properties:
        start = study.best("vowel" if "vowel" in study.properties else study.properties[0])
        st.markdown(fill(text["inside_study"], {"characters": f"{study.characters:,}"}))
        st.table(table(study))
    return int(st.number_input(_("Unit"), 0, config.hidden - 1, start, step=1,
                               key=f"{settings.key('unit')} {config.key}"))  # fmt: skip


def _hold(settings: Settings[Any], text: Mapping[str, str], config: Text, recording: Recording, frame: int,
          unit: int) -> None:  # fmt: skip
    value = st.radio(_("Hold it"), list(VALUES), horizontal=True, key=settings.key("held value"),
                     format_func=lambda each: _(VALUES[each]))  # fmt: skip
    now: Voice = settings.view
    about = (config.key, recording.steps[frame], unit, value, now)
    question = "hold", config, recording.trace[frame], unit, float(value), now
    held: Held | None = answered(settings.key("held"), about, worker.answer, QUESTIONS, *question)
    if held is None:
        return
    st.markdown(fill(text["inside_held"], numbers(held, unit)))
    st.caption(_("As it writes"))
    st.code(held.free, language=None, wrap_lines=True)
    st.caption(_("With unit {n} held").format(n=unit))
    st.code(held.held, language=None, wrap_lines=True)


def numbers(held: Held, unit: int) -> dict[str, str]:
    """Word what holding a unit has changed, for the prose."""

    def ranked(pairs: tuple[tuple[str, float], ...]) -> str:
        shown = {" ": "␣", "\n": "⏎"}
        return ", ".join(f"{quote(shown.get(each, each))} {change:+.1%}" for each, change in pairs[:4])

    return {
        "unit": str(unit),
        "perplexity": f"{held.perplexity:.3g}",
        "held_perplexity": f"{held.held_perplexity:.3g}",
        "gained": ranked(held.gained),
        "lost": ranked(held.lost),
    }
