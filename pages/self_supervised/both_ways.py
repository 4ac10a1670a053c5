"""Step by step: points dissolve into noise, and the network walks noise back to points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dlcore import figures, worker
from dlcore.experiments.self_supervised.config import Diffusion
from dlcore.experiments.self_supervised.noising import kept
from dlcore.experiments.self_supervised.still import Plane, Walk
from dlcore.figures import Panel, Series
from pages.self_supervised.panels import REACH
from ui import jobs
from ui.answers import answered
from ui.compare.side_by_side import SideBySide
from ui.components.player import player
from ui.language import _, language
from ui.lesson import fill
from ui.recording import Recording
from ui.settings import Settings

KEY = "self_supervised both ways"
MODULE = "dlcore.experiments.self_supervised.diffusing"


def both_ways(text: Mapping[str, str], settings: Settings[Any], recording: Recording, frame: int) -> None:
    """Show both ways with one scrubber, for the network of a frame."""
    config, scene = recording.config, recording.scene
    if not isinstance(config, Diffusion) or not isinstance(scene, Plane) or not recording.trace or not jobs.ready():
        st.caption(_("The two ways appear as soon as there is a network."))
        return
    if not (recording.finished or frame != -1):
        st.caption(_("The two ways are shown when the training is over, or for the frame on which the slider rests."))
        return
    step = recording.steps[frame]
    st.markdown(fill(text["both_ways"], {"step": f"{step:,}", "steps": str(config.steps)}))
    question = MODULE, "walk", config, recording.trace[frame]
    found: Walk | None = answered(KEY, (config.key, step), worker.answer, *question)
    if found is None:
        return
    steps, arrays = (
        list(range(config.steps + 1)),
        {"forwards": found.forwards, "back": found.back, "field": found.field},
    )
    shares = kept(config.schedule, config.steps).tolist()
    shown = SideBySide(steps, {"kept": shares}, {name: list(array) for name, array in arrays.items()})
    player(shown, _panels(found, config.steps), run=f"{config.key} {step}", key=f"{KEY} player", live=False, metrics={},
           frame=_("Step {step}"), gallery=True)  # fmt: skip


def _panels(found: Walk, steps: int) -> tuple[Panel, ...]:
    """Make the panels once for the same walk and language: they then travel once."""
    made_of = id(found), language()
    made_before, panels = st.session_state.get(f"{KEY} panels", (None, ()))
    if made_before != made_of:
        axes = ("x₁", "x₂")
        there = figures.clouds(
            "forwards", "forwards", _("data that dissolve"), title=_("There: data become noise"), axes=axes,
            description=_("Points of the data after {step} steps of added noise."), reach=REACH,
        )  # fmt: skip
        back = figures.clouds(
            "back", "back", _("noise on its way back"), title=_("Back: noise becomes data"), axes=axes, reach=REACH,
            description=_("Points after {step} steps back, over the directions in which the network moves them."),
            field=("field", found.places),
        )  # fmt: skip
        share = figures.histories(
            "kept", [Series(_("share of the variance"), "kept")], title=_("What is left of the data, on the way there"),
            description=_("After {step} steps, {kept} of the variance is still the data's."), x=_("step"),
            y=_("share of the variance"), span=(0, steps), scale="share",
        )  # fmt: skip
        panels = there, back, share
        st.session_state[f"{KEY} panels"] = made_of, panels
    return panels
