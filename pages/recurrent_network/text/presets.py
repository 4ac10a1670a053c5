"""Character models worth training; each changes one idea."""

from __future__ import annotations

from dlcore.config import Config
from dlcore.experiments.recurrent_network.text_config import Text
from ui.language import message
from ui.lesson import Preset

WRITING = ("written", "perplexity")

TEXT_PRESETS: tuple[Preset[Config], ...] = (
    Preset(
        "one_minute",
        message("A minute of Shakespeare"),
        message(
            "Twice the units, many more updates: real words, speakers in capitals, and a perplexity that no n-gram "
            "reaches."
        ),
        Text(hidden=128, dropout=0.2, updates=1500, lr=0.01),
        WRITING,
    ),
    Preset(
        "verse",
        message("Tang poems"),
        message(
            "It finds the comma and the full stop first, then that five or seven characters lie between them. "
            "Nobody told it so."
        ),
        Text(corpus="tang", hidden=128, dropout=0.4, updates=400, length=32, lr=0.01),
        WRITING,
    ),
    Preset(
        "by_heart",
        message("Learned by heart"),
        message("The same poems without dropout: the solid curve goes on falling, the dashed one turns."),
        Text(corpus="tang", hidden=128, updates=400, length=32, lr=0.01),
        WRITING,
    ),
    Preset(
        "plain_cell",
        message("The same with a plain RNN"),
        message("Fewer parameters, and at so short a training hardly worse: most of a letter's past is quite recent."),
        Text(cell="rnn"),
        ("written", "perplexity", "states"),
    ),
    Preset(
        "eight_units",
        message("Eight units"),
        message("Read what fits into eight numbers: letters that follow each other, but hardly a word."),
        Text(hidden=8),
        ("written", "perplexity", "states"),
    ),
    Preset(
        "attending",
        message("One attention layer"),
        message("As many parameters as the LSTM, no state at all: look at the map to see where it looks."),
        Text(cell="attention"),
        ("written", "perplexity", "attention"),
    ),
    Preset(
        "forgetting",
        message("What the gates do"),
        message("Follow the forget gate's rows from space to space, and compare them with the memory cells."),
        Text(hidden=32, updates=400),
        ("written", "perplexity", "memory", "gate_forget"),
    ),
)
