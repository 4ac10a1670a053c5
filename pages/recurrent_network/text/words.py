"""What the text room's codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from dlcore.experiments.recurrent_network.text.inside import PROPERTIES
from ui.language import message
from ui.workbench import Wording

CORPORA = {
    "midsummer": message("A Midsummer Night's Dream"),
    "tang": message("320 Tang poems"),
    "own": message("Your own text"),
}
TEXT_CELLS = {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU", "attention": message("Self-attention")}
TEXT_WORDS = {"corpus": CORPORA, "cell": TEXT_CELLS}
TEXT_FIELDS = {
    "corpus": message("Text"),
    "own": message("Your own text"),
    "cell": message("Layer"),
    "hidden": message("Hidden units"),
    "length": message("Window (characters)"),
    "dropout": message("Dropout"),
    "updates": message("Updates"),
    "batch_size": message("Batch size"),
    "lr": message("Learning rate"),
    "clip": message("Clip gradients at"),
    "seed": message("Seed"),
}
GATE_NAMES = {
    "input": message("Input gate"),
    "forget": message("Forget gate"),
    "output": message("Output gate"),
    "reset": message("Reset gate"),
    "update": message("Update gate"),
}
PROPERTY_NAMES: Mapping[str, str] = dict(
    zip(
        PROPERTIES,
        (
            message("position in the line"),
            message("a line end follows"),
            message("vowel"),
            message("space or line end"),
            message("capital letter"),
            message("punctuation"),
        ),
        strict=True,
    )
)
UPDATES = Wording(
    where=message("Update {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} updates/s"),
    diverged=message("Diverged after update {epoch:,}"),
    one=message("Train for one update."),
    back=message("Back to the untrained model."),
    frame=message("Update {step}"),
)
