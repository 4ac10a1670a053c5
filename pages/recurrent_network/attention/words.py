"""What the attention room's codes are called."""

from __future__ import annotations

from ui.language import message

RIVALS = {"rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}
DUEL_TASKS = {
    "first": message("Remember the first symbol"),
    "adding": message("Add two marked numbers"),
    "parity": message("Parity of ones so far"),
}
DUEL_WORDS = {"task": DUEL_TASKS, "cell": RIVALS}
DUEL_FIELDS = {
    "task": message("Task"),
    "length": message("Length of the sequence"),
    "cell": message("Recurrent rival"),
    "opened": message("Forget gates open at first"),
    "hidden": message("Its hidden units"),
    "updates": message("Updates"),
    "batch_size": message("Batch size"),
    "lr": message("Learning rate"),
    "seed": message("Seed"),
}
