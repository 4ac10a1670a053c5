"""Pinned runs as curves: what the figures of learning curves draw of them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from dlcore.config import Config
from dlcore.figures import Fork, RunCurve
from dlcore.history import past_of
from ui.compare.shelf import Pin
from ui.language import _
from ui.recording import Recording

BAND = (0.1, 0.9)  # the shares of the networks below and above which a band leaves out
PLURALS = {"train_loss": "train_losses", "test_loss": "test_losses", "train_accuracy": "train_accuracies",
           "test_accuracy": "test_accuracies"}  # fmt: skip


def line(pin: Pin) -> RunCurve:
    """Describe one pinned run's curves, with the band of its networks where it trains several."""
    recording = pin.run.recording
    frames = len(recording.steps)
    metrics = {name: column[:frames] for name, column in recording.metrics.items() if len(column) >= frames}
    bands = {name: band for name in metrics if (band := _band(recording, name)) is not None}
    return RunCurve(pin.name, pin.mark, pin.colour, recording.steps, metrics, bands)


def forks(config: Config, pins: Iterable[Pin]) -> list[Fork]:
    """Say where the given run, and each pinned branch, left its parent."""
    found = [Fork(each.epoch, _("fork")) for each in past_of(config)[-1:]]
    for pin in pins:
        found += [Fork(each.epoch, _("fork {mark}").format(mark=pin.mark)) for each in past_of(pin.run.config)[-1:]]
    return [fork for i, fork in enumerate(found) if fork.epoch not in {each.epoch for each in found[:i]}]


def _band(recording: Recording, metric: str) -> tuple[list[float], list[float]] | None:
    edges = [recording.metrics.get(f"{metric}_{side}", []) for side in ("low", "high")]
    if all(edges):
        low, high = (edge[: len(recording.steps)] for edge in edges)
        return low, high
    column = recording.arrays.get(PLURALS.get(metric, ""), [])
    if not column or len(column) < len(recording.steps):
        return None
    with np.errstate(invalid="ignore"):
        values = np.stack(column).astype(np.float64)  # (frames, networks), NaN for those that diverged
    low, high = np.nanquantile(values, BAND, axis=1)
    return low.tolist(), high.tolist()
