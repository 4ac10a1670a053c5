"""Experiments worth seeing; each changes one idea."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.interpretability.config import Cheat, Checks, Pictures, Table
from pages.interpretability.panels import opened
from ui.language import message
from ui.lesson import Preset

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "one_point",
        message("One point of the integral"),
        message("Integrated gradients from a single point: how far is the sum off? Then double the points."),
        Pictures(points=1),
        opened(""),
    ),
    Preset(
        "white",
        message("Explained from white"),
        message("The baseline is white: now the black pixels speak. The network and its answer are the same."),
        Pictures(baseline=1.0),
        opened(""),
    ),
    Preset(
        "random_labels",
        message("Labels at random"),
        message(
            "This network knows a hundred random labels by heart and reads nothing. Do its pictures look less "
            "convincing?"
        ),
        Pictures(mislabelled=1.0, train_images=100, lr=0.005),
        ("pictures", "curves"),
    ),
    Preset(
        "nine_in_ten",
        message("A patch on nine in ten"),
        message("Compare the lines on the patch, and then the accuracy that anybody would have looked at first."),
        Cheat(share=0.9),
        opened("cheat"),
    ),
    Preset(
        "honest",
        message("No patch in training"),
        message("The control: the patch is new to this network. Whatever a method shows there now is a false alarm."),
        Cheat(share=0.0),
        opened("cheat"),
    ),
    Preset(
        "tiny",
        message("A tiny patch"),
        message("Two pixels wide, on every image of the digit: does it pay to read it?"),
        Cheat(share=1.0, size=2),
        opened("cheat"),
    ),
    Preset(
        "wide",
        message("A large patch"),
        message("Eight pixels wide, on all threes. Which method still looks elsewhere?"),
        Cheat(share=1.0, size=8),
        opened("cheat"),
    ),
    Preset(
        "alone",
        message("One layer at a time"),
        message("Only one layer is drawn anew, the others are kept: which one do the maps depend on?"),
        Checks(cascade=False),
        opened("checks"),
    ),
    Preset(
        "hardly_trained",
        message("Hardly trained"),
        message("After 20 steps the network knows little. Which of the two trials notices?"),
        Checks(steps=20),
        opened("checks"),
    ),
    Preset(
        "other_start",
        message("Another start, more images"),
        message("Another seed and twenty images: which of the differences were more than chance?"),
        Checks(images=20, seed=1),
        opened("checks"),
    ),
    Preset(
        "linear",
        message("A linear model"),
        message("Here the coefficients are the whole truth. Compare their squares with the falls of the score."),
        Table(model="linear", epochs=500),
        ("importances", "row"),
    ),
    Preset(
        "twins",
        message("Four copies"),
        message("The body mass index stands in the table five times. Where has its importance gone?"),
        Table(model="linear", epochs=500, copies=4, blur=0.0),
        ("importances", "row"),
    ),
    Preset(
        "tumours",
        message("Thirty measurements of tumours"),
        message("Most of the thirty measure nearly the same. How much accuracy hangs on the most important one?"),
        Table(data="breast_cancer"),
        ("importances", "row"),
    ),
)


def of_room(experiment: str) -> list[Preset[Config]]:
    """Return the presets of one room."""
    return [preset for preset in PRESETS if preset.config.experiment == experiment]
