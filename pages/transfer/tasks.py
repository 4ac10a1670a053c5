"""The challenges, graded on what the learner's own networks answer."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.transfer.config import Amounts, Depth, Tuning
from ui.challenges import Challenge, Condition
from ui.language import message

REPEATED = Condition(
    message("At least {bound} repetitions"), lambda config, metrics: float(config.seeds), least=4, style=".0f"
)


def _room(text: str, kind: type[Config]) -> Condition:
    return Condition(text, lambda config, metrics: isinstance(config, kind))


AMOUNTS = _room(message("Room: how many examples"), Amounts)
HONEST = Condition(
    message("The first task has right labels"),
    lambda config, metrics: getattr(config, "source", "labels") != "labels",
)

CHALLENGES = (
    Challenge(
        "head_start",
        message("A head start that counts"),
        message("Let frozen layers make the most of a single example of each class."),
        (
            AMOUNTS,
            REPEATED,
            Condition(
                message("With one example, frozen is ahead of fresh by at least {bound}"),
                lambda config, metrics: metrics["one_frozen"] - metrics["one_fresh"],
                least=0.1,
                style=".0%",
            ),
        ),
    ),
    Challenge(
        "handicap",
        message("A handicap"),
        message("Find an honest first task after which a fine-tuned network does clearly worse than a fresh one."),
        (
            AMOUNTS,
            REPEATED,
            HONEST,
            Condition(
                message("Somewhere, fine-tuned is at least {bound} behind fresh"),
                lambda config, metrics: -metrics["least_gain_tuned"],
                least=0.08,
                style=".0%",
            ),
        ),
    ),
    Challenge(
        "remember",
        message("Learn and remember"),
        message("Learn from many examples what frozen layers cannot, without forgetting the first task."),
        (
            _room(message("Room: one fine-tuning"), Tuning),
            REPEATED,
            Condition(
                message("At least {bound} examples of each class"),
                lambda config, metrics: float(getattr(config, "count", 0)),
                least=50,
                style=".0f",
            ),
            Condition(
                message("In the end, fine-tuned is ahead of frozen by at least {bound}"),
                lambda config, metrics: metrics["right_tuned"] - metrics["right_frozen"],
                least=0.05,
                style=".0%",
            ),
            Condition(
                message("At least {bound} right on the first task, in the end"),
                lambda config, metrics: metrics["right_first"],
                least=0.85,
                style=".0%",
            ),
        ),
    ),
    Challenge(
        "worse_than_nothing",
        message("Worse than nothing learned"),
        message("Find a case in which frozen layers that learned something lose to frozen layers that never did."),
        (
            _room(message("Room: how many layers"), Depth),
            REPEATED,
            HONEST,
            Condition(
                message("The first task was learned: at least {bound} right on it"),
                lambda config, metrics: metrics["right_first"],
                least=0.9,
                style=".0%",
            ),
            Condition(
                message("With all layers taken over, random ones are ahead by at least {bound}"),
                lambda config, metrics: metrics["right_random"] - metrics["right_frozen"],
                least=0.05,
                style=".0%",
            ),
        ),
    ),
)
