"""Which image is explained and which digit's logit: they travel in the link, and no run depends on them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.experiments.interpretability.config import DIGITS, SHOWN, View
from pages.interpretability.panels import ANSWER
from pages.interpretability.words import FIELDS
from ui.controls import mirror
from ui.language import _, prose
from ui.settings import Settings


def about(settings: Settings[Any]) -> dict[str, int]:
    """Name the image and the digit that are looked at, in the room where there is a choice."""
    if settings.experiment != View.experiment:
        return {}
    return {"image": settings.view.image, "target": settings.view.target}


def choice(settings: Settings[Any]) -> None:
    """Offer the held-out images by number, and the digits whose logit may be explained."""
    image_key, target_key, text = settings.key("image box"), settings.key("target box"), prose("interpretability")
    targets = {ANSWER: _("that of the answer")} | {digit: str(digit) for digit in range(DIGITS)}

    def take_image() -> None:
        settings.look(image=int(st.session_state[image_key]))

    def take_target() -> None:
        if st.session_state[target_key] in targets:
            settings.look(target=st.session_state[target_key])

    view = settings.view
    mirror(image_key, view.image)
    st.number_input(_(FIELDS["image"]), 0, SHOWN - 1, view.image, step=1, key=image_key, on_change=take_image,
                    help=text["control_image"])  # fmt: skip
    mirror(target_key, view.target)
    st.selectbox(_(FIELDS["target"]), list(targets), list(targets).index(view.target), key=target_key,
                 on_change=take_target, format_func=lambda code: targets.get(code, str(code)),
                 help=text["control_target"])  # fmt: skip
