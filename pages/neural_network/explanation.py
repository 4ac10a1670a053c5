"""The playground's explanations, with the numbers of the run on the bench."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.experiments.neural_network.config import NeuralNetwork
from pages.neural_network import panels
from pages.neural_network.live import DERIVATIONS, explained, live, scaling
from ui.language import _
from ui.lesson import fill, folded
from ui.recording import Recording

LINE = 760  # pixels: about as long as a line of text may be


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as the network is there."))
        return
    config = recording.config
    assert isinstance(config, NeuralNetwork)
    latest = {name: column[-1] for name, column in recording.metrics.items()}
    numbers = live(config, recording.steps[-1], latest, recording.trace[-1].tolist())
    reading, guide = st.columns([3, 2], gap="large")
    with reading, st.container(width=LINE):
        if recording.diverged:
            st.warning(fill(text["diverged"], numbers), icon=":material/warning:")
        for section in explained(config):
            st.markdown(fill(text[section], numbers))
        if recording.scene is not None and recording.scene.standardise:
            st.markdown(fill(text["scaling"], scaling(recording.scene)))
        for section in DERIVATIONS:
            folded(fill(text[section], numbers))
    with guide:
        st.subheader(_("How to read the panels"), anchor=False)
        for code, title in panels.offered(not recording.scene.classes if recording.scene else False).items():
            with st.expander(_(title)):
                st.markdown(text[f"panel_{code}"])
