"""Transfers worth seeing; each changes one idea."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.transfer.config import Amounts, Depth, Sources, Tuning
from ui.language import message
from ui.lesson import Preset

OPEN = ("results", "tasks")
BOTH = ("results", "forgetting")
ALONE = ("results",)

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "centred",
        message("All digits in the middle"),
        message("The second task is easy now. Look at the left end: which start is the best with one example?"),
        Amounts(wander=0),
        OPEN,
    ),
    Preset(
        "control",
        message("Is it what was learned?"),
        message("Frozen layers that were never trained, beside those that were: the distance is what was learned."),
        Amounts(ways=("fresh", "frozen", "random")),
        OPEN,
    ),
    Preset(
        "little",
        message("Hardly a first task"),
        message("Five pictures of each class, each in one place: what is such a start worth?"),
        Amounts(pretraining=5, placements=1),
        OPEN,
    ),
    Preset(
        "writers",
        message("From another collection"),
        message("The same five digits, but by other writers and another scanner. Does that cross over?"),
        Amounts(source="mnist_same"),
        OPEN,
    ),
    Preset(
        "shallow",
        message("One wide hidden layer"),
        message("Only one layer is taken over. Compare where frozen ends with where it ends by default."),
        Amounts(hidden=1, width=64),
        OPEN,
    ),
    Preset(
        "gentle",
        message("Small steps below"),
        message("What was taken over moves at a small share of the rate. Compare what is left of the first task."),
        Tuning(share=0.03),
        BOTH,
    ),
    Preset(
        "tether",
        message("On a leash"),
        message("Full steps, but a spring pulls what was taken over back to where it began."),
        Tuning(pull=0.1),
        BOTH,
    ),
    Preset(
        "hot",
        message("Ten times the rate"),
        message("Follow the fine-tuned start through the first five epochs, in both figures."),
        Tuning(lr=0.1),
        BOTH,
    ),
    Preset(
        "plenty",
        message("A hundred examples"),
        message("Now the fresh start has enough to learn from. When does it overtake the frozen one?"),
        Tuning(count=100),
        BOTH,
    ),
    Preset(
        "many_layers",
        message("Layers with plenty of examples"),
        message("A hundred examples of each class: every layer that stays frozen now costs answers."),
        Depth(count=100, seeds=2),
        OPEN,
    ),
    Preset(
        "centred_layers",
        message("Layers for centred digits"),
        message("Compare the two lower lines: layers that were learned, and layers that never learned anything."),
        Depth(wander=0),
        OPEN,
    ),
    Preset(
        "empty_layers",
        message("Layers from random labels"),
        message("The first task was to learn labels that mean nothing by heart. Do its layers know more than chance?"),
        Depth(source="labels"),
        OPEN,
    ),
    Preset(
        "one_example",
        message("One example each"),
        message("With one example of each class: look how wide the stems are before you trust a mark."),
        Sources(count=1),
        ALONE,
    ),
    Preset(
        "fifty_examples",
        message("Fifty examples each"),
        message("With fifty examples: is any frozen source still worth having? And any fine-tuned one?"),
        Sources(count=50, seeds=2),
        ALONE,
    ),
    Preset(
        "centred_sources",
        message("Sources for centred digits"),
        message("An easy second task: which of the sources is better than none?"),
        Sources(wander=0),
        ALONE,
    ),
)


def of_room(experiment: str) -> list[Preset[Config]]:
    """Return the presets of one room."""
    return [preset for preset in PRESETS if preset.config.experiment == experiment]
