"""The page's explanations, with the numbers of the run on the bench, and what became of racers that were lost."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dlcore.experiments.gradient_descent.config import Landscape, Race
from dlcore.stability import edge
from pages.gradient_descent import panels
from pages.gradient_descent.live import DERIVATIONS, SECTIONS, live
from pages.gradient_descent.words import racer_names
from ui.language import _
from ui.lesson import explain
from ui.recording import Recording


def explanation(text: Mapping[str, str], recording: Recording) -> None:
    """Explain what a recording shows; `text` is the page's prose."""
    if not recording.steps:
        st.caption(_("The explanations fill with numbers as soon as the first picture is there."))
        return
    experiment = recording.config.experiment
    numbers = live(recording)
    explain(text, numbers, SECTIONS[experiment], DERIVATIONS[experiment], panels.TITLES[experiment],
            prefix=f"panel_{experiment or 'race'}_")  # fmt: skip


def verdict(recording: Recording) -> None:
    """Say which racers were lost, after which step and why; or that a training diverged."""
    said = sentences(recording)
    if said:
        st.warning("\n".join(f"- {each}" for each in said), icon=":material/warning:")


def sentences(recording: Recording) -> list[str]:
    """Word what went wrong in a recording; nothing if nothing did."""
    config = recording.config
    last = {name: column[-1] for name, column in recording.metrics.items()}
    if isinstance(config, Landscape) and recording.diverged:
        return [
            _(
                "The training blew up: after epoch {epoch:,} the loss passed a million or was no longer a number. The "
                "sharpness there was {sharpness:.3g}; this learning rate bears {bearable}."
            ).format(epoch=recording.steps[-1], sharpness=last["sharpness"], bearable=_bearable(config))
        ]
    if not isinstance(config, Race) or not last:
        return []
    names = racer_names(config)
    return [
        _lost(config, names[racer.code], racer.optimizer, racer.lr, last[f"{racer.code}_stopped"],
              last[f"{racer.code}_sharpness"], recording.metrics[f"{racer.code}_sharpness"][0])
        for racer in config.lineup
        if last[f"{racer.code}_stopped"]
    ]  # fmt: skip


def _lost(config: Race, name: str, optimizer: str, lr: float, step: float, sharpness: float, at_start: float) -> str:
    bearable = edge(optimizer, 1.0, config.momentum) / lr
    if bearable != bearable:
        return _(
            "**{name}** was lost after step {step:.0f}: the next height was above a million, or no number. Its "
            "steps are "
            "about η = {lr:g} long whatever the slope, and that is too far on this surface."
        ).format(name=name, step=step, lr=lr)
    return _(
        "**{name}** was lost after step {step:.0f}: the next height was above a million, or no number. With η = "
        "{lr:g} it "
        "bears curvatures up to {bearable:.3g}; the sharpest was {at_start:.3g} at the start and {sharpness:.3g} "
        "where it "
        "last stood. Each step overshot by more than the one before."
    ).format(name=name, step=step, lr=lr, bearable=bearable, at_start=at_start, sharpness=sharpness)


def _bearable(config: Landscape) -> str:
    level = edge(config.optimizer, 1.0, 0.9) / config.lr
    return f"{level:.3g}" if level == level else _("an amount that depends on the gradients' history")
