"""What the page's rooms, knobs and codes are called."""

from __future__ import annotations

from collections.abc import Mapping

from pages.recurrent_network.attention.words import DUEL_FIELDS, DUEL_WORDS
from pages.recurrent_network.text.words import TEXT_FIELDS, TEXT_WORDS, UPDATES
from ui.language import message
from ui.workbench import Wording

ROOMS = {
    "": message("One cell, slowly"),
    "forecast": message("Forecast"),
    "tasks": message("Remember"),
    "lags": message("Gradient against lag"),
    "delays": message("Accuracy against delay"),
    "clipping": message("Clipping"),
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
    "series": message("Series"),
    "differences": message("Read the changes, not the values"),
    "noise": message("Noise"),
    "window": message("Steps in a training window"),
    "horizon": message("Steps to forecast"),
    "updates": message("Updates"),
    "batch_size": message("Batch size"),
    "lr": message("Learning rate"),
    "task": message("Task"),
    "length": message("Length of the sequence"),
    "opened": message("Forget gates open at first"),
    "clip": message("Clip gradients at"),
    "truncate": message("Steps back through time"),
    "seeds": message("Seeds"),
    "longest": message("Longest delay"),
}
LAYER = {"cell": message("Layer")}  # where it need not be a cell
CELL_NAMES = {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}
SERIES = {
    "sine": message("noisy sine"),
    "sunspots": message("sunspots, yearly"),
    "co2": message("CO₂ at Mauna Loa, monthly"),
}
CELLS = {"rnn": message("plain RNN"), "lstm": "LSTM", "gru": "GRU"}
CODES: Mapping[str, Mapping[str, str]] = {
    **DUEL_WORDS,
    **TEXT_WORDS,
    "cell": TEXT_WORDS["cell"] | CELLS,
    "series": SERIES,
}


def fields(experiment: str) -> Mapping[str, str]:
    """Map the fields of a room to what they are called (message ids)."""
    return {"forecast": FIELDS | LAYER, "text": TEXT_FIELDS, "attention": DUEL_FIELDS}.get(experiment, FIELDS)


SLOWLY = Wording(
    where=message("Step {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} steps/s"),
    diverged=message("Not finite after step {epoch:,}"),
    one=message("Go one step further: forward first, then back through time."),
    back=message("Back to the sequence before anything is computed."),
    frame=message("Step {step}"),
)
SWEPT = Wording(
    where=message("Stage {epoch:,} of {end:,}"),
    speed=message("{speed:,.0f} stages/s"),
    diverged=message("Not finite after stage {epoch:,}"),
    one=message("Train all cells at the next delay."),
    back=message("Back to the shortest delay."),
    frame=message("Stage {step}"),
)
WORDINGS: Mapping[str, Wording] = dict.fromkeys(ROOMS, UPDATES) | {"": SLOWLY, "delays": SWEPT}
