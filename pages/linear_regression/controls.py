"""The knobs of both experiments: data and descent at hand, the rest under "More"."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dlcore.experiments.linear_regression.config import MEASUREMENTS, LinearRegression, SeveralFeatures
from pages.linear_regression.words import DATASETS, FIELDS, WORDS
from pages.linear_regression.words import MEASUREMENTS as NAMES
from ui.controls import control, mirrored
from ui.data.desk import data_choice
from ui.data.keeping import OwnDesk
from ui.language import _, prose
from ui.settings import Settings

OF_DATA = {"noisy": ("slope", "intercept", "noise", "outliers"), "anscombe": ("quartet",), "diabetes": ("measurement",)}


def controls(settings: Settings[Any]) -> None:
    """Draw every knob of the present experiment that has an effect on it."""
    config = settings.config
    if isinstance(config, LinearRegression):
        _one_line(settings, config)
    elif isinstance(config, SeveralFeatures):
        _several(settings, config)


def _data(settings: Settings[Any]) -> None:
    options = {code: _(DATASETS[code]) for code in settings.config_class.specs()["dataset"].options}
    help = prose("linear_regression")["_".join(filter(None, ("control_dataset", settings.experiment)))]
    data_choice(OwnDesk(settings), _(FIELDS["dataset"]), options, help)


def _one_line(settings: Settings[Any], config: LinearRegression) -> None:
    _data(settings)
    for name in OF_DATA.get(config.dataset, ()):
        _knob(settings, name)
    _knob(settings, "loss")
    if config.loss == "huber":
        _knob(settings, "delta")
    _descent(settings)
    with st.expander(_("More: data")):
        _knob(settings, "samples", disabled=config.dataset != "noisy")
        _knob(settings, "data_seed", disabled=config.dataset not in ("noisy", "diabetes"))
    with st.expander(_("More: start")):
        _knob(settings, "init")
        if config.init == "hand":
            _knob(settings, "hand_slope")
            _knob(settings, "hand_intercept")
        _knob(settings, "seed")


def _several(settings: Settings[Any], config: SeveralFeatures) -> None:
    _data(settings)
    if config.own is None:
        _measurements(settings)
    _knob(settings, "penalty")
    _knob(settings, "strength", disabled=config.penalty == "none")
    _descent(settings)
    with st.expander(_("More: data")):
        _knob(settings, "train_share", style="percent")
        _knob(settings, "data_seed")
    with st.expander(_("More: start")):
        _knob(settings, "init")
        _knob(settings, "seed")


def _descent(settings: Settings[Any]) -> None:
    points = settings.config.train_points
    _knob(settings, "standardise")
    _knob(settings, "lr")
    # Streamlit tells options apart by their labels, so each needs its own.
    _knob(settings, "batch_size", say=lambda size: f"{size} ({_('all')})" if size >= points else str(size))
    _knob(settings, "epochs")


def _knob(settings: Settings[Any], name: str, *, say: Any = None, style: str | None = None, disabled: bool = False):
    words = {code: _(word) for code, word in WORDS[name].items()} if name in WORDS else say
    help = prose("linear_regression")[f"control_{name}"]
    control(settings, name, _(FIELDS[name]), words=words, help=help, style=style, disabled=disabled)


def _measurements(settings: Settings[Any]) -> None:
    """Which measurements the model is given: any of the ten, at least one."""
    present = list(settings.config.measurements)

    def choose(chosen: list[str]) -> None:
        settings.change(measurements=tuple(chosen))

    st.pills(_(FIELDS["measurements"]), MEASUREMENTS, default=present, format_func=lambda code: _(NAMES[code]),
             selection_mode="multi", help=prose("linear_regression")["control_measurements"],
             **mirrored(settings.key("measurements"), present, choose))  # fmt: skip
