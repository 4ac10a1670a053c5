"""Which image is explained and which digit's logit: they travel in the link, and no run depends on them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.experiments.interpretability.config import DIGITS, SHOWN, View
from pages.interpretability.panels import ANSWER
from pages.interpretability.words import FIELDS
from ui.controls import mirrored
from ui.language import _, prose
from ui.settings import Settings


def about(settings: Settings[Any]) -> dict[str, int]:
    """Name the image and the digit that are looked at, in the room where there is a choice."""
    if settings.experiment != View.experiment:
        return {}
    return {"image": settings.view.image, "target": settings.view.target}


def choice(settings: Settings[Any]) -> None:
    """Offer the held-out images by number, and the digits whose logit may be explained."""
    text, view = prose("interpretability"), settings.view
    targets = {ANSWER: _("that of the answer")} | {digit: str(digit) for digit in range(DIGITS)}

    def take_image(chosen: int) -> None:
        settings.look(image=chosen)

    def take_target(chosen: int) -> None:
        if chosen in targets:
            settings.look(target=chosen)

    st.number_input(_(FIELDS["image"]), 0, SHOWN - 1, view.image, step=1, help=text["control_image"],
                    **mirrored(settings.key("image box"), view.image, take_image))  # fmt: skip
    st.selectbox(_(FIELDS["target"]), list(targets), list(targets).index(view.target), help=text["control_target"],
                 format_func=lambda code: targets.get(code, str(code)),
                 **mirrored(settings.key("target box"), view.target, take_target))  # fmt: skip
