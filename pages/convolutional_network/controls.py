"""The knobs of the experiments: what matters at hand, the rest under "More"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlcore.experiments.convolutional_network.config import Compare, LearnKernel, Network
from dlcore.models.blocks import BLOCKS as CODES
from pages.convolutional_network import choosing
from pages.convolutional_network.words import BLOCKS, DATASETS, FIELDS, WORDS
from ui.controls import control, mirrored
from ui.language import _, prose
from ui.settings import Settings

MOST_BLOCKS = 12
CHANNELS = (1, 2, 4, 8, 16, 24, 32)


def controls(settings: Settings[Any]) -> None:
    """Draw every knob of the present experiment."""
    match settings.config:
        case Network() as config:
            _network(settings, config)
        case LearnKernel():
            for name in ("target", "inputs", "images", "lr", "steps", "noise"):
                _knob(settings, name)
            with st.expander(_("More")):
                for name in ("size", "optimizer", "init", "seed"):
                    _knob(settings, name)
        case Compare() as config:
            _knob(settings, "shuffled")
            _knob(settings, "pooling")
            _knob(settings, "times", lambda times: f"× {times:g}")
            for name in ("train_images", "shift", "steps"):
                _knob(settings, name)
            with st.expander(_("More")):
                for name in ("lr", "batch_size", "seed", "data_seed"):
                    _knob(settings, name)


def _network(settings: Settings[Any], config: Network) -> None:
    _dataset(settings, config)
    with st.expander(_("Blocks: {n}").format(n=len(config.blocks))):
        _blocks(settings, config)
    convolutions = config.blocks.count("conv")
    _channels(settings, config, min(max(convolutions, 1), 4), disabled=not convolutions)
    _knob(settings, "kernel_size", lambda size: f"{size}×{size}", disabled=not convolutions)
    _knob(settings, "steps")
    _knob(settings, "train_images")
    _knob(settings, "shift")
    with st.expander(_("Look at: layer and image")):
        choosing.choice(settings, config)
    with st.expander(_("More: network")):
        _knob(settings, "activation", disabled="act" not in config.blocks)
        _knob(settings, "stride", disabled=not convolutions)
        _knob(settings, "same", disabled=not convolutions)
        _knob(settings, "units", disabled="dense" not in config.blocks)
        _knob(settings, "p", disabled="dropout" not in config.blocks)
        _knob(settings, "seed")
    with st.expander(_("More: training")):
        for name in ("lr", "schedule", "optimizer", "batch_size", "weight_decay", "angle", "data_seed"):
            _knob(settings, name)


def _knob(
    settings: Settings[Any], name: str, say: Callable[[Any], str] | None = None, *, disabled: bool = False
) -> None:
    words = {code: _(word) for code, word in WORDS[name].items()} if name in WORDS else say
    help = prose("convolutional_network")[f"control_{name}"]
    control(settings, name, _(FIELDS[name]), words=words, help=help, disabled=disabled)


def _dataset(settings: Settings[Any], config: Network) -> None:
    """Choose the images; where the kernels are too large for small ones, take smaller ones along."""
    options = list(DATASETS)

    def change(chosen: str) -> None:
        if chosen in options and not settings.change(dataset=chosen):
            settings.change(dataset=chosen, kernel_size=3, same=True)

    help = prose("convolutional_network")["control_dataset"]
    st.selectbox(_(FIELDS["dataset"]), options, index=options.index(config.dataset), help=help,
                 format_func=lambda code: _(DATASETS[code]),
                 **mirrored(settings.key("dataset"), config.dataset, change))  # fmt: skip


def _blocks(settings: Settings[Any], config: Network) -> None:
    """One box for each block, in their order, and one more to add another; "none" takes a block away."""
    st.caption(prose("convolutional_network")["control_blocks"])
    shown = [*config.blocks, ""] if len(config.blocks) < MOST_BLOCKS else list(config.blocks)
    for at, block in enumerate(shown):
        empty = _("add a block") if at == len(config.blocks) else _("take away")

        def change(chosen: str, at: int = at) -> None:
            if chosen in ("", *CODES):
                blocks = [*config.blocks[:at], *filter(None, [chosen]), *config.blocks[at + 1 :]]
                settings.change(blocks=tuple(blocks))

        options = ["", *CODES]
        st.selectbox(
            _("Block {n}").format(n=at + 1),
            options,
            index=options.index(block),
            format_func=lambda code, empty=empty: _(BLOCKS[code]) if code else f"– {empty}",
            label_visibility="collapsed",
            **mirrored(settings.key(f"block {at}"), block, change),
        )


def _channels(settings: Settings[Any], config: Network, convolutions: int, *, disabled: bool) -> None:
    """How many kernels each convolution has; those past the fourth have as many as it."""
    held = [config.channels[min(i, len(config.channels) - 1)] for i in range(convolutions)]
    columns = st.columns(convolutions)
    for i, (column, value) in enumerate(zip(columns, held, strict=True)):

        def change(chosen: int, i: int = i) -> None:
            settings.change(channels=(*held[:i], chosen, *held[i + 1 :]))

        options = sorted({*CHANNELS, value})
        label = _(FIELDS["channels"]) if convolutions == 1 else _("Kernels {n}").format(n=i + 1)
        help = prose("convolutional_network")["control_channels"] if i == 0 else None
        column.selectbox(label, options, index=options.index(value), disabled=disabled, help=help,
                         **mirrored(settings.key(f"channels {i}"), value, change))  # fmt: skip
