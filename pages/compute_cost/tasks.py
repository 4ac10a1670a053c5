"""The challenges, graded on what is counted or read on new digits: nothing depends on how busy the machine is."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.config import Config
from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from ui.challenges import Challenge, Condition, experiment, metric, setting
from ui.language import message

ONE = experiment(message("Room: one network"), Architecture)
SCALING = experiment(message("Room: doubling it"), Scaling)
FORMATS = experiment(message("Room: fewer bits"), Formats)
HISTORY = experiment(message("Room: over the decades"), History)


def _lost(config: Config, metrics: Mapping[str, float]) -> float:
    """How much accuracy 4 bits cost."""
    return metrics["float32_accuracy"] - metrics["int4_accuracy"]


CHALLENGES = (
    Challenge(
        "busy_weights",
        message("Busy weights"),
        message("Build a network of few parameters that works a lot: each weight must be used hundreds of times."),
        (
            ONE,
            metric(message("At most {bound} parameters"), "parameter_count", most=5000, style=",.0f"),
            metric(
                message("At least {bound} multiply-accumulates for one example"), "macs", least=1_000_000, style=",.0f"
            ),
        ),
    ),
    Challenge(
        "small_memory",
        message("Much network, little memory"),
        message("Train on large batches with many weights, and still keep less than a megabyte for the way back."),
        (
            ONE,
            metric(message("At least {bound} parameters"), "parameter_count", least=100_000, style=",.0f"),
            setting(message("A batch of at least {bound}"), "batch", least=256),
            metric(message("At most {bound} bytes kept"), "kept_measured", most=1_000_000, style=",.0f"),
        ),
    ),
    Challenge(
        "square_law",
        message("Where the square takes over"),
        message("Double the length of what attention reads until a further doubling costs well over three times."),
        (
            SCALING,
            experiment(
                message("Attention, over its length"),
                Scaling,
                lambda config: (config.kind, config.varied) == ("attention", "length"),
            ),
            Condition(
                message("The last doubling multiplies the work by at least {bound}"),
                lambda config, metrics: 2 ** metrics["last_exponent"],
                least=3.4,
                style=".2f",
            ),
        ),
    ),
    Challenge(
        "eighth",
        message("An eighth of the bytes"),
        message("Train a good reader whose weights can be rounded to four bits for next to nothing."),
        (
            FORMATS,
            metric(
                message("In float32 it reads at least {bound} of the new digits"),
                "float32_accuracy",
                least=0.93,
                style=".1%",
            ),
            Condition(
                message("With 4 bits it takes at most {bound} of the bytes"),
                lambda config, metrics: metrics["int4_bytes"] / metrics["float32_bytes"],
                most=0.14,
                style=".1%",
            ),
            Condition(message("and loses at most {bound} of accuracy"), _lost, most=0.01, style=".1%"),
        ),
    ),
    Challenge(
        "slower",
        message("A change of pace"),
        message("Find the year from which on the models here take clearly longer to double than before."),
        (
            HISTORY,
            metric(message("At least {bound} models"), "models", least=10, style=".0f"),
            metric(message("They double in no less than {bound} months"), "doubling_months", least=8, style=".1f"),
        ),
    ),
)
