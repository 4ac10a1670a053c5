"""Drag the line yourself, and let gradient descent start from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dlcore.experiments.linear_regression.config import LinearRegression
from dlcore.experiments.linear_regression.problem import Problem
from dlcore.experiments.linear_regression.replaying import MOST_ERRORS
from ui.components.line import Drawn, line
from ui.language import _
from ui.recording import Recording
from ui.settings import Settings


def by_hand(text: Mapping[str, str], recording: Recording, settings: Settings[Any]) -> None:
    """Show the points of the run with a line to drag."""
    config, problem = recording.config, recording.scene
    if not isinstance(problem, Problem) or not isinstance(config, LinearRegression):
        st.caption(_("The explanations fill with numbers as soon as the run is there."))
        return
    if problem.is_train.sum() > MOST_ERRORS:
        st.caption(_("These are too many points for squares; descent shows them above."))
        return
    drawn = f"{settings.stem} drawn"

    def keep(found: Drawn) -> None:
        st.session_state[drawn] = found

    st.markdown(text["by_hand"])
    plane, side = st.columns([3, 1], gap="large")
    with plane:
        line(
            problem.values[problem.is_train, 0].tolist(),
            problem.targets[problem.is_train].tolist(),
            key="line to drag",
            delta=config.delta,
            axes=(problem.names[0], problem.target_name),
            words=_words(),
            on_release=keep,
        )
    with side:
        found: Drawn | None = st.session_state.get(drawn)

        def start() -> None:
            if found and settings.change(init="hand", hand_slope=found.slope, hand_intercept=found.intercept):
                st.session_state[settings.key("start")] = True

        st.button(_("Start descent from this line"), key="from_hand", on_click=start, disabled=found is None)
        st.caption(
            _("Descent starts at slope {slope}, intercept {intercept}, on the original points.").format(
                slope=f"{found.slope:.4g}", intercept=f"{found.intercept:.4g}"
            )
            if found
            else _("Let go of the line, and the button takes it over.")
        )


def _words() -> dict[str, str]:
    return {
        "title": _("Line to drag"),
        "line": _("line"),
        "squared": _("Mean area of the squares (MSE)"),
        "absolute": _("MAE"),
        "own": _("Your line"),
        "mse": _("Best by squared error"),
        "mae": _("Best by absolute error"),
        "huber": _("Best by Huber"),
        "left": _("Left handle"),
        "right": _("Right handle"),
        "point": _("Point at x = {x}"),
        "lines": _("Show the best lines"),
        "back": _("Points back"),
        "keys": _(
            "Drag with the mouse or a finger, or choose a handle with Tab and press the arrow keys; "
            "Shift makes large steps."
        ),
    }
