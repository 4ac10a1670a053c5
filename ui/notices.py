"""Clear words about settings that could not be used: what a link asked for in vain, and a change that was refused."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.config import ConfigError
from ui.language import _, message
from ui.settings import Settings

LONGEST_QUOTE = 40  # characters of a link's value that are shown
REASONS = {
    "field": message("{label}: {value} is not possible. Possible: {allowed}."),
    "too_much_work": message(
        "{value} epochs are too many for a network and a data set of this size, which would keep others waiting. "
        "Possible with these settings: {allowed}. Lower the epochs first."
    ),
    "too_many_steps": message(
        "{value} epochs are too many with batches this small, which would keep others waiting. "
        "Possible with these settings: {allowed}. Lower the epochs first."
    ),
    "too_many_updates": message(
        "{value} updates are too many for a model of this size, which would keep others waiting. Possible with these "
        "settings: {allowed}. Lower the updates first."
    ),
    "no_own_text": message("There is no text of your own yet. Paste one, or choose one of: {allowed}."),
    "activation_per_layer": message("{label}: there must be one for all hidden layers, or one for each of them."),
    "outside_the_map": message("{label}: {value} lies outside the map. Possible: {allowed}."),
    "no_such_parameter": message("{label}: the network has no parameter {value}. Possible: {allowed}."),
    "equal_directions": message("{label}: two different parameters are needed to span a plane."),
    "rates_too_close": message("{label}: {value} must be at least twice the lowest one. Possible: {allowed}."),
    "target_probability": message(
        "{label}: with cross-entropy it is a probability, so {value} is not possible. Possible: {allowed}."
    ),
    "weights_of_shape": message("{label}: this network has {allowed} numbers; {value} were given."),
    "own_sequence": message(
        "{label}: {value} is not a sequence of numbers. Write {allowed}, with spaces between them."
    ),
    "equal_measurements": message("{label}: the two axes must be different measurements."),
    "no_own_data": message("There are no own data yet. Place some points, or choose one of: {allowed}."),
    "own_constant": message(
        "{value}: all training points are equal in it, so nothing can be learned from it. Use more points, or another "
        "column or share for training."
    ),
    "own_few_rows": message(
        "{value} rows to train on are too few for that many columns: at least {allowed} are needed. Use more rows, "
        "fewer columns, or a larger share for training."
    ),
    "own_flat": message(
        "{value}: the rows to train on, or those to test on, all have the same value. Use more rows, or another share "
        "for training."
    ),
    "own_collinear": message(
        "{value} can be computed, all but exactly, from the columns before it, so the data cannot tell which of them "
        "deserves the weight. Leave one of them out."
    ),
    "own_split": message("{label}: there must be points to train on and points to test on. Use more points."),
    "own_classes": message("{label}: there must be at least two classes. Place points of another one."),
    "own_not_finite": message("{label}: a number in {value} is too large."),
    "own_shape": message("{label}: the data do not fit together."),
    "contest_work": message(
        "{value} splits are too many with this budget and these data, which would keep others waiting. "
        "Possible with these settings: {allowed}. Lower the splits first."
    ),
    "too_many_curves": message(
        "{value} models on so many sets make too many curves for one figure. Possible with these sets: {allowed}."
    ),
    "curve_work": message(
        "{value} repetitions are too many for so many curves, which would keep others waiting. "
        "Possible with these settings: {allowed}. Lower the repetitions first."
    ),
    "cost_work": message(
        "This network would do {value} multiply-accumulates for one example, which would keep others waiting. Possible "
        "here: about {allowed}. Make it shorter, narrower or less deep."
    ),
    "cost_batch": message(
        "A batch of {value} is too much work or memory for this network, which would keep others waiting. "
        "Possible with these settings: {allowed}. Lower the batch first."
    ),
    "doublings": message("{value} doublings lead beyond the largest size there is. Possible here: {allowed}."),
    "scaling_work": message(
        "{value} doublings end at a network that is too much work or memory, which would keep others waiting. "
        "Double it less often, or make the other sizes smaller."
    ),
    "no_room": message("Block {value}: its window does not fit into what is left of the image, {allowed} pixels."),
    "flat": message("Block {value} needs a picture, but a dense layer before it has made a list of numbers."),
    "too_many_parameters": message("This network would have {value} parameters. Possible: at most {allowed}."),
    "image_work": message(
        "{value} steps are too many for a network and batches of this size, which would keep others waiting. "
        "Possible with these settings: {allowed}. Lower the steps first."
    ),
    "unknown_field": message("There is no setting {value} here."),
    "past_turns": message("A run can branch {allowed} times, not {value}. Start anew from its settings."),
    "past_value": message("A weight of {value} is not possible. Possible: {allowed}."),
    "past_edits": message("{value} weights changed by hand are too many at one epoch. Possible: {allowed}."),
    "past_settings": message("What this branch was trained with before is not possible here, so it was left out."),
    "past_work": message("The epochs before this branch are too much work for these settings. Branch earlier."),
    "past_shape": message(
        "A branch goes on with the same network, {allowed} units, and these settings need {value}. "
        "To leave the branch, choose a preset."
    ),
    "past_parameter": message("This network has no parameter {value}. Possible: {allowed}."),
    "past_epochs": message("The branch begins after epoch {value}, and the run ends before. Possible: {allowed}."),
}


def notices(settings: Settings, labels: Mapping[str, str]) -> None:
    """Show what was wrong, if anything; `labels` name the fields (message ids)."""
    if settings.refused is not None:
        st.warning(word(settings.refused, labels), icon=":material/block:")
    if settings.ignored:
        listed = ", ".join(_quote(name, value, labels) for name, value in settings.ignored.items())
        st.info(
            _("The link asked for something that is not possible here, so these keep their defaults: {listed}").format(
                listed=listed
            ),
            icon=":material/link_off:",
        )


def word(error: ConfigError, labels: Mapping[str, str]) -> str:
    """Say in the session's language what was refused and what would be accepted."""
    label = _(labels.get(error.field, error.field))
    return _(REASONS[error.reason]).format(label=label, value=_plain(error.value), allowed=error.allowed)


def _quote(name: str, value: str, labels: Mapping[str, str]) -> str:
    label = _(labels[name]) if name in labels else quote(name)
    return f"{label} = {quote(value)}"


def _plain(value: object) -> str:
    return "-".join(map(str, value)) or "–" if isinstance(value, (tuple, list)) else str(value)


def quote(text: str) -> str:
    """Quote a stranger's text as inline code: nothing in it is taken for Markdown or HTML."""
    short = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    visible = "".join(each if each.isprintable() else "·" for each in short).replace("`", "'")
    return f"`{visible}`" if visible.strip() else "` `"
