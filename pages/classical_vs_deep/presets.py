"""Contests worth seeing; each changes one idea. They were fixed before anybody knew who would win."""

from __future__ import annotations

from dlcore.experiments.classical_vs_deep import Config
from ui.language import message
from ui.lesson import Preset

MAPS = ("surfaces", "scores")

PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "clouds",
        message("Two clouds"),
        message("The true border is a straight line: see what all the flexible models gain over logistic regression."),
        Config(data="gaussians"),
        MAPS,
    ),
    Preset(
        "xor",
        message("XOR"),
        message("No straight line will do. Look at the shapes: boxes, bubbles, patches, facets."),
        Config(data="xor", noise=0.1),
        MAPS,
    ),
    Preset(
        "cancer",
        message("Breast cancer"),
        message("Thirty measurements in a table. Compare the distance between the means with the spread of the dots."),
        Config(data="breast_cancer", train=200),
        ("scores", "clocks"),
    ),
    Preset(
        "digits",
        message("Digits"),
        message("Sixty-four pixels, ten classes, 300 pictures. Where would you expect the single tree?"),
        Config(data="digits", train=300, seeds=2),
        ("scores", "clocks"),
    ),
    Preset(
        "distracted",
        message("Twenty meaningless inputs"),
        message("Moons again, with twenty columns of noise beside the two that matter. Who can ignore them?"),
        Config(distractors=20),
        MAPS,
    ),
    Preset(
        "units",
        message("Inputs in their own units"),
        message(
            "Wine, not standardised: one measurement is in the hundreds. See who depends on units and who does not."
        ),
        Config(data="wine", standardise=False),
        ("scores", "tuning"),
    ),
    Preset(
        "wrong_labels",
        message("Three labels in ten wrong"),
        message("The labels that are learned from lie; those that judge do not. Whose map gets holes?"),
        Config(mislabelled=0.3),
        MAPS,
    ),
    Preset(
        "untuned",
        message("Out of the box"),
        message("One setting each, the default. Compare with the mean of four: how much of a victory is tuning?"),
        Config(budget=1, seeds=8),
        ("surfaces", "scores"),
    ),
)
