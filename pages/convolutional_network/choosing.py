"""Which image and which layer the learner looks at: they travel in the link, and no run depends on them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.experiments.convolutional_network.config import HELD_OUT, Network
from pages.convolutional_network.panels import first_shown, shown_layers
from pages.convolutional_network.words import layer_names
from ui.controls import mirrored
from ui.language import _
from ui.settings import Settings


def image(settings: Settings[Any]) -> int:
    """Number the held-out image that is looked at, from 0."""
    return min(settings.view.image, HELD_OUT[settings.config.dataset] - 1)


def look_at(settings: Settings[Any], number: int) -> None:
    """Look at another held-out image."""
    settings.look(image=number)


def layer(settings: Settings[Any]) -> int:
    """Number the layer whose maps are looked at, from 0."""
    config: Network = settings.config
    chosen = settings.view.layer
    return chosen if chosen in shown_layers(config) else first_shown(config)


def choice(settings: Settings[Any], config: Network) -> None:
    """Offer the layers that have pictures, and the held-out images by number."""
    layers, names = shown_layers(config), layer_names(config.layers)

    def take_layer(chosen: int) -> None:
        if chosen in layers:
            settings.look(layer=chosen)

    def take_image(chosen: int) -> None:
        look_at(settings, chosen)

    if layers:
        present = layer(settings)
        st.selectbox(_("Maps of layer"), layers, index=layers.index(present), format_func=lambda i: names[i],
                     **mirrored(settings.key("layer box"), present, take_layer))  # fmt: skip
    last, present = HELD_OUT[config.dataset] - 1, image(settings)
    st.number_input(_("Held-out image (0 to {last})").format(last=last), 0, last, present, step=1,
                    **mirrored(settings.key("image box"), present, take_image))  # fmt: skip
