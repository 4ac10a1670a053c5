"""What the page's rooms, knobs and codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from pages.recurrent_network.attention_words import DUEL_FIELDS, DUEL_WORDS
from pages.recurrent_network.text_words import TEXT_FIELDS, TEXT_WORDS, UPDATES
from ui.language import message
from ui.workbench import Wording

ROOMS = {
    "": message("One cell, slowly"),
    "text": message("Text, character by character"),
    "attention": message("Attention"),
}
FIELDS = {
    "cell": message("Cell"),
    "values": message("Sequence"),
    "target": message("Target after the last step"),
    "hidden": message("Hidden units"),
    "gain": message("Recurrent weights times"),
    "forget_bias": message("Added to the forget gate's bias"),
    "seed": message("Seed"),
}
CELLS = {"rnn": message("plain RNN"), "lstm": "LSTM", "gru": "GRU"}
CODES: Mapping[str, Mapping[str, str]] = {**DUEL_WORDS, **TEXT_WORDS, "cell": TEXT_WORDS["cell"] | CELLS}


def fields(experiment: str) -> Mapping[str, str]:
    """Map the fields of a room to what they are called (message ids)."""
    return {"text": TEXT_FIELDS, "attention": DUEL_FIELDS}.get(experiment, FIELDS)


SLOWLY = Wording(
    where=message("Step {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} steps/s"),
    diverged=message("Not finite after step {epoch:,}"),
    one=message("Go one step further: forward first, then back through time."),
    back=message("Back to the sequence before anything is computed."),
    frame=message("Step {step}"),
)
WORDINGS: Mapping[str, Wording] = {"": SLOWLY, "text": UPDATES, "attention": UPDATES}
