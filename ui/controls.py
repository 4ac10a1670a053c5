"""From a config's field to a widget: bounds, steps and options come from the field's spec, never from the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dlcore.config import Choice, Flag, Many, Number, Spec
from ui.settings import Settings

ONE_TWO_FIVE = (1, 2, 5)


def control(
    settings: Settings,
    name: str,
    label: str,
    *,
    words: Mapping[str, str] | Callable[[Any], str] | None = None,
    help: str | None = None,
    style: str | None = None,
    disabled: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Draw the widget for one field; its key is ``<page>.<field>``.

    Parameters
    ----------
    settings
        Whose field it is.
    name
        The field. Its spec decides the widget: a slider, stops on a slider, a number box, a select box, a toggle, or
        pills of which several may be chosen.
    label, help
        What the learner reads.
    words
        What the learner reads for a code or a number.
    style
        How a slider writes its number, as in ``st.slider``'s ``format``.
    disabled
        Whether the field has no effect at present.
    on_change
        Called after a change was taken.
    """
    spec = settings.config.specs()[name]
    value = getattr(settings.config, name)

    def take(chosen: Any) -> None:
        options = _options(spec)
        if options and not set(chosen if isinstance(spec, Many) else (chosen,)) <= set(options):
            return  # a label of the language that was just left; the widget is set right before it is drawn again
        if settings.change(**{name: chosen}) and on_change:
            on_change()

    shown = list(value) if isinstance(spec, Many) else value
    common: dict[str, Any] = {"help": help, "disabled": disabled, **mirrored(settings.key(name), shown, take)}
    say = words.__getitem__ if isinstance(words, Mapping) else words or str
    match spec:
        case Choice(options):
            st.selectbox(label, options, index=options.index(value), format_func=say, **common)
        case Many(item=Choice(options)):
            st.pills(label, options, selection_mode="multi", default=value, format_func=say, **common)
        case Flag():
            st.toggle(label, value, **common)
        case Number(stops=stops, scale=scale) if stops or scale == "log":
            offered = stops or log_stops(spec)
            options = sorted({*offered, value})
            st.select_slider(label, options, value, format_func=say if words else spec.format, **common)
        case Number(step=None, integer=True):
            st.number_input(label, int(spec.low), int(spec.high), value, step=1, **common)
        case Number(step=None):
            st.number_input(label, float(spec.low), float(spec.high), value, step=0.1, format="%g", **common)
        case Number(step=step, integer=True):
            st.slider(label, int(spec.low), int(spec.high), value, step=int(step or 1), format=style, **common)
        case Number(step=step):
            st.slider(label, float(spec.low), float(spec.high), value, step=step, format=style, **common)
        case _:
            raise TypeError(f"{name}: a {type(spec).__name__} has no single widget; compose it on the page")


def _options(spec: Spec) -> tuple[str, ...]:
    """Name the codes among which a field chooses; none where it is a number or a switch."""
    each = spec.item if isinstance(spec, Many) else spec
    return each.options if isinstance(each, Choice) else ()


def log_stops(spec: Number) -> tuple[float, ...]:
    """1, 2, 5, 10 … between the bounds of a number that is set on a logarithmic scale."""
    powers = range(-12, 13)
    every = (float(f"{digit}e{power}") for power in powers for digit in ONE_TWO_FIVE)
    return tuple(value for value in every if spec.low <= value <= spec.high)


def mirrored(key: str, value: Any, take: Callable[[Any], object]) -> dict[str, Any]:
    """Return ``key`` and ``on_change`` for the widget that shows `value`, whose default its caller makes the same.

    A browser that has not yet heard of a new value goes on reporting the old one, with whatever else it has to say, and
    Streamlit takes every report that differs for the learner's own change: a preset would be undone knob by knob. So
    where the widget shows something else than `value`, a new one takes its place, with a number behind its key. And
    only news is taken: not what a widget that was replaced, or has left the page, showed or reported last.

    Parameters
    ----------
    key
        Of the first widget.
    value
        What is to be shown; a list where several may be chosen.
    take
        Called with what the learner chose.
    """
    number = st.session_state.setdefault(f"{key} number", 0)
    widget = _numbered(key, number)
    if widget in st.session_state and not _alike(st.session_state[widget], value):
        number = st.session_state[f"{key} number"] = number + 1
        widget = _numbered(key, number)
    known = value

    def changed() -> None:
        nonlocal known
        chosen = st.session_state[widget]
        if not _alike(chosen, known):
            known = chosen
            take(chosen)

    return {"key": widget, "on_change": changed}


def _numbered(key: str, number: int) -> str:
    return f"{key}#{number}" if number else key


def _alike(one: Any, other: Any) -> bool:
    """Several choices are reported in the order in which they were made, which means nothing."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(each in other for each in one)
    return one == other
