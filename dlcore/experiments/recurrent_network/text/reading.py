"""What is shown of a character model: its samples in any voice, and what happens inside while it reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from dlcore.datasets.text import LONGEST_START, UNKNOWN, tidy, wrap
from dlcore.models.characters import CharacterModel, sample, walk

from ..text_config import Text, Voice
from .scene import COLUMNS, passage_length, sample_length, text_of

GATES = {"lstm": {"input": "i", "forget": "f", "output": "o"}, "gru": {"reset": "r", "update": "z"}}


def read(config: Text, model: CharacterModel, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of one model.

    Parameters
    ----------
    config, model
        The experiment, and its model as it is at present.
    probes
        ``sample …``: code points of what it writes in that :class:`~.text_config.Voice`, the start included, with line
        ends, filled up with 0. Over the scene's passage: ``states`` and, for an LSTM, ``memory`` (tanh of the cell),
        (units, time) within ±1; ``gate_…`` (units, time) from 0 to 1; ``attention`` (time, time), rows looking at
        columns; ``surprise`` (time,) bits that each character was worth, NaN for the first. Others are ignored.

    Returns
    -------
    arrays
        float32 by name.
    """
    found = {name: utter(config, model, Voice.of(name)) for name in probes if name.split(" ")[0] == "sample"}
    inside = {
        "states",
        "memory",
        "attention",
        "surprise",
        *(f"gate_{gate}" for each in GATES.values() for gate in each),
    }
    if inside & set(probes):
        whole = look(config, model, text_of(config).held_out[: passage_length(config)])
        found |= {name: array for name, array in whole.items() if name in probes}
    return found


def utter(config: Text, model: CharacterModel, voice: Voice) -> np.ndarray:
    """Let a model write in a voice; return code points, wrapped to a sample's width and filled up with 0."""
    texts = text_of(config)
    length = sample_length(texts)
    shown, read_first = opening(config, voice.start)
    generator = torch.Generator().manual_seed(voice.draw)
    written = sample(model, torch.from_numpy(read_first), length, voice.temperature, voice.top_k, generator)
    text = wrap(shown + texts.vocabulary.decode(written.tolist()).lstrip("\n" if not shown else ""), COLUMNS)
    most = length + LONGEST_START + (length + LONGEST_START) // 8  # with room for the line ends
    points = np.zeros(most, np.float32)
    found = [ord(each) for each in text[:most]]
    points[: len(found)] = found
    return points


def opening(config: Text, start: str) -> tuple[str, np.ndarray]:
    """Return a start text as it is shown, and as indices (n ≥ 1,) that are read; an empty one is a line end."""
    vocabulary = text_of(config).vocabulary
    shown = tidy(start)[-LONGEST_START:]
    return shown, vocabulary.encode(shown or "\n")


@torch.inference_mode()
def look(config: Text, model: CharacterModel, text: np.ndarray) -> dict[str, np.ndarray]:
    """Return everything that happens while a model reads a text (time,) of indices; see :func:`read`."""
    x = torch.from_numpy(text.copy())[None]
    embedded = model.embedding(x)
    found: dict[str, np.ndarray] = {}
    if config.cell == "attention":
        h, weights = model.layer.attend(embedded)
        found["attention"] = weights[0].numpy()
    else:
        walked = walk(model.layer, embedded)
        h = walked.hidden.transpose(0, 1)  # (batch, time, hidden)
        found["states"] = h[0].T.numpy()
        for gate, letter in GATES.get(config.cell, {}).items():
            found[f"gate_{gate}"] = walked.gate(letter)[:, 0].T.numpy()
        if config.cell == "lstm":
            found["memory"] = torch.stack([state[1][0] for state in walked.states], 1).tanh().numpy()
    chances = torch.log_softmax(model.out(h)[0, :-1], -1)
    bits = -chances[torch.arange(len(text) - 1), x[0, 1:]] / np.log(2)
    found["surprise"] = np.concatenate([[np.nan], bits.numpy()])
    return {name: np.ascontiguousarray(array, np.float32) for name, array in found.items()}


def readable(text: str) -> tuple[str, ...]:
    """Write each character so that it can be seen on an axis: a space as ␣ and a line end as ⏎."""
    return tuple({" ": "␣", "\n": "⏎"}.get(each, each) for each in text)


def unknown_in(config: Text, text: str) -> tuple[str, ...]:
    """Name the characters of a text that the model reads as :data:`UNKNOWN`."""
    return tuple(each for each in text_of(config).vocabulary.unknown(tidy(text)) if each != UNKNOWN)
