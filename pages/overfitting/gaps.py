"""The generalisation gap of several runs, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.overfitting.config import Leakage
from pages.overfitting.words import ROOMS, knob
from ui.compare.shelf import shelves
from ui.language import _

Run = tuple[str, Config, Mapping[str, float]]


def gap_table(runs: Iterable[Run]) -> dict[str, list[str]]:
    """Lay out the errors of finished runs as columns, the widest gap first.

    Parameters
    ----------
    runs
        Each run's name, config and final metrics; a study of leakage has no error to compare and is left out.
    """
    rows = [
        (name, config, metrics["train_error"], metrics["test_error"])
        for name, config, metrics in runs
        if not isinstance(config, Leakage) and {"train_error", "test_error"} <= metrics.keys()
    ]
    rows.sort(key=lambda row: row[2] - row[3])
    return {
        _("Run"): [name for name, _config, _train, _test in rows],
        _("What grows"): [_(knob(config)) for _name, config, _train, _test in rows],
        _("Training error"): [f"{train:.3g}" for _name, _config, train, _test in rows],
        _("Test error"): [f"{test:.3g}" for _name, _config, _train, test in rows],
        _("Gap"): [f"{test - train:.3g}" for _name, _config, train, test in rows],
    }


def gaps(stem: str) -> None:
    """Show the gap of every run of a page that is pinned, whatever its room."""
    table = gap_table(pinned(stem))
    if table[_("Run")]:
        st.subheader(_("Generalisation gap of all pinned runs"), anchor=False)
        st.table(table)


def pinned(stem: str) -> Sequence[Run]:
    """Collect a page's pinned runs of all rooms, each named after its room, with the metrics of its last frame."""
    pins = [pin for place, pins in shelves().items() if place.partition(".")[0] == stem for pin in pins]
    return [
        (
            f"{_(ROOMS[pin.run.config.experiment])} · {pin.name}",
            pin.run.config,
            {name: column[-1] for name, column in pin.run.recording.metrics.items() if column},
        )
        for pin in pins
    ]
