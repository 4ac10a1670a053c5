"""Costs worth seeing; each preset changes one idea."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from ui.language import message
from ui.lesson import Preset

NETWORK, SCALING = ("shares", "readings"), ("counts", "times")
FORMATS, HISTORY = ("storage", "durations"), ("timeline",)

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "kernels",
        message("A few kernels"),
        message("Sixteen kernels in two layers: see which part holds the parameters, and which does the work."),
        Architecture(kind="cnn", width=16),
        NETWORK,
    ),
    Preset(
        "one_picture",
        message("One picture at a time"),
        message("A batch of one: 64 times less work than before. Is it done in a 64th of the time?"),
        Architecture(batch=1),
        NETWORK,
    ),
    Preset(
        "step_by_step",
        message("Step by step"),
        message("A recurrent network over 64 steps: few weights, used again and again, one step after the other."),
        Architecture(kind="rnn", length=64),
        NETWORK,
    ),
    Preset(
        "everybody_looks",
        message("Everybody looks at everybody"),
        message("Attention over 512 places: the table of who looks at whom is what fills most of the memory."),
        Architecture(kind="attention", width=32, length=512, batch=4),
        NETWORK,
    ),
    Preset(
        "wide",
        message("Eight times as wide"),
        message("1,024 units: the layer between the two hidden ones outgrows the first. Which cost grows least?"),
        Architecture(width=1024),
        NETWORK,
    ),
    Preset(
        "pictures_grow",
        message("Larger pictures"),
        message("Twice the edge is four times the pixels, and four times the work of every kernel: the exponent is 2."),
        Scaling(kind="cnn", varied="length", doublings=3, width=8),
        SCALING,
    ),
    Preset(
        "layers_widen",
        message("Wider layers"),
        message("The first layer grows with the width, those between with its square: the line bends upwards."),
        Scaling(kind="mlp", varied="width", doublings=7, depth=3, length=8, batch=64),
        SCALING,
    ),
    Preset(
        "steps_grow",
        message("Longer, step by step"),
        message("The recurrent network: every further step costs the same. Compare its slope with attention's."),
        Scaling(kind="rnn"),
        SCALING,
    ),
    Preset(
        "batches_grow",
        message("Larger batches"),
        message("Work grows in proportion, time does not: follow the examples per second until the curve goes flat."),
        Scaling(kind="mlp", varied="batch", doublings=9, width=128, depth=2),
        ("counts", "throughput"),
    ),
    Preset(
        "tiny_reader",
        message("A tiny reader"),
        message("Sixteen units only. How many bits does a small network need, and how many a large one?"),
        Formats(width=16, depth=1),
        FORMATS,
    ),
    Preset(
        "large_reader",
        message("A large reader"),
        message("512 units: even three values for each weight, −1, 0 and 1 times a scale, leave most of the accuracy."),
        Formats(width=512),
        FORMATS,
    ),
    Preset(
        "one_by_one",
        message("One picture at a time, in few bits"),
        message("A batch of one: moving the weights takes most of the time. Do fewer bytes help here?"),
        Formats(width=512, batch=1),
        FORMATS,
    ),
    Preset(
        "all_years",
        message("From LeNet on"),
        message("Add the one model from before the age of GPUs: what does it do to the time to double?"),
        History(since=1995),
        HISTORY,
    ),
    Preset(
        "language_models",
        message("Since the language models"),
        message("Only what came after 2018: is the pace still what it was?"),
        History(since=2018),
        HISTORY,
    ),
    Preset(
        "old_machines",
        message("On a machine of its own time"),
        message("The same models on chips that do 1e10 operations per joule: look at the estimate of the energy."),
        History(flop_per_joule=1e10),
        HISTORY,
    ),
)


def of_room(experiment: str) -> list[Preset[Config]]:
    """Return the presets of one room."""
    return [preset for preset in PRESETS if preset.config.experiment == experiment]
