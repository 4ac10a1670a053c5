"""What the attention room sets: presets, a question and a challenge."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.recurrent_network.attention_config import Attending
from ui.challenges import Challenge, experiment, metric, setting
from ui.language import message
from ui.lesson import Option, Preset, Question

PANELS = ("duel_accuracy", "duel_map")

DUEL_PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "open_gates",
        message("The LSTM, prepared"),
        message(
            "With forget gates that are open at first it remembers too: the way back in time is there from the start."
        ),
        Attending(opened=True),
        PANELS,
    ),
    Preset(
        "eighty",
        message("Eighty steps"),
        message("Twice as long, and attention does not mind: the first step is as near to the last as its neighbour."),
        Attending(length=80, cell="gru"),
        PANELS,
    ),
    Preset(
        "adding",
        message("Add two marked numbers"),
        message("The last row of the map: it finds the two markers, wherever they are, and weighs both alike."),
        Attending(task="adding", updates=300),
        PANELS,
    ),
    Preset(
        "parity",
        message("Parity: the state wins"),
        message(
            "One layer of attention averages what it finds, and no average tells odd from even. A state only flips."
        ),
        Attending(task="parity", length=10, updates=300),
        PANELS,
    ),
)

DUEL_QUESTIONS = (
    Question(
        "attention_parity",
        message("Attention remembers better than the LSTM here. Why does it fail at parity?"),
        (
            Option(
                "too_short",
                message("The ones are too far away for it"),
                message("Distance is no obstacle for attention, and on ten steps even less. Look at the recall task."),
            ),
            Option(
                "average",
                message("One layer takes a weighted average, and parity must be carried on from step to step"),
                message(
                    "Adding one more 1 must turn the answer round, whatever the others are. A state does so with one "
                    "flip a step; a single average changes by one part in the length."
                ),
                right=True,
            ),
            Option(
                "parameters",
                message("It has too few parameters"),
                message("It has as many as the recurrent layer, which solves the task."),
            ),
        ),
    ),
)


DUEL_CHALLENGES = (
    Challenge(
        "the_state_wins",
        message("The state wins"),
        message("Find a duel that the recurrent layer wins clearly, although both have about as many parameters."),
        (
            experiment(message("Room: Attention"), Attending),
            metric(
                message("The recurrent layer is right at least {bound} of the time"),
                "fresh_recurrent_accuracy",
                least=0.95,
                style=".0%",
            ),
            metric(
                message("Attention is right at most {bound} of the time"),
                "fresh_attention_accuracy",
                most=0.65,
                style=".0%",
            ),
            setting(message("Sequences of at least {bound} steps"), "length", least=10, style="d"),
        ),
    ),
)
