"""Texts as sequences of characters: two that come along, the learner's own, and the numbers that a model sees.

Loads without torch.
"""

from __future__ import annotations

import base64
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Self

import numpy as np

from .real import FOLDER

TEXTS = ("midsummer", "tang")
MOST_SYMBOLS = 1000  # characters that a model tells apart, without the one that stands for all others
SHORTEST, LONGEST = 1000, 200_000  # characters of a learner's own text
LONGEST_START = 200  # characters that a sample may begin with
LONGEST_LINK = 2000  # characters of a link that a text may take
UNKNOWN = "□"
SHARES = (0.8, 0.9)  # up to here a text is for training, then up to there held out, and the rest for a last judgement

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
Reason = Literal["text_short", "text_long", "text_even"]


class OwnTextError(ValueError):
    """A text that an :class:`OwnText` refuses.

    Attributes
    ----------
    reason
        ``"text_short"`` or ``"text_long"``, or ``"text_even"``: one character over and over leaves nothing to foretell.
    value, allowed
        What was found, and what would be accepted.
    """

    def __init__(self, reason: Reason, value: object, allowed: str) -> None:
        super().__init__(f"{reason}: {value!r}; allowed: {allowed}")
        self.reason: Reason = reason
        self.value, self.allowed = value, allowed

    def __reduce__(self) -> tuple[type[Self], tuple[Reason, object, str]]:
        return type(self), (self.reason, self.value, self.allowed)


@dataclass(frozen=True, slots=True)
class OwnText:
    """A learner's text as one value; make it with :meth:`of`, which tidies and checks it."""

    content: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Take over a text of any script; raise :class:`OwnTextError`."""
        if len(text) > 4 * LONGEST:  # not worth tidying
            raise OwnTextError("text_long", len(text), f"{SHORTEST:,} … {LONGEST:,}")
        content = tidy(text).strip("\n")
        if not SHORTEST <= len(content) <= LONGEST:
            reason = "text_short" if len(content) < SHORTEST else "text_long"
            raise OwnTextError(reason, len(content), f"{SHORTEST:,} … {LONGEST:,}")
        if len(set(content)) < 2:
            raise OwnTextError("text_even", 1, "2 …")
        return cls(content)

    def __len__(self) -> int:
        return len(self.content)

    def __str__(self) -> str:
        return f"{len(self):,}"

    def packed(self) -> str:
        """Write the text for a link."""
        return base64.urlsafe_b64encode(zlib.compress(self.content.encode(), 9)).decode().rstrip("=")

    @classmethod
    def parse(cls, packed: str) -> Self:
        """Read what :meth:`packed` wrote; raise ``ValueError`` for anything else."""
        if not (packed.isascii() and packed.replace("-", "").replace("_", "").isalnum()):
            raise ValueError("not a text")
        unpacking = zlib.decompressobj()
        try:
            found = unpacking.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), 4 * LONGEST)
        except zlib.error as error:
            raise ValueError("not a text") from error
        if not unpacking.eof:
            raise ValueError("not a text")
        return cls.of(found.decode())  # a UnicodeDecodeError is a ValueError


@dataclass(frozen=True, slots=True)
class Own:
    """The spec of a config's field for the learner's own text, or None."""

    longest: int = LONGEST_LINK

    def normalise(self, value: Any) -> OwnText | None:
        if value is not None and not isinstance(value, OwnText):
            raise ValueError("not a text")
        return value

    def parse(self, text: str) -> OwnText | None:
        return None if text == "none" else OwnText.parse(text)

    def format(self, value: OwnText | None) -> str:
        return "none" if value is None else value.packed()

    @property
    def allowed(self) -> str:
        return f"{SHORTEST:,} … {LONGEST:,}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The characters that a model tells apart, the most frequent first; index 0 stands for all others.

    Attributes
    ----------
    characters
        The first is :data:`UNKNOWN`, which is never sampled.
    """

    characters: tuple[str, ...]

    @classmethod
    def of(cls, text: str, most: int = MOST_SYMBOLS) -> Self:
        """Collect the `most` most frequent characters of a text; among equals, the one that comes first in Unicode."""
        counts = Counter(text.replace(UNKNOWN, ""))
        ranked = sorted(counts, key=lambda character: (-counts[character], character))
        return cls((UNKNOWN, *ranked[:most]))

    def __len__(self) -> int:
        return len(self.characters)

    def encode(self, text: str) -> np.ndarray:
        """Return the indices (characters,) int64; an unknown character becomes 0."""
        places = _places(self)
        return np.array([places.get(character, 0) for character in text], dtype=np.int64)

    def decode(self, indices: Iterable[int]) -> str:
        """Return the text that indices stand for."""
        return "".join(self.characters[int(index)] for index in indices)

    def unknown(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that the model does not know, each once, in the order of appearance."""
        places = _places(self)
        return tuple(dict.fromkeys(character for character in text if character not in places))


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """A text cut into three parts, in its own order, and encoded with the characters of its first part.

    Attributes
    ----------
    text
        All of it.
    vocabulary
        Made from the training part alone.
    train, held_out, fresh
        (characters,) int64, read-only: to learn from, to watch, and for a last judgement.
    unknown
        How many characters of `held_out` and `fresh` together the vocabulary does not hold.
    """

    text: str
    vocabulary: Vocabulary
    train: np.ndarray
    held_out: np.ndarray
    fresh: np.ndarray
    unknown: int


@lru_cache(maxsize=8)
def corpus(name: str, own: OwnText | None = None) -> Corpus:
    """Return a text by its name (:data:`TEXTS`), or the learner's own under the name ``own``.

    Raise ``FileNotFoundError`` for any other name.
    """
    text = own.content if name == "own" and own is not None else (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    first, second = (round(share * len(text)) for share in SHARES)
    vocabulary = Vocabulary.of(text[:first])
    parts = [vocabulary.encode(part) for part in (text[:first], text[first:second], text[second:])]
    for part in parts:
        part.flags.writeable = False
    train, held_out, fresh = parts
    return Corpus(text, vocabulary, train, held_out, fresh, int((held_out == 0).sum() + (fresh == 0).sum()))


def tidy(text: str) -> str:
    """Keep what can be shown: no control characters, no halves of surrogate pairs, one kind of line end, no tabs."""
    lines = _LINE_ENDS.sub("\n", text.replace("\t", " "))
    return "".join(each for each in lines if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs"))


def wrap(text: str, columns: int) -> str:
    """Break lines at spaces, or anywhere in a word or a script without spaces that is longer than a line.

    A character of East Asian width takes two columns.
    """
    return "\n".join(piece for line in text.split("\n") for piece in _pieces(line, columns))


def _pieces(line: str, columns: int) -> list[str]:
    pieces, piece, width = [], "", 0
    for character in line:
        wide = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width + wide > columns:
            head, space, tail = piece.rpartition(" ")
            whole = not (space and head.strip())
            pieces.append(piece if whole else head)
            piece = "" if whole else tail
            width = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in piece)
        piece, width = piece + character, width + wide
    return [*pieces, piece]


@lru_cache(maxsize=8)
def _places(vocabulary: Vocabulary) -> dict[str, int]:
    return {character: index for index, character in enumerate(vocabulary.characters) if index}
