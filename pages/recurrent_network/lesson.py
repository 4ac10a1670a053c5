"""What the page asks: a prediction and questions."""

from __future__ import annotations

from pages.recurrent_network.attention_lesson import DUEL_QUESTIONS
from pages.recurrent_network.text_lesson import TEXT_QUESTIONS
from ui.language import message
from ui.lesson import Prediction, Question

PREDICTION = Prediction(
    preset="gates",
    options={"grows": message("It grows"), "shrinks": message("It shrinks")},
    right="shrinks",
    outcome=message("Length of the gradient: {flow_last:.3g} at the last step, {flow_first:.3g} at the first."),
)
QUESTIONS: tuple[Question, ...] = (*TEXT_QUESTIONS, *DUEL_QUESTIONS)
