"""Cross-entropy against squared error, over the logit: the price of a mistake, and the pull to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from dlcore import figures
from dlcore.figures import Panel, StillLine, palette
from dlcore.models.newton import logit_losses
from pages.logistic_regression.view import viewed
from ui.components.chart import Place, chart
from ui.language import _
from ui.lesson import fill
from ui.settings import Settings

FARTHEST = 8.0
PLACES = np.linspace(-FARTHEST, FARTHEST, 161)


def two_losses(text: Mapping[str, str], settings: Settings[Any]) -> None:
    """Draw both losses and both gradients for a point of class 1, with a logit to move."""
    st.markdown(text["two_losses"])
    logit = viewed(settings, "logit", _("Logit of a point of class 1"))

    def go(place: Place) -> None:
        settings.look(logit=round(min(max(place.x, -FARTHEST), FARTHEST), 1))

    left, right = st.columns(2)
    with left:
        chart(_drawn(logit, slope=False), key="two losses", on_click=go)
    with right:
        chart(_drawn(logit, slope=True), key="two gradients", on_click=go)
    st.markdown(fill(text["two_losses_now"], numbers(logit)))


def numbers(logit: float) -> dict[str, str]:
    """Word both losses and gradients at one logit for the prose."""
    at = logit_losses(np.array([logit]))
    ratio = abs(at.cross_entropy_slope[0] / at.squared_slope[0])
    return {
        "logit": f"{logit:.1f}",
        "chance": f"{at.probability[0]:.4f}",
        "ce": f"{at.cross_entropy[0]:.4f}",
        "se": f"{at.squared[0]:.4f}",
        "ce_slope": f"{at.cross_entropy_slope[0]:.4f}",
        "se_slope": f"{at.squared_slope[0]:.4f}",
        "ratio": f"{ratio:.1f}",
    }


def _drawn(logit: float, *, slope: bool) -> Panel:
    every, at = logit_losses(PLACES), logit_losses(np.array([logit]))
    pairs = [
        (_("cross-entropy"), every.cross_entropy_slope if slope else every.cross_entropy,
         at.cross_entropy_slope if slope else at.cross_entropy, palette.ORANGE, "solid"),
        (_("squared error"), every.squared_slope if slope else every.squared,
         at.squared_slope if slope else at.squared, palette.BLUE, "dash"),
    ]  # fmt: skip
    lines = [StillLine(name, PLACES, curve, colour, dash) for name, curve, _here, colour, dash in pairs]
    lines += [
        StillLine("", [logit], here, colour, marks="circle", size=11) for _name, _curve, here, colour, _dash in pairs
    ]
    title = _("Gradient with respect to the logit") if slope else _("Loss")
    said = _("{title} at logit {logit}: cross-entropy {first}, squared error {second}.").format(
        title=title, logit=f"{logit:.1f}", first=f"{pairs[0][2][0]:.4f}", second=f"{pairs[1][2][0]:.4f}"
    )
    return figures.still_lines("slopes" if slope else "losses", lines, title=title, description=said, x=_("logit z"),
                               y=_("∂loss/∂z") if slope else _("loss"), x_range=(-FARTHEST, FARTHEST))  # fmt: skip
