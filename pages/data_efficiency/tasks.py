"""The challenges, graded on the errors of the learner's own curves."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.config import Config
from dlcore.experiments.data_efficiency.config import Curves, Shifts
from ui.challenges import Challenge, Condition, experiment, setting
from ui.language import message

CURVES = experiment(message("Room: learning curves"), Curves)
SHIFTS = experiment(message("Room: what shifts them"), Shifts)
REPEATED = setting(message("At least {bound} repetitions"), "seeds", least=4)
WHOLE = 1000


def _needed(data: str, config: Config, metrics: Mapping[str, float]) -> float:
    """How many points the first model needs on a set."""
    return metrics[f"needed_{data}_{next(iter(getattr(config, 'models', ())), '')}"]


CHALLENGES = (
    Challenge(
        "line_against_spiral",
        message("A line against a spiral"),
        message("Show that the same model needs at least three times as many points for the spiral as for the line."),
        (
            CURVES,
            REPEATED,
            Condition(
                message("One model, on two clouds and on the spiral"),
                lambda config, metrics: (
                    isinstance(config, Curves)
                    and len(config.models) == 1
                    and {"gaussians", "spiral"} <= set(config.sets)
                ),
            ),
            Condition(
                message("It reaches the error on the spiral too"),
                lambda config, metrics: _needed("spiral", config, metrics) < 10 * config.sizes[-1],
            ),
            Condition(
                message("It needs at least {bound} times as many points there"),
                lambda config, metrics: _needed("spiral", config, metrics) / _needed("gaussians", config, metrics),
                least=3.0,
                style=".1f",
            ),
        ),
    ),
    Challenge(
        "good_prophet",
        message("A good prophet"),
        message("Find curves whose law, fitted up to 100 examples, foretells the last curve's error at 1,000."),
        (
            CURVES,
            REPEATED,
            setting(message("Up to {bound} examples"), "largest", least=WHOLE),
            Condition(
                message("From 100 to 1,000 examples the error falls at least by a factor of {bound}"),
                lambda config, metrics: metrics["error_tenth"] / metrics["error"],
                least=2.5,
                style=".1f",
            ),
            Condition(
                message("What was foretold is off by at most {bound}"),
                lambda config, metrics: abs(metrics["foretold"] / metrics["error"] - 1),
                most=0.2,
                style=".0%",
            ),
        ),
    ),
    Challenge(
        "worth_of_shifts",
        message("What a shift is worth"),
        message("Let augmentation do the work of more pictures: clearly below the plain curve, at the same size."),
        (
            SHIFTS,
            REPEATED,
            Condition(
                message("Both curves are there"),
                lambda config, metrics: {"plain", "augmented"} <= set(getattr(config, "helps", ())),
            ),
            setting(message("At most {bound} pictures"), "largest", most=178),
            Condition(
                message("The plain error is at least {bound} times the other"),
                lambda config, metrics: metrics["error_digits_plain"] / metrics["error_digits_augmented"],
                least=1.7,
                style=".2f",
            ),
        ),
    ),
)
