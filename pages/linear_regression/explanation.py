"""The page's explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dlcore.experiments.linear_regression import facts
from dlcore.experiments.linear_regression.config import LinearRegression, SeveralFeatures
from dlcore.experiments.linear_regression.problem import Problem
from pages.linear_regression import panels
from pages.linear_regression.live import DERIVATIONS, explained, live
from ui.components.chart import Place, chart
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording
from ui.settings import Settings


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    config, scene = recording.config, recording.scene
    if not recording.steps or not isinstance(scene, Problem):
        st.caption(_("The explanations fill with numbers as soon as the run is there."))
        return
    assert isinstance(config, (LinearRegression, SeveralFeatures))
    latest = {name: column[-1] for name, column in recording.metrics.items()}
    trial = facts.trial(config, scene)
    numbers = live(config, scene, trial, recording.steps[-1], latest, recording.trace[-1].tolist())
    beneath = {"stability": lambda: chart(panels.stability(trial), key="stability chart")}
    if isinstance(config, LinearRegression):
        beneath["batches"] = lambda: chart(panels.batches(config, scene), key="batches chart")
    explain(text, numbers, explained(config), DERIVATIONS[config.experiment], panels.offered(config.experiment),
            diverged=recording.diverged, beneath=beneath)  # fmt: skip


def penalty_paths(text: Mapping[str, str], recording: Recording, settings: Settings[Any]) -> None:
    """Show how ridge and lasso shrink the weights; a click sets penalty and strength."""
    config, scene = recording.config, recording.scene
    st.markdown(text["paths"])
    if not isinstance(scene, Problem) or not isinstance(config, SeveralFeatures):
        return
    for kind, column in zip(("ridge", "lasso"), st.columns(2), strict=True):

        def choose(place: Place, kind: str = kind) -> None:
            low, high = 0.001, 1000.0
            settings.change(penalty=kind, strength=float(f"{min(max(place.x, low), high):.3g}"))

        with column:
            chart(panels.penalty(kind, config, scene), key=f"{kind} path", on_click=choose)
