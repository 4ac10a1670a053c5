"""The knobs of the page's four experiments."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import streamlit as st

from dlcore.config import Many, Number
from dlcore.experiments.backpropagation.config import LARGEST
from pages.backpropagation.words import FIELDS
from ui.controls import control, mirrored
from ui.language import _, prose
from ui.settings import Settings
from ui.terms import ACTIVATIONS, INITS, LOSSES, OPTIMIZERS

WORDS = {"activation": ACTIVATIONS, "init": INITS, "loss": LOSSES, "optimizer": OPTIMIZERS}
KNOBS = {
    "depth": ("activation", "init", "scale", "width", "deepest", "seeds", "seed"),
    "units": ("activation", "init", "optimizer", "lr", "epochs", "batch_size", "seed"),
    "loop": ("lr", "steps", "noise", "seed"),
}
NEW_LAYER = 2  # units of a layer that the learner adds


def controls(settings: Settings[Any]) -> None:
    """Draw the present experiment's knobs."""
    if not settings.experiment:
        _one_sample(settings)
        return
    if settings.experiment == "units":
        _layers(settings)
    for name in KNOBS[settings.experiment]:
        _knob(settings, name)


def _knob(settings: Settings[Any], name: str) -> None:
    spec = settings.config.specs()[name]
    chosen = {code: _(word) for code, word in WORDS.get(name, {}).items() if code in getattr(spec, "options", ())}
    control(settings, name, _(FIELDS[name]), words=chosen or None, help=help_of(name))


def help_of(name: str) -> str:
    """Return what a knob does, in the page's prose."""
    return prose("backpropagation")[f"control_{name}"]


def _one_sample(settings: Settings[Any]) -> None:
    _layers(settings)
    _knob(settings, "activation")
    _loss(settings)
    _sample(settings)
    with st.expander(_(FIELDS["weights"])):
        _weights(settings)
    _knob(settings, "optimizer")
    with st.container(horizontal=True, gap="xsmall"):
        number(settings, "lr", 132)
        _seed(settings, 132)
    _knob(settings, "steps")


def _loss(settings: Settings[Any]) -> None:
    """The loss; cross-entropy needs a probability for a target, so the nearest one is taken with it."""
    words = {code: _(word) for code, word in LOSSES.items()}

    def choose(chosen: str) -> None:
        if chosen in words:
            target = settings.config.target
            settings.change(loss=chosen, target=min(1.0, max(0.0, target)) if chosen == "cross_entropy" else target)

    st.selectbox(
        _(FIELDS["loss"]), list(words), list(words).index(settings.config.loss), format_func=words.__getitem__,
        help=help_of("loss"), **mirrored(settings.key("loss"), settings.config.loss, choose),
    )  # fmt: skip


def number(settings: Settings[Any], name: str, width: int) -> None:
    """A number of any size within its bounds, typed."""
    spec, value = settings.config.specs()[name], getattr(settings.config, name)
    assert isinstance(spec, Number)
    st.number_input(
        _(FIELDS[name]), float(spec.low), float(spec.high), value, step=value / 10, format="%g", width=width,
        help=help_of(name), **mirrored(settings.key(name), value, lambda chosen: settings.change(**{name: chosen})),
    )  # fmt: skip


def _layers(settings: Settings[Any]) -> None:
    """How many hidden layers, and how many units in each; another shape takes other first weights."""
    spec = settings.config.specs()["hidden"]
    assert isinstance(spec, Many) and isinstance(spec.item, Number)
    hidden, most = settings.config.hidden, spec.most

    def reshape(wanted: tuple[int, ...]) -> None:
        fresh = {"weights": ()} if "weights" in settings.config.specs() else {}
        settings.change(hidden=wanted, **fresh)

    def recount(wanted: int) -> None:
        reshape((*hidden, *[hidden[-1]] * most)[:wanted])

    counted = _("{n:,} parameters").format(n=settings.config.parameters)
    st.segmented_control(
        f"{_(FIELDS['hidden'])} · {counted}", range(spec.least, most + 1), default=len(hidden), required=True,
        help=help_of("hidden"), **mirrored(settings.key("layers"), len(hidden), recount),
    )  # fmt: skip
    with st.container(horizontal=True, gap="xsmall"):
        for i, units in enumerate(hidden):

            def resize(chosen: int, i: int = i) -> None:
                reshape((*hidden[:i], chosen, *hidden[i + 1 :]))

            st.number_input(
                _("Units in hidden layer {n}").format(n=i + 1), int(spec.item.low), int(spec.item.high), units,
                label_visibility="collapsed", width=84, **mirrored(settings.key(f"units {i}"), units, resize),
            )  # fmt: skip


def _sample(settings: Settings[Any]) -> None:
    """The sample's two inputs and its target, in one row."""
    inputs, target = settings.config.inputs, settings.config.target
    with st.container(horizontal=True, gap="xsmall"):
        for i, label in enumerate((_("Input x₁"), _("Input x₂"))):
            _box(settings, "inputs", inputs, i, label, 84, visible=True)
        _box(settings, "target", (target,), 0, _("Target y"), 84, visible=True)


def _weights(settings: Settings[Any]) -> None:
    """Every weight and bias in a small box: a row for each unit, its bias last."""
    sizes, start, place = settings.config.sizes, settings.config.start, 0
    with st.container(key="weights", gap="xxsmall"):
        for layer, (fan_in, fan_out) in enumerate(pairwise(sizes), start=1):
            st.caption(_("Layer {n}: a row for each unit, the bias last").format(n=layer))
            for unit in range(fan_out):
                row = [*range(place + unit * fan_in, place + (unit + 1) * fan_in), place + fan_out * fan_in + unit]
                with st.container(horizontal=True, gap="xxsmall"):
                    for j, index in enumerate(row):
                        part = _("bias") if j == fan_in else _("weight {n}").format(n=j + 1)
                        label = _("Layer {layer}, unit {unit}, {part}").format(layer=layer, unit=unit + 1, part=part)
                        _box(settings, "weights", start, index, label, 44)
            place += fan_out * (fan_in + 1)
        if settings.config.weights:
            st.button(_("Back to the drawn weights"), key=settings.key("drawn"), icon=":material/casino:",
                      on_click=lambda: _take(settings, weights=()))  # fmt: skip


def _box(
    settings: Settings[Any], name: str, values: tuple[float, ...], i: int, label: str, width: int, visible: bool = False
) -> None:
    """One number of a field in a small box."""

    def take(chosen: float) -> None:
        every = (*values[:i], chosen, *values[i + 1 :])
        settings.change(**{name: every[0] if name == "target" else every})

    st.number_input(
        label, -LARGEST, LARGEST, values[i], step=0.1, format="%g", width=width,
        label_visibility="visible" if visible else "collapsed",
        **mirrored(settings.key(f"{name} {i}"), values[i], take),
    )  # fmt: skip


def _seed(settings: Settings[Any], width: int) -> None:
    """Another seed draws other first weights, also where some had been set by hand."""
    spec, seed = settings.config.specs()["seed"], settings.config.seed
    assert isinstance(spec, Number)
    st.number_input(
        _(FIELDS["seed"]), int(spec.low), int(spec.high), seed, step=1, width=width, help=help_of("seed"),
        **mirrored(settings.key("seed"), seed, lambda chosen: settings.change(seed=chosen, weights=())),
    )  # fmt: skip


def _take(settings: Settings[Any], **changes: Any) -> None:
    """Take a change, or let the notices say why not."""
    settings.change(**changes)
