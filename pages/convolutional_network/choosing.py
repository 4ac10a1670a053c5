"""Which image and which layer the learner looks at: they travel in the link, and no run depends on them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.experiments.convolutional_network.config import HELD_OUT, Network
from pages.convolutional_network.panels import first_shown, shown_layers
from pages.convolutional_network.words import layer_names
from ui.controls import mirror
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
    layer_key, image_key = settings.key("layer box"), settings.key("image box")

    def take_layer() -> None:
        if st.session_state[layer_key] in layers:
            settings.look(layer=st.session_state[layer_key])

    def take_image() -> None:
        look_at(settings, int(st.session_state[image_key]))

    if layers:
        layer_key = mirror(layer_key, layer(settings))
        st.selectbox(_("Maps of layer"), layers, index=layers.index(layer(settings)), key=layer_key,
                     on_change=take_layer, format_func=lambda i: names[i])  # fmt: skip
    last = HELD_OUT[config.dataset] - 1
    image_key = mirror(image_key, image(settings))
    st.number_input(_("Held-out image (0 to {last})").format(last=last), 0, last, image(settings), step=1,
                    key=image_key, on_change=take_image)  # fmt: skip
