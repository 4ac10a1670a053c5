"""The table of a network's layers, and what of the image one of its units can see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from dlcore.experiments.convolutional_network.config import Network
from dlcore.experiments.convolutional_network.material import Scene
from dlcore.models import blocks
from dlcore.models.blocks import Layer
from pages.convolutional_network import choosing
from pages.convolutional_network.words import layer_name, layer_names
from ui.components.pictures import Picture, pictures
from ui.controls import mirrored
from ui.language import _
from ui.lesson import fill
from ui.recording import Recording
from ui.settings import Settings

POOLING = ("max", "average")


def layers(text: Mapping[str, str], settings: Settings[Any], recording: Recording, _frame: int) -> None:
    """Show the table and, on the image that is looked at, a unit's receptive field: both are there before training."""
    config, scene = settings.config, recording.scene
    with st.container(key="wide_table"):
        st.markdown(table(config))
    st.markdown(fill(text["layers"], numbers(config)))
    if isinstance(scene, Scene) and scene.name == config.dataset:
        image = scene.digits.pixels(scene.test[[choosing.image(settings)]])[0]
        _receptive_field(text, settings, config, image)


def table(config: Network) -> str:
    """Write the layers as a Markdown table, with the sums in its last row."""
    heads = ["", _("Layer"), "PyTorch", _("Output shape"), _("Parameters"), _("Multiply-accumulates"), _("Sees")]
    lines = [" | ".join(heads), "--:|---|---|---|--:|--:|--:"]
    for i, layer in enumerate(config.layers, start=1):
        cells = [str(i), layer_name(layer), f"`{layer.code}`", shape(layer), f"{layer.parameters:,}", f"{layer.macs:,}"]
        lines.append(" | ".join([*cells, _sees(layer, config.side)]))
    sums = ["", f"**{_('all')}**", "", "", f"**{config.parameters:,}**", f"**{blocks.macs(config.layers):,}**", ""]
    return "\n".join(f"| {line} |" for line in [*lines, " | ".join(sums)])


def shape(layer: Layer) -> str:
    """Write the shape of a layer's output."""
    return "×".join(map(str, layer.shape))


def without_pooling(config: Network) -> int | None:
    """How many parameters the network would have without its pooling blocks; None where there are none."""
    kept = tuple(block for block in config.blocks if block not in POOLING)
    if kept == config.blocks:
        return None
    return blocks.parameters(
        blocks.stack(kept, config.side, channels=config.channels, kernel_size=config.kernel_size, stride=config.stride,
                     same=config.same, activation=config.activation, p=config.p, units=config.units)
    )  # fmt: skip


def numbers(config: Network) -> dict[str, str]:
    """Count what the prose speaks of."""
    dense = sum(layer.parameters for layer in config.layers if layer.kind == "dense")
    convolution = sum(layer.macs for layer in config.layers if layer.kind == "conv")
    plain = without_pooling(config)
    pooled = (
        _("Without its pooling blocks, this network would have {n} parameters.").format(n=f"{plain:,}")
        if plain is not None
        else _("This network has no pooling block.")
    )
    return {
        "parameters": f"{config.parameters:,}",
        "macs": f"{blocks.macs(config.layers):,}",
        "dense_share": f"{dense / config.parameters:.0%}",
        "convolution_share": f"{convolution / blocks.macs(config.layers):.0%}",
        "pooling": pooled,
    }


def _sees(layer: Layer, side: int) -> str:
    size = min(layer.field.size, side)  # the rest would be padding
    return f"{size}×{size}"


@st.fragment
def _receptive_field(text: Mapping[str, str], settings: Settings[Any], config: Network, image: np.ndarray) -> None:
    maps = [i for i, layer in enumerate(config.layers) if layer.is_map]
    if not maps:
        return
    told, drawn = st.columns([3, 2])
    with told:
        st.markdown(text["receptive_field"])
        at = _kept(settings, "field layer", maps[-1], maps)
        names = layer_names(config.layers)

        def take(chosen: int) -> None:
            if chosen in maps:
                st.session_state[settings.key("field layer")] = chosen

        st.selectbox(_("Unit of layer"), maps, index=maps.index(at), format_func=lambda i: names[i],
                     **mirrored(settings.key("field layer box"), at, take))  # fmt: skip
        layer = config.layers[at]
        side = layer.shape[1]
        row, column = (_place(settings, name, label, side) for name, label in
                       (("field row", _("Row of the unit")), ("field column", _("Column of the unit"))))  # fmt: skip
    (top, bottom), (left, right) = (layer.field.seen(unit, config.side) for unit in (row, column))
    with told:
        values = {"size": str(layer.field.size), "jump": str(layer.field.jump), "top": str(top), "bottom": str(bottom),
                  "left": str(left), "right": str(right)}  # fmt: skip
        st.markdown(fill(text["receptive_field_now"], values))
    with drawn:
        said = _("The unit sees rows {top} to {bottom} and columns {left} to {right} of the image.").format(
            top=top, bottom=bottom, left=left, right=right
        )
        seen = Picture(image, said, _("What this unit sees"), box=(top, bottom, left, right))
        pictures([[seen]], key="convolutional_network field", value=_("ink"), width=300)


def _kept(settings: Settings[Any], name: str, default: int, allowed: list[int]) -> int:
    kept = st.session_state.get(settings.key(name), default)
    return kept if kept in allowed else default


def _place(settings: Settings[Any], name: str, label: str, side: int) -> int:
    """A slider for a row or a column of a layer, where there is more than one."""
    value = min(st.session_state.get(settings.key(name), side // 2), side - 1)

    def take(chosen: int) -> None:
        st.session_state[settings.key(name)] = chosen

    if side == 1:
        return 0
    st.slider(label, 0, side - 1, value, **mirrored(settings.key(f"{name} {side}"), value, take))
    return value
