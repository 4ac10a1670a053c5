"""The settings of a duel: one self-attention layer against one recurrent layer, on a task that needs memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Flag, Number, field

from .config import CELLS
from .sizes import attention_parameters, attention_width, recurrent_parameters

TASKS = ("first", "adding", "parity")
INPUTS = {"first": 4, "adding": 2, "parity": 1}
OUTPUTS = {"first": 4, "adding": 1, "parity": 2}
MOST_WORK = 2e11  # multiplications in one run: about a minute of one core


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending(Config):
    """Two layers with as many parameters, trained on the same batches."""

    experiment: ClassVar[str] = "attention"

    task: str = field("first", Choice(TASKS))
    length: int = field(40, Number(4, 100, integer=True, stops=(5, 10, 20, 30, 40, 60, 80, 100)))
    cell: str = field("lstm", Choice(CELLS))
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
        return recurrent_parameters(self.cell, INPUTS[self.task], self.hidden, OUTPUTS[self.task])

    @property
    def attention_parameters(self) -> int:
        """How many the attention layer has, with what brings the inputs to its width and reads it out."""
        return attention_parameters(self.width, INPUTS[self.task], OUTPUTS[self.task], self.length)

    @property
    def width(self) -> int:
        """The attention layer's width: that at which it comes nearest to the recurrent layer's parameters."""
        return attention_width(self.recurrent_parameters, INPUTS[self.task], OUTPUTS[self.task], self.length)


def schedule(config: Attending) -> tuple[int, ...]:
    """Updates after which there is a frame."""
    return tuple(sorted({round(config.updates * i / 40) for i in range(41)}))
