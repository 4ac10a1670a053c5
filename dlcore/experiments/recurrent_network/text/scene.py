"""What stands still beside a character model's frames: the text and what n-grams make of it. Loads without torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

import numpy as np

from dlcore.datasets.text import Corpus, corpus
from dlcore.models.ngram import probabilities

from ..text_config import Text, parameter_count, width

JUDGED = 3000  # characters of a part that a model is judged on
PASSAGE = 48  # characters of the held-out text over which one looks inside
ORDERS = 5
COLUMNS = 46  # of a sample; a wide character takes two


@dataclass(frozen=True, slots=True, eq=False)
class TextScene:
    """The still part of a character model's pictures.

    Attributes
    ----------
    symbols
        The characters in index order.
    baselines
        Perplexity on the held-out characters of the 1-gram, 2-gram, … model.
    passage
        The held-out characters over which states are shown.
    train, held_out, unknown
        How many characters there are to learn from and to be judged on, and how many of the latter are unknown.
    width
        Of the layer.
    parameters
        How many the model has.
    sample
        How many characters a sample has.
    """

    symbols: tuple[str, ...]
    baselines: tuple[float, ...]
    passage: str
    train: int
    held_out: int
    unknown: int
    width: int
    parameters: int
    sample: int

    @property
    def ranges(self) -> Mapping[str, tuple[float, float]]:
        """What 0 and 255 mean in the arrays that are kept as bytes."""
        gates = ("input", "forget", "output", "reset", "update")
        return {"states": (-1.0, 1.0), "memory": (-1.0, 1.0), "attention": (0.0, 1.0)} | {
            f"gate_{gate}": (0.0, 1.0) for gate in gates
        }


def pieces(part: np.ndarray, length: int) -> np.ndarray:
    """Cut overlapping windows of length + 1 characters out of a part, (n, length + 1); n ≥ 1.

    Only the second half of what each window foretells is judged (see :func:`judged`), so that a model has always read
    half a window before, and the windows overlap so that every character is judged once.
    """
    part = part[: JUDGED + 1]
    fresh = length - length // 2
    starts = np.arange(0, len(part) - length, fresh)
    return part[starts[:, None] + np.arange(length + 1)]


def judged(row: np.ndarray, length: int) -> np.ndarray:
    """Pick from one number for each character of a part those that are judged, (characters,) -> (n,)."""
    fresh = length - length // 2
    row = row[: JUDGED + 1]
    count = len(np.arange(0, len(row) - length, fresh))
    return row[length // 2 + 1 : length // 2 + 1 + count * fresh]


@lru_cache(maxsize=8)
def baselines(name: str, own: object, length: int) -> tuple[float, ...]:
    """Return the n-grams' perplexities on the very characters that a model with this window is judged on."""
    texts = corpus(name, own)  # pyright: ignore[reportArgumentType]
    chances = probabilities(texts.train, texts.held_out[: JUDGED + 1], len(texts.vocabulary), ORDERS)
    return tuple(float(np.exp(-np.log(judged(row, length)).mean())) for row in chances)


def text_of(config: Text) -> Corpus:
    """Return the text that a config is about."""
    return corpus(config.corpus, config.own if config.corpus == "own" else None)


def scene(config: Text) -> TextScene:
    """Return what stands still."""
    texts = text_of(config)
    symbols = len(texts.vocabulary)
    wide = width(symbols, config.cell, config.hidden, config.length)
    return TextScene(
        symbols=texts.vocabulary.characters,
        baselines=baselines(config.corpus, config.own if config.corpus == "own" else None, config.length),
        passage=texts.vocabulary.decode(texts.held_out[: passage_length(config)]),
        train=len(texts.train),
        held_out=len(judged(texts.held_out, config.length)),
        unknown=texts.unknown,
        width=wide,
        parameters=parameters(config),
        sample=sample_length(texts),
    )


def parameters(config: Text) -> int:
    """Count the parameters of a config's model."""
    symbols = len(text_of(config).vocabulary)
    wide = width(symbols, config.cell, config.hidden, config.length)
    if config.cell == "attention":
        return symbols * (2 * wide + 1) + config.length * wide + 4 * wide * wide + 4 * wide
    return parameter_count(symbols, config.cell, wide)


def passage_length(config: Text) -> int:
    """How many characters one looks inside over; attention sees no more than its window."""
    return min(PASSAGE, config.length) if config.cell == "attention" else PASSAGE


def sample_length(texts: Corpus) -> int:
    """How many characters fill a sample: fewer of a text with wide characters."""
    some = texts.text[:1000]
    return 150 if sum(east_asian_width(each) in "WF" for each in some) > len(some) / 4 else 320
