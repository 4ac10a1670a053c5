"""Experiments worth trying in each room; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.recurrent_network.config import OneCell
from pages.recurrent_network.attention_lesson import DUEL_PRESETS
from pages.recurrent_network.text_presets import TEXT_PRESETS
from ui.language import message
from ui.lesson import Preset

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "gates",
        message("The LSTM's gates"),
        message("Four more numbers a unit and step: what is let in, kept and let out. Follow cₜ from left to right."),
        OneCell(cell="lstm"),
        ("unrolled", "gradients"),
    ),
    *TEXT_PRESETS,
    *DUEL_PRESETS,
)


def of_room(experiment: str) -> list[Preset[Config]]:
    """Return the presets of one room."""
    return [each for each in PRESETS if each.config.experiment == experiment]
