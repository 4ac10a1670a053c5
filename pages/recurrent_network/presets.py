"""Experiments worth trying in each room; each changes one idea and shows it within seconds."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.recurrent_network.config import Forecast, OneCell, Recall
from pages.recurrent_network.attention.lesson import DUEL_PRESETS
from pages.recurrent_network.memory_presets import MEMORY_PRESETS
from pages.recurrent_network.text.presets import TEXT_PRESETS
from ui.language import message
from ui.lesson import Preset

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "one_set",
        message("One set of weights"),
        message(
            "The same number again and again. Step by step: the weights never change, and only on the way back does "
            "each step add its share to their gradient."
        ),
        OneCell(values=(1.0,) * 6),
        ("unrolled", "weights", "gathered"),
    ),
    Preset(
        "gates",
        message("The LSTM's gates"),
        message("Four more numbers a unit and step: what is let in, kept and let out. Follow cₜ from left to right."),
        OneCell(cell="lstm"),
        ("unrolled", "gradients"),
    ),
    Preset(
        "growing",
        message("A gradient that grows"),
        message("Three units and recurrent weights three times as large: on the way back the gradient becomes longer."),
        OneCell(hidden=3, gain=3.0, seed=2),
        ("unrolled", "gradients", "flow"),
    ),
    Preset(
        "update_gate",
        message("The GRU's gates"),
        message("One state, two gates: zₜ keeps the old state, rₜ decides how much of it the candidate nₜ may see."),
        OneCell(cell="gru"),
        ("unrolled", "gradients"),
    ),
    Preset(
        "silence",
        message("One number, then silence"),
        message("Only the first number says anything. See how little of the gradient finds its way back to it."),
        OneCell(values=(1.0, *(0.0,) * 9)),
        ("unrolled", "gradients", "flow"),
    ),
    Preset(
        "sunspots",
        message("Sunspots"),
        message("Better than “same as last season” one step ahead, and worse for sixty years on end. Why?"),
        Forecast(series="sunspots"),
        ("series", "errors"),
    ),
    Preset(
        "carbon_values",
        message("CO₂, read as values"),
        message("The future lies above everything in the past, where no state has ever been. See how far it gets."),
        Forecast(series="co2", updates=200),
        ("series", "errors"),
    ),
    Preset(
        "carbon_changes",
        message("CO₂, read as changes"),
        message("The same network on month-to-month changes: those stay where they always were, and add up."),
        Forecast(series="co2", differences=True, updates=200),
        ("series", "errors"),
    ),
    Preset(
        "sunspots_looking",
        message("Sunspots, looking back"),
        message(
            "No state, and nearly as good one step ahead. The map's last row shows how little it looks at, and so the "
            "long forecast dies away to the average, which errs less than swinging out of step."
        ),
        Forecast(series="sunspots", cell="attention"),
        ("series", "looking_back"),
    ),
    Preset(
        "carbon_looking",
        message("CO₂, looking back"),
        message(
            "Nothing tells this layer which steps follow each other. One step ahead it needs most of these updates to "
            "become as good as the RNN is after a tenth of them, and its long forecast wavers all the while."
        ),
        Forecast(series="co2", differences=True, cell="attention", updates=1000),
        ("series", "errors", "looking_back"),
    ),
    Preset(
        "noisy",
        message("Five times the noise"),
        message("The forecast is smoother than what comes, and it beats “last season”, which repeats the old noise."),
        Forecast(noise=0.5),
        ("series", "errors"),
    ),
    Preset(
        "forgets",
        message("An ordinary LSTM"),
        message("The same LSTM with PyTorch's first weights: no gradient arrives, so it learns nothing at all."),
        Recall(opened=False),
        ("accuracy", "sequence_states", "flow", "keep"),
    ),
    Preset(
        "truncated",
        message("Cut after 10 steps"),
        message("Forget gates open, but the way back is cut: the first symbol gets no gradient. See where it ends."),
        Recall(truncate=10),
        ("accuracy", "sequence_states", "flow"),
    ),
    Preset(
        "flipping",
        message("Parity"),
        message("A state that flips with every one. Watch for a unit that changes colour along the sequence."),
        Recall(task="parity", length=11, updates=300),
        ("accuracy", "sequence_states"),
    ),
    Preset(
        "two_numbers",
        message("Add two numbers"),
        message("A GRU learns when to look. A long flat stretch, then suddenly it has understood."),
        Recall(task="adding", length=21, cell="gru", updates=300, lr=0.03),
        ("accuracy", "sequence_states", "keep"),
    ),
    *MEMORY_PRESETS,
    *TEXT_PRESETS,
    *DUEL_PRESETS,
)


def of_room(experiment: str) -> list[Preset[Config]]:
    """Return the presets of one room."""
    return [each for each in PRESETS if each.config.experiment == experiment]
