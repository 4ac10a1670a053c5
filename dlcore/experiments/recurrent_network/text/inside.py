"""What can be said of a trained character model's units, and how it is measured; :mod:`.questions` asks a model.

Loads without torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category

import numpy as np

STUDIED = 3000  # characters over which units are studied
PIECE = 150  # characters that are read in one go
LONGEST_PASSAGE = 96  # characters of a passage that one looks inside over
VOWELS = frozenset("aeiouyAEIOUYáéíóúàèìòùâêîôûäöüëïåæøœ")
PROPERTIES = ("position", "line_end", "vowel", "space", "capital", "punctuation")


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What happens while a model reads a passage.

    Attributes
    ----------
    text
        The passage as it was read, with □ for unknown characters.
    arrays
        As in :func:`.reading.read`, without sample.
    """

    text: str
    arrays: dict[str, np.ndarray]


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """How each unit's hidden state goes along with what is being read.

    Attributes
    ----------
    properties
        Those of :data:`PROPERTIES` that differ at all in the text that was studied.
    correlations
        (properties, units) Pearson's, in ±1.
    characters
        How many were studied.
    """

    properties: tuple[str, ...]
    correlations: np.ndarray
    characters: int

    def best(self, name: str) -> int:
        """Return the unit that goes along with a property most closely, or against it."""
        return int(np.abs(self.correlations[self.properties.index(name)]).argmax())


@dataclass(frozen=True, slots=True)
class Held:
    """What a model does when one unit is held.

    Attributes
    ----------
    free, held
        What it writes otherwise, and with the unit held; the same draws in both.
    perplexity, held_perplexity
        On held-out text, otherwise and with the unit held.
    gained, lost
        The characters whose probability after a text rises or falls most, with the mean change of probability.
    """

    free: str
    held: str
    perplexity: float
    held_perplexity: float
    gained: tuple[tuple[str, float], ...]
    lost: tuple[tuple[str, float], ...]


def properties(text: str) -> dict[str, np.ndarray]:
    """Return what is true of each character, (characters,) float64: see :data:`PROPERTIES`.

    ``position`` counts the characters since the line began; ``line_end`` marks a character that a line end follows.
    """
    position = np.empty(len(text))
    since = 0
    for i, each in enumerate(text):
        position[i] = since
        since = 0 if each == "\n" else since + 1
    marks = {
        "line_end": [after == "\n" for after in text[1:]] + [False],
        "vowel": [each in VOWELS for each in text],
        "space": [each in " \n" for each in text],
        "capital": [each.isupper() for each in text],
        "punctuation": [category(each)[0] == "P" for each in text],
    }
    return {"position": position} | {name: np.array(row, float) for name, row in marks.items()}


def correlations(states: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """Return Pearson's correlations of marks (properties, n) with states (units, n); 0 where a row never changes."""
    rows = [each - each.mean(1, keepdims=True) for each in (marks, states)]
    first, second = (
        np.divide(each, norm, out=np.zeros_like(each), where=norm > 0)
        for each in rows
        for norm in [np.linalg.norm(each, axis=1, keepdims=True)]
    )
    return first @ second.T
