"""Learning curves worth seeing; each changes one idea."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.data_efficiency.config import Curves, Shifts
from ui.language import message
from ui.lesson import Preset

OPEN = ("learning",)

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "ten_times",
        message("Digits, ten times the data"),
        message(
            "Stop the slider at 100 pictures: the dashed law then knows nothing beyond. Go on and see if it was right."
        ),
        Curves(sets=("digits",), models=("neighbours", "network")),
        OPEN,
    ),
    Preset(
        "line_and_spiral",
        message("A line and a spiral"),
        message("One network, two shapes: how many points does each need to get below one error in ten?"),
        Curves(sets=("gaussians", "spiral"), models=("network",), noise=0.1),
        OPEN,
    ),
    Preset(
        "wrong_model",
        message("The wrong shape"),
        message("A straight line on a spiral: its curve goes flat at once, and no amount of data will help."),
        Curves(sets=("spiral",), models=("logistic", "svm", "network"), noise=0.1),
        OPEN,
    ),
    Preset(
        "hard_floor",
        message("Noise is a floor"),
        message(
            "Moons that overlap: all curves end at the same height. Switch the floor off and see the law go wrong."
        ),
        Curves(noise=0.5, models=("neighbours", "svm", "network")),
        OPEN,
    ),
    Preset(
        "trees",
        message("One tree, many trees"),
        message(
            "The tree, the forest and boosting on moons: is the distance between the curves the same at every size?"
        ),
        Curves(models=("tree", "forest", "boosting"), largest=316),
        OPEN,
    ),
    Preset(
        "in_place",
        message("Pictures in their place"),
        message("The same helps, where every digit is centred: shifting no longer makes pictures that could occur."),
        Shifts(wandering=False),
        OPEN,
    ),
    Preset(
        "longer",
        message("Three times the epochs"),
        message(
            "Shifted pictures take longer to learn. Does augmentation gain from patience, and does the plain curve?"
        ),
        Shifts(helps=("plain", "augmented"), epochs=300),
        OPEN,
    ),
    Preset(
        "half_wrong",
        message("Four labels in ten wrong"),
        message("The labels lie more often: compare how far the curve moves to the right, in multiples of the data."),
        Shifts(helps=("plain", "noisy"), mislabelled=0.4),
        OPEN,
    ),
    Preset(
        "little_pretraining",
        message("Pre-trained on thirty"),
        message(
            "A start that has seen 30 pictures of other digits instead of 900. Is there anything left of its lead?"
        ),
        Shifts(helps=("plain", "pretrained"), pretraining=30),
        OPEN,
    ),
)


def of_room(experiment: str) -> list[Preset[Config]]:
    """Return the presets of one room."""
    return [preset for preset in PRESETS if preset.config.experiment == experiment]
