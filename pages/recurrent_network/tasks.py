"""The challenges, which are graded on sequences that took no part in training."""

from __future__ import annotations

from dlcore.experiments.recurrent_network.config import Clipping, Forecast, OneCell, Recall
from pages.recurrent_network.attention.lesson import DUEL_CHALLENGES
from pages.recurrent_network.text.lesson import TEXT_CHALLENGES
from ui.challenges import Challenge, experiment, metric, setting
from ui.language import message

CHALLENGES: tuple[Challenge, ...] = (
    Challenge(
        "carry_back",
        message("Undiminished"),
        message(
            "In one cell: eight numbers or more, and a gradient at the first step about as long as at the last. Turn "
            "the factor of the recurrent weights, the units and the seed."
        ),
        (
            experiment(message("One cell, with at least 8 numbers"), OneCell, lambda config: len(config.values) >= 8),
            metric(
                message("‖∂L/∂h‖ at the first step at least {bound} of that at the last"),
                "flow_ratio",
                least=0.5,
                style=".3g",
            ),
            metric(message("and at most {bound} times it: carried, not exploded"), "flow_ratio", most=2.0, style=".3g"),
        ),
    ),
    Challenge(
        "long_pause",
        message("Across a long pause"),
        message("Remember the first symbol over a delay of 70 steps or more, in at most 300 updates."),
        (
            experiment(message("Remember: the first symbol"), Recall, lambda config: config.task == "first"),
            setting(message("At least {bound} steps long"), "length", least=71, style="d"),
            setting(message("At most {bound} updates"), "updates", most=300, style="d"),
            metric(message("Right on fresh sequences: at least {bound}"), "fresh_accuracy", least=0.95, style=".0%"),
        ),
    ),
    Challenge(
        "beat_the_season",
        message("Five times better than last season"),
        message(
            "Forecast at least 60 months of CO₂ from the past alone, five times better than “same as last season”."
        ),
        (
            experiment(message("Forecast: CO₂"), Forecast, lambda config: config.series == "co2"),
            setting(message("At least {bound} months"), "horizon", least=60, style="d"),
            metric(message("Error at most {bound} of that of “same as last season”"), "ratio", most=0.2, style=".3g"),
        ),
    ),
    Challenge(
        "tamed",
        message("Tamed"),
        message("Choose where to clip so that training survives walls on which it breaks without clipping."),
        (
            experiment(
                message("Clipping: a plain RNN, learning rate at least 0.1"),
                Clipping,
                lambda config: config.cell == "rnn" and config.lr >= 0.1,
            ),
            metric(message("Worst loss without clipping at least {bound}"), "worst_free", least=1000, style=",.0f"),
            metric(message("Worst loss with clipping at most {bound}"), "worst_clipped", most=5, style=".2f"),
            metric(message("Loss at the end with clipping at most {bound}"), "loss_clipped", most=0.25, style=".2f"),
        ),
    ),
    *TEXT_CHALLENGES,
    *DUEL_CHALLENGES,
)
