"""Experiments to try with one click, and the one to foresee before it is seen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ui.controls import mirrored
from ui.language import _
from ui.lesson import Prediction, Preset, answers, predict
from ui.settings import Settings
from ui.workbench import Workbench


def load(settings: Settings, preset: Preset) -> None:
    """Set every knob as the preset has it, open its panels and start."""
    settings.load(preset.config)
    st.session_state[settings.key("open")] = preset.panels
    st.session_state[settings.key("start")] = True


def presets(settings: Settings, offered: Sequence[Preset], opening: str | None = None) -> None:
    """Offer the presets as pills; the one that is loaded is marked, and says where to look.

    Parameters
    ----------
    opening
        What is said while none is loaded, in the learner's language; left out, how to begin.
    """
    by_code = {preset.code: preset for preset in offered}
    loaded = next((preset for preset in offered if preset.config == settings.config), None)
    present = loaded.code if loaded else None

    def choose(chosen: str | None) -> None:
        load(settings, by_code[chosen] if chosen else Preset("", "", "", settings.config_class()))

    st.pills(
        _("Try this"),
        list(by_code),
        default=present,
        format_func=lambda code: _(by_code[code].title),
        label_visibility="collapsed",
        **mirrored(settings.key("preset"), present, choose),
    )
    st.caption(_(loaded.look) if loaded else opening or _("Pick an experiment here, or turn the knobs yourself."))


def foresee(
    settings: Settings, workbench: Workbench, prediction: Prediction, question: str, offered: Sequence[Preset]
) -> None:
    """Ask for a prediction; an answer runs the experiment, and the answer stays beside what then happened."""
    preset = next(each for each in offered if each.code == prediction.preset)
    key = f"{settings.stem}.prediction"  # one for the page, whichever of its experiments is open
    run, seen = workbench.run, st.session_state.setdefault(f"{settings.stem}.foreseen", {})
    if run.config == preset.config and run.state == "done":
        seen.update({name: column[-1] for name, column in run.recording.metrics.items()})
    answer = answers().get(key)
    predict(
        question,
        {code: _(label) for code, label in prediction.options.items()},
        key=key,
        outcome=prediction.tell(answer, seen) if answer and seen else None,
        on_answer=lambda: load(settings, preset),
    )
