"""The challenges, graded on the learner's own networks and on images that nobody has seen."""

from __future__ import annotations

from dlcore.experiments.interpretability.config import Cheat, Pictures, Table
from ui.challenges import Challenge, Condition
from ui.language import message

PICTURES = Condition(message("Room: five pictures"), lambda config, metrics: isinstance(config, Pictures))
CHEAT = Condition(message("Room: the cheating network"), lambda config, metrics: isinstance(config, Cheat))
TABLE = Condition(message("Room: tables"), lambda config, metrics: isinstance(config, Table))

CHALLENGES = (
    Challenge(
        "exact_sum",
        message("An exact sum"),
        message("Let integrated gradients add up all but exactly, on a network that can read."),
        (
            PICTURES,
            Condition(
                message("Off by at most {bound}"),
                lambda config, metrics: isinstance(config, Pictures) and metrics["gap"],
                most=0.0015,
                style=".2%",
            ),
            Condition(
                message("On fresh images, at least {bound} right"),
                lambda config, metrics: isinstance(config, Pictures) and metrics["fresh_accuracy"],
                least=0.92,
                style=".1%",
            ),
        ),
    ),
    Challenge(
        "hidden_cheat",
        message("The hidden cheat"),
        message("Build a network that reads the patch while its accuracy looks fine and saliency shows nothing of it."),
        (
            CHEAT,
            Condition(
                message("At least {bound} of the other digits with the patch are taken for it"),
                lambda config, metrics: isinstance(config, Cheat) and metrics["fresh_fooled"],
                least=0.5,
                style=".1%",
            ),
            Condition(
                message("On fresh images without the patch, at least {bound} right"),
                lambda config, metrics: isinstance(config, Cheat) and metrics["fresh_accuracy"],
                least=0.92,
                style=".1%",
            ),
            Condition(
                message("Saliency's hottest place is the patch on at most {bound} of the images"),
                lambda config, metrics: isinstance(config, Cheat) and metrics["found_saliency"],
                most=0.2,
                style=".0%",
            ),
        ),
    ),
    Challenge(
        "spared",
        message("Important, and yet to be spared"),
        message("Make the body mass index as good as worthless by shuffling, though the model lives by it."),
        (
            TABLE,
            Condition(
                message("At least {bound} of the variance explained"),
                lambda config, metrics: isinstance(config, Table) and config.data == "diabetes" and metrics["score"],
                least=0.38,
                style=".2f",
            ),
            Condition(
                message("Shuffled alone, the score falls by at most {bound}"),
                lambda config, metrics: isinstance(config, Table) and metrics["alone"],
                most=0.05,
                style=".3f",
            ),
            Condition(
                message("Shuffled together with its copies, by at least {bound}"),
                lambda config, metrics: isinstance(config, Table) and metrics["together"],
                least=0.2,
                style=".3f",
            ),
        ),
    ),
)
