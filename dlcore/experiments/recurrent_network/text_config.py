"""The settings of a character model: which text, which model, how long it is trained. Loads without torch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from dlcore.config import Choice, Config, ConfigError, Number, Short, field
from dlcore.datasets.text import LONGEST_START, TEXTS, Own, OwnText, tidy

from .config import LAYERS
from .sizes import BLOCKS

EMBEDDING = 32
FRAMES = 14
TEMPERATURES = (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2)
MOST_WORK = 3e12  # multiplications in one run: about three minutes of one core


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Config):
    """A model that reads a text and learns to foretell its next character."""

    experiment: ClassVar[str] = "text"
    default_probes: ClassVar[tuple[str, ...]] = ("sample",)

    corpus: str = field("midsummer", Choice((*TEXTS, "own")))
    own: OwnText | None = field(None, Own())  # noqa: RUF009 (it is our own field)
    cell: str = field("lstm", Choice(LAYERS))
    hidden: int = field(64, Number(8, 256, integer=True, stops=(8, 16, 32, 64, 96, 128, 192, 256)))
    length: int = field(48, Number(8, 96, integer=True, stops=(8, 16, 24, 32, 48, 64, 96)))
    dropout: float = field(0.0, Number(0, 0.7, step=0.05))
    updates: int = field(200, Number(1, 6000, integer=True, stops=(50, 100, 200, 400, 600, 1000, 1500, 2400, 4000)))
    batch_size: int = field(32, Number(1, 128, integer=True, stops=(1, 4, 8, 16, 32, 64, 128)))
    lr: float = field(0.02, Number(1e-4, 10, scale="log"))
    clip: float = field(1.0, Number(0, 100, stops=(0, 0.1, 0.25, 0.5, 1, 2, 5, 10, 100)))
    seed: int = field(0, Number(0, 99_999, integer=True))

    def validate(self) -> None:
        if self.corpus == "own" and self.own is None:
            raise ConfigError("corpus", self.corpus, ", ".join(TEXTS), reason="no_own_text")
        most = int(MOST_WORK / self.work)
        if self.updates > most:
            raise ConfigError("updates", self.updates, f"1 … {most:,}", reason="too_many_updates")

    @property
    def work(self) -> float:
        """Roughly, the multiplications of one update; a thousand characters are the most there can be."""
        layer = BLOCKS.get(self.cell, 4) * self.hidden * (self.hidden + EMBEDDING)
        return 6 * self.batch_size * self.length * (layer + 300 * self.hidden + 3000)


def parameter_count(symbols: int, cell: str, hidden: int) -> int:
    """Count the parameters of a recurrent model with so many characters."""
    layer = BLOCKS[cell] * (hidden * (EMBEDDING + hidden) + 2 * hidden)
    return symbols * EMBEDDING + layer + symbols * (hidden + 1)


def width(symbols: int, cell: str, hidden: int, window: int) -> int:
    """Return the width of a model's layer: `hidden`, and for attention what spends as many parameters as that LSTM.

    With width d, attention has 4d² + 4d parameters in its layer, d in each position, and in and out of each character
    d, d and 1.
    """
    if cell != "attention":
        return hidden
    b = 4 + window + 2 * symbols
    c = symbols - parameter_count(symbols, "lstm", hidden)
    return max(1, round((math.sqrt(b * b - 16 * c) - b) / 8))


def schedule(config: Text) -> tuple[int, ...]:
    """Updates after which there is a frame, denser at the beginning."""
    return tuple(sorted({round(config.updates * (i / FRAMES) ** 2) for i in range(FRAMES + 1)}))


@dataclass(frozen=True, slots=True)
class Opening(Short):
    """What a sample begins with: any text, tidied, up to so many characters."""

    def normalise(self, value: Any) -> str:
        if not isinstance(value, str) or len(value) > LONGEST_START:
            raise ValueError("not a short text")
        return tidy(value)

    def parse(self, text: str) -> str:
        return self.normalise(text)

    def format(self, value: str) -> str:
        return value

    @property
    def allowed(self) -> str:
        return f"0 … {LONGEST_START}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Config):
    """How a sample is drawn; it changes no training, so that every frame can be heard in any voice.

    Attributes
    ----------
    temperature
        From 0, which is greedy, to 2.
    top_k
        Only so many of the likeliest characters are drawn from; 0 for all.
    start
        What the model reads before it writes; empty for a line end.
    draw
        The seed of the draws.
    """

    experiment: ClassVar[str] = "text"

    temperature: float = field(0.7, Number(0, 2, stops=TEMPERATURES))
    top_k: int = field(0, Number(0, 20, integer=True, stops=(0, 1, 2, 3, 5, 10, 20)))
    start: str = field("", Opening())
    draw: int = field(0, Number(0, 99_999, integer=True))

    @property
    def probe(self) -> str:
        """The name of the probe that holds this voice's samples."""
        if self == Voice():
            return "sample"
        return f"sample {self.temperature:g} {self.top_k} {self.draw} {self.start.encode().hex()}"

    @classmethod
    def of(cls, probe: str) -> Voice:
        """Read a probe's name; raise ``ValueError`` for anything else."""
        if probe == "sample":
            return cls()
        word, temperature, top_k, draw, start = probe.split(" ")
        if word != "sample":
            raise ValueError(f"not a voice: {probe!r}")
        return cls(
            temperature=float(temperature), top_k=int(top_k), start=bytes.fromhex(start).decode(), draw=int(draw)
        )
