"""The numbers of one run that the prose speaks of."""

from __future__ import annotations

import math

from dlcore.experiments.recurrent_network.config import SPIKE, Forecast
from pages.recurrent_network.attention.room import attending_live
from pages.recurrent_network.text.live import text_live
from ui.recording import Recording

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value: float) -> str:
    """Write a number with three digits; very small ones with a power of ten, large ones in full."""
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    if 0 < abs(value) < 1e-3:
        digits, _e, power = f"{value:.2e}".partition("e")
        return f"{digits}·10{str(int(power)).translate(_RAISED)}"
    return f"{value:.3g}"


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for a run that has at least one frame."""
    numbers = {f"last_{name}": written(column[-1]) for name, column in recording.metrics.items()}
    numbers |= {f"first_{name}": written(column[0]) for name, column in recording.metrics.items()}
    for name in recording.config.specs():
        value = getattr(recording.config, name)
        numbers[f"set_{name}"] = f"{value:,g}" if isinstance(value, (int, float)) else str(value)
    for name, column in recording.metrics.items():  # shares in percent: accuracies, and what guessing gets right
        if name.endswith("_accuracy") or name == "chance":
            numbers[f"share_{name.removesuffix('_accuracy')}"] = f"{column[-1]:.0%}"
    if "share_test" in numbers:
        numbers["share_accuracy"] = numbers["share_test"]
    if isinstance(recording.config, Forecast):
        numbers["width"] = str(recording.config.width)
        numbers["parameters"] = f"{recording.config.parameters:,}"
        numbers["lstm_parameters"] = f"{recording.config.replace(cell='lstm').parameters:,}"
    numbers["spike"] = f"{SPIKE:g}"
    numbers |= text_live(recording) | attending_live(recording)
    return numbers
