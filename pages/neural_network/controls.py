"""The playground's knobs: data, network and training at hand, the rest under "More"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dlcore.config import Many
from pages.neural_network.words import FEATURES, FIELDS, MEASUREMENTS
from ui.controls import control, mirrored
from ui.data.desk import data_choice
from ui.data.keeping import OwnDesk
from ui.language import _, prose
from ui.settings import Settings
from ui.terms import ACTIVATIONS, DATASETS, DEVICES, INITS, LOSSES, OPTIMIZERS

WORDS = {
    "dataset": DATASETS,
    "activation": ACTIVATIONS,
    "init": INITS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "device": DEVICES,
}
NEW_LAYER = 8  # units of a layer that the learner adds


def controls(settings: Settings) -> None:
    """Draw every knob. Those that have no effect on the present experiment are greyed out."""
    config = settings.config
    entry, fixed = config.entry, bool(config.past)  # a branch goes on with its network
    data_choice(
        OwnDesk(settings), _(FIELDS["dataset"]), {code: _(name) for code, name in DATASETS.items()}, _help("dataset")
    )
    _knob(settings, "noise", disabled=entry.real)
    _layers(settings)
    _activation(settings)
    _knob(settings, "lr")
    # Streamlit tells options apart by their labels, so each needs its own.
    _knob(settings, "batch_size", lambda size: f"{size} ({_('all')})" if size >= config.train_points else str(size))
    _knob(settings, "epochs")
    with st.expander(_("More: data")):
        _knob(settings, "samples", disabled=config.own is not None)
        _knob(settings, "train_share", style="percent")
        if entry.real and not config.own:
            _measurements(settings)
        _knob(settings, "data_seed")
        if entry.real:
            st.toggle(_("Standardised axes"), key=settings.key("standardised"), help=_help("standardised"))
    with st.expander(_("More: network")):
        _features(settings)
        _each_activation(settings)
        _knob(settings, "init", disabled=fixed)
        _knob(settings, "seed", disabled=fixed)
    with st.expander(_("More: training")):
        _knob(settings, "loss", disabled=entry.kind == "regression")
        _knob(settings, "optimizer")
        _knob(settings, "weight_decay")
        _knob(settings, "l1")
        _knob(settings, "dropout", disabled=not config.hidden)
        _knob(settings, "device", disabled=fixed)


def _knob(
    settings: Settings,
    name: str,
    say: Callable[[int], str] | None = None,
    *,
    style: str | None = None,
    disabled: bool = False,
) -> None:
    words = {code: _(word) for code, word in WORDS[name].items()} if name in WORDS else say
    control(settings, name, _(FIELDS[name]), words=words, help=_help(name), style=style, disabled=disabled)


def _help(name: str) -> str:
    return prose("neural_network")[f"control_{name}"]


def _layers(settings: Settings) -> None:
    """How many hidden layers, and how many units in each."""
    spec = settings.config.specs()["hidden"]
    assert isinstance(spec, Many)
    hidden = settings.config.hidden

    def recount(wanted: int) -> None:
        grown = (*hidden, *[hidden[-1] if hidden else NEW_LAYER] * spec.most)[:wanted]
        settings.change(hidden=grown, activation=_shared(settings))

    counted = _("{n:,} parameters").format(n=settings.config.parameters)
    st.segmented_control(
        f"{_(FIELDS['hidden'])} · {counted}",
        range(spec.least, spec.most + 1),
        default=len(hidden),
        required=True,
        disabled=bool(settings.config.past),
        help=_help("hidden"),
        **mirrored(settings.key("layers"), len(hidden), recount),
    )
    if not hidden:
        return
    for i, column in enumerate(st.columns(3) if len(hidden) <= 3 else [*st.columns(3), *st.columns(3)]):
        if i < len(hidden):
            with column:
                _units(settings, i)


def _units(settings: Settings, i: int) -> None:
    hidden = settings.config.hidden

    def resize(chosen: int) -> None:
        settings.change(hidden=(*hidden[:i], chosen, *hidden[i + 1 :]))

    st.number_input(_("Units in hidden layer {n}").format(n=i + 1), 1, 32, hidden[i], label_visibility="collapsed",
                    disabled=bool(settings.config.past),
                    **mirrored(settings.key(f"units {i}"), hidden[i], resize))  # fmt: skip


def _shared(settings: Settings) -> tuple[str, ...]:
    return settings.config.activation[:1]


def _activation(settings: Settings) -> None:
    """One activation for every hidden layer."""
    words, present = _activation_words(), settings.config.activation[0]

    def choose(chosen: str) -> None:
        if chosen in words:  # not a label of the language that was just left
            settings.change(activation=(chosen,))

    mixed = len(set(settings.config.activations)) > 1
    st.selectbox(
        _(FIELDS["activation"]),
        list(words),
        index=list(words).index(present),
        format_func=words.__getitem__,
        help=_("The layers differ at present, see More: network.") if mixed else _help("activation"),
        disabled=not settings.config.hidden,
        **mirrored(settings.key("activation"), present, choose),
    )


def _each_activation(settings: Settings) -> None:
    """An activation for each hidden layer on its own."""
    words = _activation_words()
    for i, present in enumerate(settings.config.activations):

        def choose(chosen: str, i: int = i) -> None:
            if chosen not in words:
                return
            every = list(settings.config.activations)
            every[i] = chosen
            settings.change(activation=every if len(set(every)) > 1 else every[:1])

        label = _("Activation of hidden layer {n}").format(n=i + 1)
        st.selectbox(label, list(words), list(words).index(present), format_func=words.__getitem__,
                     **mirrored(settings.key(f"activation {i}"), present, choose))  # fmt: skip


def _activation_words() -> Mapping[str, str]:
    return {code: _(word) for code, word in ACTIVATIONS.items()}


def _features(settings: Settings) -> None:
    present = list(settings.config.features)

    def choose(chosen: list[str]) -> None:
        settings.change(features=chosen)

    st.pills(
        _(FIELDS["features"]), list(FEATURES), default=present, selection_mode="multi", help=_help("features"),
        format_func=FEATURES.__getitem__, disabled=bool(settings.config.past),
        **mirrored(settings.key("features"), present, choose),
    )  # fmt: skip


def _measurements(settings: Settings) -> None:
    """The two measurements that span the plane; choosing one that is taken swaps the two."""
    names = MEASUREMENTS[settings.config.dataset]
    for i, axis in enumerate((_("Horizontal axis"), _("Vertical axis"))):
        present = settings.config.measurements[i]

        def choose(chosen: int, i: int = i) -> None:
            if chosen not in range(1, 5):
                return
            pair = list(settings.config.measurements)
            pair[1 - i] = pair[i] if chosen == pair[1 - i] else pair[1 - i]
            pair[i] = chosen
            settings.change(measurements=pair)

        st.selectbox(axis, range(1, 5), present - 1, format_func=lambda n: _(names[n - 1]),
                     **mirrored(settings.key(f"measurement {i}"), present, choose))  # fmt: skip
