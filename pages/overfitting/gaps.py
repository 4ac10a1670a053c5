"""The generalisation gap of several runs, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from dlcore.config import Config
from dlcore.experiments.overfitting.config import Leakage
from pages.overfitting.words import ROOMS, knob
from ui.language import _
from ui.settings import Settings
from ui.workbench import benches

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


def gaps(settings: Settings[Config]) -> None:
    """Show the gap of the last finished run of every room that was visited."""
    runs = finished(settings)
    if len(runs) > 1:
        st.subheader(_("The gap in every room you have run"), anchor=False)
        st.table(gap_table(runs))


def finished(settings: Settings[Config]) -> Sequence[Run]:
    """Collect this page's finished runs, each room's last, with the metrics of their last frames."""
    found = []
    for place, bench in benches().items():
        recording = bench.run.recording
        if place.partition(".")[0] == settings.stem and recording.finished:
            final = {name: column[-1] for name, column in recording.metrics.items()}
            found.append((_(ROOMS[recording.config.experiment]), recording.config, final))
    return found
