"""The knobs of the three experiments: what matters at hand, the rest under "More"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dlcore.experiments.logistic_regression.config import MEASURED, STRENGTHS, Growth, LogisticRegression, Mistake
from pages.logistic_regression.words import FIELDS, WORDS, measurement
from ui.controls import control, mirrored
from ui.language import _, prose
from ui.settings import Settings


def controls(settings: Settings[Any]) -> None:
    """Draw every knob of the present experiment."""
    match settings.config:
        case LogisticRegression() as config:
            _fit(settings, config)
        case Mistake():
            for name in ("seed", "lr", "epochs"):
                _knob(settings, name)
        case Growth():
            _knob(settings, "separable")
            _strengths(settings)
            for name in ("lr", "epochs", "samples", "data_seed", "seed"):
                _knob(settings, name)


def _fit(settings: Settings[Any], config: LogisticRegression) -> None:
    drawn = config.dataset in ("line", "clouds", "xor")
    _knob(settings, "dataset")
    if config.measured:
        _measurements(settings, config)
    elif config.dataset != "four":
        _knob(settings, "distance", disabled=not drawn)
        _knob(settings, "positives", style="percent")
    if config.inputs == 2:
        _knob(settings, "terms")
    _knob(settings, "lr")
    _knob(settings, "epochs")
    _knob(settings, "weight_decay")
    with st.expander(_("More: data")):
        _knob(settings, "samples", disabled=config.measured or config.dataset == "four")
        _knob(settings, "flipped", style="percent", disabled=config.measured or config.dataset == "four")
        _knob(settings, "train_share", style="percent", disabled=config.dataset == "four")
        _knob(settings, "data_seed", disabled=config.dataset == "four")
    with st.expander(_("More: training")):
        _knob(settings, "loss")
        _knob(settings, "optimizer")
        _knob(settings, "batch_size", lambda size: _("all") if size >= config.train_points else str(size))
        _knob(settings, "init")
        _knob(settings, "seed")


def _knob(
    settings: Settings[Any],
    name: str,
    say: Callable[[int], str] | None = None,
    *,
    style: str | None = None,
    disabled: bool = False,
) -> None:
    words = {code: _(word) for code, word in WORDS[name].items()} if name in WORDS else say
    help = prose("logistic_regression")[f"control_{name}"]
    control(settings, name, _(FIELDS[name]), words=words, help=help, style=style, disabled=disabled)


def _measurements(settings: Settings[Any], config: LogisticRegression) -> None:
    """Which measurements the model is given; two of them make a plane to look at."""
    key = settings.key(f"measurements {config.dataset}")
    every = range(1, MEASURED[config.dataset][0] + 1)
    everything = tuple(every)

    def choose(chosen: list[int]) -> None:
        settings.change(measurements=tuple(chosen))

    def take_all() -> None:
        settings.change(measurements=everything)

    st.multiselect(_(FIELDS["measurements"]), every, default=list(config.columns),
                   format_func=lambda column: measurement(config.dataset, column),
                   help=prose("logistic_regression")["control_measurements"],
                   **mirrored(key, list(config.columns), choose))  # fmt: skip
    if config.columns != everything:
        label = _("All {n} measurements").format(n=len(everything))
        st.button(label, key=settings.key("all"), on_click=take_all)


def _strengths(settings: Settings[Any]) -> None:
    present = list(settings.config.strengths)

    def choose(chosen: list[float]) -> None:
        settings.change(strengths=tuple(chosen))

    st.pills(_(FIELDS["strengths"]), STRENGTHS, default=present, selection_mode="multi",
             help=prose("logistic_regression")["control_strengths"],
             **mirrored(settings.key("strengths"), present, choose))  # fmt: skip
