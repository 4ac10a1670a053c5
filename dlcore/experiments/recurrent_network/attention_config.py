"""The settings of a duel: one self-attention layer against one recurrent layer, on a task that needs memory."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Flag, Number, field

from .config import MEASURED

TASKS = ("first", "adding", "parity", "sine", *MEASURED)
INPUTS = {"first": 4, "adding": 2, "parity": 1, "sine": 1, "sunspots": 1, "co2": 1}
OUTPUTS = {"first": 4, "adding": 1, "parity": 2, "sine": 1, "sunspots": 1, "co2": 1}
BLOCKS = {"rnn": 1, "gru": 3, "lstm": 4}
MOST_WORK = 2e11  # multiplications in one run: about a minute of one core


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending(Config):
    """Two layers with as many parameters, trained on the same batches."""

    experiment: ClassVar[str] = "attention"

    task: str = field("first", Choice(TASKS))
    length: int = field(40, Number(4, 100, integer=True, stops=(5, 10, 20, 30, 40, 60, 80, 100)))
    cell: str = field("lstm", Choice(tuple(BLOCKS)))
    opened: bool = field(False, Flag())
    hidden: int = field(16, Number(2, 48, integer=True, stops=(2, 4, 8, 16, 24, 32, 48)))
    updates: int = field(100, Number(1, 3000, integer=True, stops=(50, 100, 200, 300, 500, 1000, 2000, 3000)))
    batch_size: int = field(32, Number(1, 128, integer=True, stops=(8, 16, 32, 64, 128)))
    lr: float = field(0.01, Number(1e-4, 1, scale="log"))
    seed: int = field(0, Number(0, 99_999, integer=True))

    def validate(self) -> None:
        work = 3.0 * self.batch_size * self.length * (8 * self.hidden * (self.hidden + 4) + self.length * self.width)
        most = int(MOST_WORK / work)
        if self.updates > most:
            raise ConfigError("updates", self.updates, f"1 … {most:,}", reason="too_many_updates")

    @property
    def recurrent_parameters(self) -> int:
        """How many parameters the recurrent layer and its read-out have."""
        inputs, outputs, h = INPUTS[self.task], OUTPUTS[self.task], self.hidden
        return BLOCKS[self.cell] * h * (inputs + h + 2) + outputs * (h + 1)

    @property
    def attention_parameters(self) -> int:
        """How many the attention layer has, with what brings the inputs to its width and reads it out."""
        inputs, outputs, d = INPUTS[self.task], OUTPUTS[self.task], self.width
        return d * (inputs + 1) + self.length * d + 4 * d * (d + 1) + outputs * (d + 1)

    @property
    def width(self) -> int:
        """The attention layer's width d: that at which it comes nearest to the recurrent layer's parameters."""
        inputs, outputs = INPUTS[self.task], OUTPUTS[self.task]
        b, c = inputs + 1 + self.length + 4 + outputs, outputs - self.recurrent_parameters
        return max(1, round((math.sqrt(b * b - 16 * c) - b) / 8))


def schedule(config: Attending) -> tuple[int, ...]:
    """Updates after which there is a frame."""
    return tuple(sorted({round(config.updates * i / 40) for i in range(41)}))
