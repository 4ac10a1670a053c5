"""The numbers of one run that the prose speaks of."""

from __future__ import annotations

from pages.recurrent_network.attending import attending_live
from pages.recurrent_network.text_live import text_live
from ui.recording import Recording


def live(recording: Recording) -> dict[str, str]:
    """Give every placeholder of the prose its value, for a run that has at least one frame."""
    numbers = {f"last_{name}": f"{column[-1]:.3g}" for name, column in recording.metrics.items()}
    numbers |= {f"first_{name}": f"{column[0]:.3g}" for name, column in recording.metrics.items()}
    for name in recording.config.specs():
        value = getattr(recording.config, name)
        numbers[f"set_{name}"] = f"{value:,g}" if isinstance(value, (int, float)) else str(value)
    for name, column in recording.metrics.items():  # shares in percent: accuracies, and what guessing gets right
        if name.endswith("_accuracy") or name == "chance":
            numbers[f"share_{name.removesuffix('_accuracy')}"] = f"{column[-1]:.0%}"
    if "share_test" in numbers:
        numbers["share_accuracy"] = numbers["share_test"]
    numbers |= text_live(recording) | attending_live(recording)
    return numbers
