"""The attention room's own parts: its knobs, its numbers for the prose, and the measured cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dlcore import worker
from dlcore.experiments.recurrent_network.attention.cost import Cost
from dlcore.experiments.recurrent_network.attention.scene import DuelScene
from dlcore.experiments.recurrent_network.attention_config import Attending
from pages.recurrent_network.attention.panels import cost_panel
from pages.recurrent_network.attention.words import DUEL_FIELDS, DUEL_TASKS, DUEL_WORDS, RIVALS
from ui.answers import answered
from ui.components.chart import chart
from ui.controls import control
from ui.language import _, prose
from ui.lesson import fill
from ui.recording import Recording
from ui.settings import Settings

MEASURING = "dlcore.experiments.recurrent_network.attention.measuring"
AT_HAND = ("task", "length", "cell", "opened", "hidden", "updates")
MORE = ("batch_size", "lr", "seed")
EXPLAINED = ("duel", "duel_order")
DERIVATIONS = ("duel_derivation",)


def attending_controls(settings: Settings[Any]) -> None:
    """Draw every knob of the attention room."""
    for name in AT_HAND:
        _knob(settings, name)
    with st.expander(_("More")):
        for name in MORE:
            _knob(settings, name)


def _knob(settings: Settings[Any], name: str) -> None:
    words = {code: _(word) for code, word in DUEL_WORDS[name].items()} if name in DUEL_WORDS else None
    idle = name == "opened" and settings.config.cell != "lstm"
    control(settings, name, _(DUEL_FIELDS[name]), words=words, help=prose(settings.stem)[f"duel_control_{name}"],
            disabled=idle)  # fmt: skip


def attending_live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the attention room's prose its value, for a run that has at least one frame."""
    config, scene = recording.config, recording.scene
    if not isinstance(config, Attending) or not isinstance(scene, DuelScene):
        return {}
    metrics = {name: column[-1] for name, column in recording.metrics.items()}
    return {
        "task_name": _(DUEL_TASKS[config.task]),
        "rival": RIVALS[config.cell],
        "width": str(scene.width),
        "attention_parameters": f"{scene.parameters[0]:,}",
        "recurrent_parameters": f"{scene.parameters[1]:,}",
        "attention_accuracy": f"{metrics['test_attention_accuracy']:.0%}",
        "recurrent_accuracy": f"{metrics['test_recurrent_accuracy']:.0%}",
        "chance_accuracy": f"{metrics['chance']:.0%}",
        "pairs": f"{config.length * (config.length + 1) // 2:,}",
        "double_pairs": f"{config.length * (2 * config.length + 1):,}",
    }


@st.fragment
def cost(settings: Settings[Any], text: Mapping[str, str]) -> None:
    """Count and, when asked, measure what one pass costs at each length; a fragment, so it redraws nothing else."""
    st.markdown(text["duel_cost"])
    key = settings.key("cost asked")

    def ask() -> None:
        st.session_state[key] = st.session_state.get(key, 0) + 1

    st.button(_("Measure now"), key=settings.key("cost button"), on_click=ask, icon=":material/timer:")
    if not st.session_state.get(key):
        return
    found: Cost | None = answered(settings.key("cost"), st.session_state[key], worker.answer, MEASURING, "measure")
    if found is None:
        return
    left, right = st.columns(2)
    with left:
        chart(cost_panel(found, counted=True), key=settings.key("counted"))
    with right:
        chart(cost_panel(found, counted=False), key=settings.key("measured"))
    st.markdown(fill(text["duel_cost_now"], cost_numbers(found)))


def cost_numbers(found: Cost) -> dict[str, str]:
    """Word a measurement for the prose."""
    return {
        "shortest": str(found.lengths[0]),
        "longest": f"{found.lengths[-1]:,}",
        "units": str(found.hidden),
        "counted_power": f"{found.exponent('attention_counted'):.2f}",
        "measured_power": f"{found.exponent('attention_seconds'):.2f}",
        "counted_lstm": f"{found.exponent('recurrent_counted'):.2f}",
        "measured_lstm": f"{found.exponent('recurrent_seconds'):.2f}",
    }
