"""The playground's explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.experiments.neural_network.config import NeuralNetwork
from pages.neural_network import panels
from pages.neural_network.live import DERIVATIONS, explained, live, scaling
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as the network is there."))
        return
    config = recording.config
    assert isinstance(config, NeuralNetwork)
    latest = {name: column[-1] for name, column in recording.metrics.items()}
    numbers = live(config, recording.steps[-1], latest, recording.trace[-1].tolist())
    sections = [*explained(config)]
    if recording.scene is not None and recording.scene.standardise:
        sections, numbers = [*sections, "scaling"], numbers | scaling(recording.scene)
    offered = panels.offered(not recording.scene.classes if recording.scene else False)
    explain(text, numbers, sections, DERIVATIONS, offered, diverged=recording.diverged)
