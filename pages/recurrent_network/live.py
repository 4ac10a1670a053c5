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
    numbers |= text_live(recording) | attending_live(recording)
    return numbers
