"""What the page asks: a prediction and questions."""

from __future__ import annotations

from pages.recurrent_network.attention.lesson import DUEL_QUESTIONS
from pages.recurrent_network.text.lesson import TEXT_QUESTIONS
from ui.language import message
from ui.lesson import Option, Prediction, Question

PREDICTION = Prediction(
    preset="forgets",
    options={
        "always": message("Nearly always: remembering is what an LSTM is for"),
        "half": message("About half the time"),
        "chance": message("No more often than by guessing"),
    },
    right="chance",
    outcome=message(
        "It is right in {test_accuracy:.0%} of the cases, and guessing gives {chance:.0%}. Its forget gates stand half "
        "open, so of a gradient of length {flow_last:.1e} at the last step only {flow_first:.1e} reaches the first."
    ),
)

QUESTIONS: tuple[Question, ...] = (
    Question(
        "shared_weights",
        message("A plain RNN with 8 units reads 10 steps, then 100 steps. How many parameters has its cell?"),
        (
            Option(
                "ten_times",
                message("Ten times as many for 100 steps"),
                message("The picture shows the cell once a step, but it is one cell: the steps share their weights."),
            ),
            Option(
                "same",
                message("The same number"),
                message("Weights belong to the cell, not to the steps. Their gradient is the sum over all steps."),
                right=True,
            ),
            Option(
                "plus",
                message("More, for the longer state"),
                message("The state has 8 numbers at every step, however many steps there are."),
            ),
        ),
    ),
    Question(
        "vanishing",
        message("On its way back each step multiplies the gradient by about 0.8. What is left of it after 50 steps?"),
        (
            Option(
                "fifth",
                message("About a fifth less, 80%"),
                message("That is one step. The factors multiply: 0.8 to the power of 50."),
            ),
            Option(
                "tiny",
                message("About a hundred-thousandth"),
                message("0.8⁵⁰ is about 1.4·10⁻⁵. Geometric, so on a logarithmic axis it is a straight line."),
                right=True,
            ),
            Option(
                "zero",
                message("Exactly nothing"),
                message("It is small, not zero; float64 could go on for thousands of steps. But noise soon drowns it."),
            ),
        ),
    ),
    Question(
        "clip_what",
        message("What does gradient clipping help against?"),
        (
            Option(
                "vanishing",
                message("Against vanishing gradients"),
                message("It only ever shortens. A gradient that is too short stays as it is."),
            ),
            Option(
                "exploding",
                message("Against steps that an exploding gradient makes far too long"),
                message(
                    "The direction is kept, the length is cut, and one bad batch no longer throws the weights away."
                ),
                right=True,
            ),
            Option(
                "forgetting",
                message("Against forgetting early inputs"),
                message("How long content lasts is decided by the cell's factors, not by the length of a step."),
            ),
        ),
    ),
    Question(
        "honest_forecast",
        message("A forecast's curve lies close to the measured one. What must be known before it is worth anything?"),
        (
            Option(
                "loss",
                message("That its training loss is low"),
                message("That is about the past, which it has seen. The future was not part of it."),
            ),
            Option(
                "naive",
                message("That it beats “same as last season” on numbers it has not seen"),
                message("A curve that repeats last season looks good too. Only the comparison says what was learned."),
                right=True,
            ),
            Option(
                "units",
                message("That the network has enough units"),
                message("Size is a means. A single number, the last one repeated, is sometimes hard to beat."),
            ),
        ),
    ),
    *TEXT_QUESTIONS,
    *DUEL_QUESTIONS,
)
