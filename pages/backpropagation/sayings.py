"""What PyTorch says to small programs with one mistake each: it was asked when this run began."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.experiments.backpropagation.scenes import Line
from dlcore.export import source
from ui.language import _, message
from ui.recording import Recording

TITLES = {
    "in_place": message("A value overwritten that was still needed"),
    "leaf_in_place": message("A weight changed in place, by hand"),
    "all_detached": message("Everything detached"),
    "half_detached": message("Half of it detached: no word, a wrong gradient"),
    "backward_twice": message("Backward twice"),
    "not_a_number": message("Backward from several numbers"),
    "not_a_leaf": message("The gradient of something in between"),
}


def sayings(recording: Recording, text: Mapping[str, str]) -> None:
    """Show each program with what came of it and what to do about it."""
    if not isinstance(recording.scene, Line):
        return
    st.markdown(text["sayings"])
    for code, outcome in recording.scene.sayings:
        with st.expander(_(TITLES[code])):
            st.code(source("dlcore.experiments.backpropagation.pitfalls", code), language="python")
            st.code(outcome, language=None, wrap_lines=True)
            st.markdown(text[f"pitfall_{code}"])
