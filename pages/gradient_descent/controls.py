"""The knobs of the three experiments; those that have no effect at present are left out or greyed out."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dlcore.config import Many
from dlcore.experiments.gradient_descent.config import OPTIMIZERS as ALL
from dlcore.experiments.gradient_descent.config import PLACES, PLAIN, Landscape, Race, Rates
from pages.gradient_descent import words
from pages.gradient_descent.words import FIELDS
from ui import terms
from ui.controls import control, mirrored
from ui.language import _, prose
from ui.settings import Settings

WORDS = {
    "surface": words.SURFACES,
    "racers": words.OPTIMIZERS,
    "contest": words.CONTESTS,
    "optimizer": words.OPTIMIZERS,
    "schedule": words.SCHEDULES,
    "dataset": terms.DATASETS,
    "activation": terms.ACTIVATIONS,
    "init": terms.INITS,
    "directions": words.DIRECTIONS,
}
NEW_LAYER = 8  # units of a layer that the learner adds


def controls(settings: Settings) -> None:
    """Draw the knobs of the present experiment."""
    match settings.config:
        case Race():
            _race(settings, settings.config)
        case Landscape():
            _landscape(settings, settings.config)
        case Rates():
            _rates(settings, settings.config)


def _race(settings: Settings, config: Race) -> None:
    _surface(settings)
    if config.surface == "bowl":
        _knob(settings, "condition")
    left, right = st.columns(2)
    with left:
        _coordinate(settings, "x")
    with right:
        _coordinate(settings, "y")
    _knob(settings, "contest")
    if config.contest == "optimizers":
        _racers(settings)
    else:
        _knob(settings, "optimizer")
    used = {racer.optimizer for racer in config.lineup}
    left, right = st.columns(2)
    with left:
        _knob(settings, "lr", disabled=not used & set(PLAIN))
    with right:
        _knob(settings, "adaptive_lr", disabled=not used - set(PLAIN))
    _knob(settings, "steps")
    with st.expander(_("More")):
        _knob(settings, "schedule", disabled=config.contest == "schedules")
        _knob(settings, "momentum", disabled=not used & {"momentum", "nesterov"})
        _knob(settings, "noise")
        _knob(settings, "clip", lambda bound: f"{bound:g}" if bound else _("never"))
        _knob(settings, "weight_decay", disabled="adamw" not in used)
        if config.surface == "bowl":
            _knob(settings, "angle")
        _knob(settings, "seed", disabled=not config.noise)


def _landscape(settings: Settings, config: Landscape) -> None:
    _knob(settings, "dataset")
    _layers(settings)
    _knob(settings, "optimizer")
    _knob(settings, "lr")
    _knob(settings, "batch_size", _batch(config.network.train_points))
    _knob(settings, "epochs")
    _knob(settings, "directions")
    if config.directions == "chosen":
        _knob(settings, "first")
        _knob(settings, "second")
    with st.expander(_("More")):
        _knob(settings, "reach", disabled=config.directions == "path")
        _knob(settings, "direction_seed", disabled=config.directions != "random")
        _knob(settings, "activation", disabled=not config.hidden)
        _knob(settings, "init")
        _knob(settings, "seed")
        _knob(settings, "samples")
        _knob(settings, "noise")
        _knob(settings, "data_seed")


def _rates(settings: Settings, config: Rates) -> None:
    _knob(settings, "dataset")
    _layers(settings)
    _knob(settings, "optimizer")
    _knob(settings, "lowest")
    _knob(settings, "highest")
    _knob(settings, "batch_size", _batch(config.network(config.lowest).train_points))
    _knob(settings, "epochs")
    with st.expander(_("More")):
        _knob(settings, "activation", disabled=not config.hidden)
        _knob(settings, "seed")
        _knob(settings, "samples")
        _knob(settings, "noise")
        _knob(settings, "data_seed")


def _batch(train_points: int) -> Callable[[float], str]:
    return lambda size: _("all") if size >= train_points else f"{size:g}"


def _knob(settings: Settings, name: str, say: Callable[[float], str] | None = None, *, disabled: bool = False) -> None:
    said = {code: _(word) for code, word in WORDS[name].items()} if name in WORDS else say
    control(settings, name, _label(settings, name), words=said, help=_help(settings, name), disabled=disabled)


def _label(settings: Settings, name: str) -> str:
    """What a knob is called; noise in the data is not noise in the gradient."""
    if name == "noise" and not isinstance(settings.config, Race):
        return _("Noise")
    return _(FIELDS[name])


def _help(settings: Settings, name: str) -> str:
    text = prose("gradient_descent")
    return text.get(f"control_{settings.experiment}_{name}") or text[f"control_{name}"]


def _surface(settings: Settings) -> None:
    """The surface; with a new one come a start and learning rates that suit it."""
    options, present = list(PLACES), settings.config.surface

    def choose(chosen: str) -> None:
        place = PLACES.get(chosen)
        if place is not None:  # not a label of the language that was just left
            (x, y), rates = place.start, {"lr": place.lr, "adaptive_lr": place.adaptive_lr}
            settings.change(surface=chosen, x=x, y=y, **rates)

    st.selectbox(
        _(FIELDS["surface"]), options, index=options.index(present), help=_help(settings, "surface"),
        format_func=lambda code: _(words.SURFACES[code]), **mirrored(settings.key("surface"), present, choose),
    )  # fmt: skip


def _coordinate(settings: Settings, name: str) -> None:
    axis = "xy".index(name)
    low, high = settings.config.place.window[axis]
    value = getattr(settings.config, name)

    def move(chosen: float) -> None:
        settings.change(**{name: chosen})

    st.number_input(
        _(FIELDS[name]), float(low), float(high), value, step=0.1, format="%.3g", help=_help(settings, name),
        **mirrored(settings.key(name), value, move),
    )  # fmt: skip


def _racers(settings: Settings) -> None:
    present = list(settings.config.racers)

    def choose(chosen: list[str]) -> None:
        settings.change(racers=chosen)

    st.pills(
        _(FIELDS["racers"]), list(ALL), default=present, selection_mode="multi", help=_help(settings, "racers"),
        format_func=lambda code: _(words.OPTIMIZERS[code]), **mirrored(settings.key("racers"), present, choose),
    )  # fmt: skip


def _layers(settings: Settings) -> None:
    """How many hidden layers, and how many units in each."""
    spec, hidden = settings.config.specs()["hidden"], settings.config.hidden
    assert isinstance(spec, Many)

    def recount(wanted: int) -> None:
        settings.change(hidden=(*hidden, *[hidden[-1] if hidden else NEW_LAYER] * spec.most)[:wanted])

    st.segmented_control(
        _(FIELDS["hidden"]), range(spec.most + 1), default=len(hidden), required=True, help=_help(settings, "hidden"),
        **mirrored(settings.key("layers"), len(hidden), recount),
    )  # fmt: skip
    for i, column in enumerate(st.columns(len(hidden)) if hidden else []):
        with column:
            _units(settings, i)


def _units(settings: Settings, i: int) -> None:
    hidden = settings.config.hidden

    def resize(chosen: int) -> None:
        settings.change(hidden=(*hidden[:i], chosen, *hidden[i + 1 :]))

    st.number_input(_("Units in hidden layer {n}").format(n=i + 1), 1, 8, hidden[i], label_visibility="collapsed",
                    **mirrored(settings.key(f"units {i}"), hidden[i], resize))  # fmt: skip
