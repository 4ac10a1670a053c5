"""What differs between runs: their settings, where they do, and what came of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dlcore.config import Config
from ui.language import _, message

Say = Callable[[str, Any], str]
LEFT_OUT = ("past",)  # told in words of its own
LABELS = {"seeds": message("Seeds")}  # of fields that no page has a knob for


def differing(configs: Sequence[Config]) -> list[str]:
    """Name the fields in which some of the configs differ, in the order of their declaration.

    A field that only some of the configs have counts as differing.
    """
    names = dict.fromkeys(each.name for config in configs for each in dataclasses.fields(config))
    absent = object()
    return [
        name
        for name in names
        if name not in LEFT_OUT and len({getattr(config, name, absent) for config in configs}) > 1
    ]


def settings_table(configs: Mapping[str, Config], labels: Mapping[str, str], say: Say) -> dict[str, dict[str, str]]:
    """Tabulate what differs: label -> column -> value in words.

    Parameters
    ----------
    configs
        Column heading -> config.
    labels
        Field -> message id.
    say
        (field, value) -> what the learner reads.
    """
    return {
        _(labels.get(name) or LABELS.get(name, name)): {
            heading: say(name, getattr(config, name)) if hasattr(config, name) else "–"
            for heading, config in configs.items()
        }
        for name in differing(list(configs.values()))
    }


def plainly(words: Mapping[str, Mapping[str, str]]) -> Say:
    """Make the function that words a field's value: a code by its message id, a number as short as it can be."""

    def say(name: str, value: Any) -> str:
        known = words.get(name, {})
        match value:
            case bool():
                return _("yes") if value else _("no")
            case float():
                return f"{value:.6g}"
            case tuple():
                return ", ".join(say(name, each) for each in value) or _("none")
            case None:
                return "–"
            case str() if value in known:
                return _(known[value])
            case _:
                return str(value)

    return say
