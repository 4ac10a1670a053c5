"""The challenges, which are graded on points that took no part in training, stopping or choosing."""

from __future__ import annotations

from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Remedies, Stopping
from ui.challenges import Challenge, Condition, experiment, metric, setting
from ui.language import message

FEW = setting(message("At most {bound} training points"), "samples", most=20, style="d")
NOISY = setting(message("Noise at least {bound}"), "noise", least=0.3, style=".2f")

CHALLENGES = (
    Challenge(
        "sweet_spot",
        message("As much as needed"),
        message(
            "Choose the highest degree so that the last fit of the sweep is the best you can get, without a penalty."
        ),
        (
            experiment(
                message("Capacity: polynomials on the sine"),
                Capacity,
                lambda config: config.model == "polynomial" and config.curve == "sine",
            ),
            FEW,
            NOISY,
            setting(message("Weight decay 0"), "weight_decay", most=0),
            metric(message("Error on fresh points at most {bound}"), "fresh_error", most=0.13),
        ),
    ),
    Challenge(
        "in_time",
        message("Stopped in time"),
        message("A network that over-fits when it is left alone: choose patience and validation so that it is caught."),
        (
            experiment(message("Time: the sine"), Stopping, lambda config: config.curve == "sine"),
            FEW,
            NOISY,
            metric(message("Stopped by epoch {bound} (median)"), "stop_epoch", most=120, style=".0f"),
            metric(message("Fresh error of the kept networks at most {bound}"), "stopped_fresh_error", most=0.115),
            Condition(
                message("Left alone to the end, the test error is at least {bound} times that"),
                lambda config, metrics: metrics["test_error"] / metrics["stopped_error"],
                least=1.4,
                style=".2f",
            ),
        ),
    ),
    Challenge(
        "sparse",
        message("Most weights gone"),
        message("Let L1 clear out a network so that the setting that validation chooses is both sparse and good."),
        (
            experiment(
                message("Remedies: L1 on the sine"),
                Remedies,
                lambda config: config.remedy == "l1" and config.curve == "sine",
            ),
            FEW,
            NOISY,
            metric(
                message("At least {bound} of the weights exactly zero at the chosen λ"),
                "chosen_zeros",
                least=0.85,
                style=".0%",
            ),
            metric(message("Error on fresh points there at most {bound}"), "chosen_fresh_error", most=0.135),
        ),
    ),
    Challenge(
        "no_peak",
        message("A descent without a peak"),
        message("Sweep the features past the threshold with noisy data, and keep the error low all the way."),
        (
            experiment(message("Double descent: the features grow"), Descent, lambda config: config.along == "width"),
            setting(message("Noise at least {bound}"), "noise", least=0.5, style=".2f"),
            setting(message("Up to {bound} features at least"), "largest", least=400, style="d"),
            metric(message("No test error above {bound} on the way"), "peak", most=1.35),
            metric(message("Error on fresh points at the end at most {bound}"), "fresh_error", most=0.55),
        ),
    ),
    Challenge(
        "honest_score",
        message("A score to be trusted"),
        message("Report an accuracy for the best of 64 tries that is right on average, without a larger test set."),
        (
            experiment(message("Leakage: labels that can be learned"), Leakage, lambda config: not config.coin),
            setting(message("At least {bound} tries"), "tries", least=64, style="d"),
            setting(message("At least {bound} repeats, so that the mean is precise"), "repeats", least=64, style="d"),
            setting(message("At most {bound} points in each held-out set"), "held_out", most=200, style="d"),
            Condition(
                message("The report misses the fresh accuracy by at most {bound}, on average"),
                lambda config, metrics: abs(metrics["optimism"]),
                most=0.006,
                style=".2%",
            ),
            metric(message("Accuracy on fresh points at least {bound}"), "mean_fresh", least=0.8, style=".1%"),
        ),
    ),
)
