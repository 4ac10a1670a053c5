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
from ui.controls import control, mirror
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
    key, options = settings.key("surface"), list(PLACES)

    def choose() -> None:
        place = PLACES.get(st.session_state[key])
        if place is not None:  # not a label of the language that was just left
            (x, y), rates = place.start, {"lr": place.lr, "adaptive_lr": place.adaptive_lr}
            settings.change(surface=st.session_state[key], x=x, y=y, **rates)

    key = mirror(key, settings.config.surface)
    st.selectbox(
        _(FIELDS["surface"]), options, index=options.index(settings.config.surface), key=key, on_change=choose,
        format_func=lambda code: _(words.SURFACES[code]), help=_help(settings, "surface"),
    )  # fmt: skip


def _coordinate(settings: Settings, name: str) -> None:
    key = settings.key(name)
    axis = "xy".index(name)
    low, high = settings.config.place.window[axis]
    value = getattr(settings.config, name)

    def move() -> None:
        settings.change(**{name: st.session_state[key]})

    key = mirror(key, value)
    st.number_input(
        _(FIELDS[name]), float(low), float(high), value, step=0.1, format="%.3g", key=key, on_change=move,
        help=_help(settings, name),
    )  # fmt: skip


def _racers(settings: Settings) -> None:
    key = settings.key("racers")

    def choose() -> None:
        settings.change(racers=st.session_state[key])

    key = mirror(key, list(settings.config.racers))
    st.pills(
        _(FIELDS["racers"]), list(ALL), default=list(settings.config.racers), selection_mode="multi", key=key,
        format_func=lambda code: _(words.OPTIMIZERS[code]), on_change=choose, help=_help(settings, "racers"),
    )  # fmt: skip


def _layers(settings: Settings) -> None:
    """How many hidden layers, and how many units in each."""
    spec, hidden = settings.config.specs()["hidden"], settings.config.hidden
    assert isinstance(spec, Many)
    key = settings.key("layers")

    def recount() -> None:
        settings.change(hidden=(*hidden, *[hidden[-1] if hidden else NEW_LAYER] * spec.most)[: st.session_state[key]])

    key = mirror(key, len(hidden))
    st.segmented_control(
        _(FIELDS["hidden"]), range(spec.most + 1), default=len(hidden), key=key, on_change=recount, required=True,
        help=_help(settings, "hidden"),
    )  # fmt: skip
    for i, column in enumerate(st.columns(len(hidden)) if hidden else []):
        with column:
            _units(settings, i)


def _units(settings: Settings, i: int) -> None:
    hidden, key = settings.config.hidden, settings.key(f"units {i}")

    def resize() -> None:
        settings.change(hidden=(*hidden[:i], st.session_state[key], *hidden[i + 1 :]))

    key = mirror(key, hidden[i])
    st.number_input(_("Units in hidden layer {n}").format(n=i + 1), 1, 8, hidden[i], key=key, on_change=resize,
                    label_visibility="collapsed")  # fmt: skip
