"""Questions to a trained character model: what its units do, and what becomes of it when one of them is held.

A page asks these of a worker, so the module loads without torch.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from unicodedata import category

import numpy as np

from dlcore.datasets.text import tidy

from .text_config import Text, Voice
from .text_scene import text_of

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


def look(config: Text, parameters: np.ndarray, passage: str) -> Look:
    """Let a model read a passage of the learner's, of which the first :data:`LONGEST_PASSAGE` characters count."""
    from .reading import look as read_over
    from .text_run import build, fill

    most = min(LONGEST_PASSAGE, config.length) if config.cell == "attention" else LONGEST_PASSAGE
    model, vocabulary = build(config), text_of(config).vocabulary
    fill(model, parameters)
    codes = vocabulary.encode((tidy(passage) or "\n")[:most])
    return Look(vocabulary.decode(codes), read_over(config, model, codes))


def study(config: Text, parameters: np.ndarray) -> Study:
    """Correlate every hidden unit with every property, over text that was not trained on."""
    import torch

    from .text_run import build, fill

    model, texts = build(config), text_of(config)
    fill(model, parameters)
    codes = np.concatenate([texts.held_out, texts.fresh])[:STUDIED]
    piece = min(PIECE, len(codes), config.length if config.cell == "attention" else PIECE)
    codes = codes[: len(codes) // piece * piece]
    with torch.inference_mode():
        states, _last = model.layer(model.embedding(torch.from_numpy(codes.reshape(-1, piece))), None)
    marks = properties(texts.text[len(texts.train) : len(texts.train) + len(codes)])
    known = {name: row for name, row in marks.items() if row.std() > 0}
    table = np.stack(list(known.values())) if known else np.zeros((0, len(codes)))
    found = correlations(states.flatten(0, 1).T.double().numpy(), table)
    return Study(tuple(known), found, len(codes))


def hold(config: Text, parameters: np.ndarray, unit: int, value: float, voice: Voice) -> Held:
    """Hold one hidden unit at a value after every step, and compare."""
    import torch

    from dlcore.models.characters import Forced, sample

    from .reading import opening
    from .text_run import build, fill, judge
    from .text_scene import pieces, sample_length

    model, texts = build(config), text_of(config)
    fill(model, parameters)
    shown, start = opening(config, voice.start)
    cut = torch.from_numpy(pieces(texts.held_out, config.length)[:20, :-1])

    def written() -> str:
        generator = torch.Generator().manual_seed(voice.seed)
        codes = sample(model, torch.from_numpy(start), sample_length(texts), voice.temperature, voice.top_k, generator)
        return shown + texts.vocabulary.decode(codes.tolist())

    def chances() -> np.ndarray:
        with torch.inference_mode():
            logits, _state = model(cut)
        return torch.softmax(logits[:, config.length // 2 :].double(), -1).mean((0, 1)).numpy()

    def perplexity() -> float:
        return math.exp(min(judge(model, texts.held_out, config.length), 30.0))

    free = written(), perplexity(), chances()
    model.layer = Forced(model.layer, unit, value)
    held = written(), perplexity(), chances()
    change = held[2] - free[2]
    ranked = [(texts.vocabulary.characters[i], float(change[i])) for i in np.argsort(change)]
    return Held(free[0], held[0], free[1], held[1], tuple(ranked[:-6:-1]), tuple(ranked[:5]))
