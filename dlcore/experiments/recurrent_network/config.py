"""The settings of the recurrent network's rooms that work on numbers and symbols."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, ClassVar

from dlcore.config import LONGEST_TEXT, Choice, Config, ConfigError, Flag, Number, field

from .sizes import BLOCKS, attention_parameters, attention_width, recurrent_parameters

CELLS = ("rnn", "lstm", "gru")
LAYERS = (*CELLS, "attention")
SERIES = ("sine", "sunspots", "co2")
TASKS = ("first", "parity", "adding")
LARGEST_SEED = 99_999
LONGEST_SEQUENCE = 10  # numbers that a learner may type
FUTURE = 120  # numbers at the end of a series that are never trained on
SPIKE = 5.0  # a batch whose loss is this many times that of the one before is a spike
MOST_SECONDS = 60  # of one core in one run

SEED = Number(0, LARGEST_SEED, integer=True)
CELL = Choice(CELLS)
HIDDEN = Number(1, 64, integer=True, stops=(1, 2, 4, 8, 16, 32, 64))
RATE = Number(1e-4, 1, scale="log")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Numbers:
    """From `least` to `most` numbers between `low` and `high`, written one after another: ``1 0.5 -2``."""

    least: int
    most: int
    low: float
    high: float

    def normalise(self, value: Any) -> tuple[float, ...]:
        if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
            raise ValueError("not a sequence")
        numbers = tuple(Number(self.low, self.high).normalise(each) for each in value)
        if not self.least <= len(numbers) <= self.most:
            raise ValueError("wrong number of items")
        return tuple(float(each) for each in numbers)

    def parse(self, text: str) -> tuple[float, ...]:
        parts = text.replace(",", " ").replace("，", " ").replace("、", " ").replace("_", " ").split()
        if len(text) > LONGEST_TEXT or not all(_NUMBER.fullmatch(part) for part in parts):
            raise ValueError("not numbers")
        return self.normalise([float(part) for part in parts])

    def format(self, value: tuple[float, ...]) -> str:
        return "_".join(f"{each:g}" if float(f"{each:g}") == each else repr(each) for each in value)

    @property
    def allowed(self) -> str:
        return f"{self.least} … {self.most} × ({self.low:g} … {self.high:g})"

    @property
    def longest(self) -> int:
        return LONGEST_TEXT


def seconds(layer: str, width: int, steps: int, sequences: int) -> float:
    """Estimate what a training update takes, there and back.

    In a recurrent layer each step costs something, and so does each number; attention takes all steps at once, but
    compares each with all before it.
    """
    if layer == "attention":
        return 2e-3 + sequences * steps * (5e-8 * steps + 1.4e-9 * width * (steps + 2 * width))
    return steps * BLOCKS[layer] * (5e-5 + 6e-10 * sequences * width * (width + 40))


def afford(updates: int, each: float) -> None:
    """Refuse so many updates of so many seconds each if all together would keep others waiting."""
    most = int(MOST_SECONDS / each)
    if updates > most:
        raise ConfigError("updates", updates, f"1 … {most:,}", reason="too_many_updates")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneCell(Config):
    """One cell goes through a short sequence, step by step, and back through time with the gradient."""

    experiment: ClassVar[str] = ""

    cell: str = field("rnn", CELL)
    values: tuple[float, ...] = field((1.0, 0.5, -0.5, 0.0, 0.0, 0.0), Numbers(1, LONGEST_SEQUENCE, -5, 5))
    target: float = field(0.8, Number(-5, 5))
    hidden: int = field(2, Number(1, 3, integer=True, step=1))
    gain: float = field(1.0, Number(0, 4, step=0.1))
    forget_bias: float = field(0.0, Number(0, 6, step=0.5))
    seed: int = field(1, SEED)

    @property
    def end(self) -> int:
        """The last frame: nothing yet, each step forward, the loss, each step back."""
        return 2 * len(self.values) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Config):
    """Learn a series from its past, then go on without it and be compared with what came."""

    experiment: ClassVar[str] = "forecast"

    series: str = field("sine", Choice(SERIES))
    differences: bool = field(False, Flag())
    noise: float = field(0.1, Number(0, 1, step=0.05))
    cell: str = field("rnn", Choice(LAYERS))
    hidden: int = field(16, HIDDEN)
    window: int = field(40, Number(2, 100, integer=True, stops=(2, 5, 10, 20, 40, 60, 100)))
    horizon: int = field(60, Number(1, 120, integer=True, stops=(1, 5, 10, 20, 30, 60, 120)))
    updates: int = field(300, Number(1, 2000, integer=True, stops=(50, 100, 200, 300, 500, 1000, 2000)))
    batch_size: int = field(32, Number(1, 128, integer=True, stops=(8, 16, 32, 64, 128)))
    lr: float = field(0.01, RATE)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        afford(self.updates, seconds(self.cell, self.width, self.window, self.batch_size))

    @property
    def width(self) -> int:
        """How wide the layer is: attention spends as many parameters as an LSTM with the hidden units that are set."""
        if self.cell != "attention":
            return self.hidden
        return attention_width(recurrent_parameters("lstm", 1, self.hidden, 1), 1, 1, self.window)

    @property
    def parameters(self) -> int:
        """How many parameters the layer and its read-out have."""
        if self.cell == "attention":
            return attention_parameters(self.width, 1, 1, self.window)
        return recurrent_parameters(self.cell, 1, self.hidden, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Config):
    """A task that needs memory: the first symbol, the parity of ones, the sum of two marked numbers."""

    experiment: ClassVar[str] = "tasks"

    task: str = field("first", Choice(TASKS))
    length: int = field(50, Number(2, 101, integer=True, stops=(3, 6, 11, 21, 31, 41, 51, 76, 101)))
    cell: str = field("lstm", CELL)
    opened: bool = field(True, Flag())
    hidden: int = field(16, HIDDEN)
    updates: int = field(100, Number(1, 3000, integer=True, stops=(50, 100, 200, 300, 500, 1000, 2000, 3000)))
    batch_size: int = field(16, Number(4, 128, integer=True, stops=(4, 8, 16, 32, 64, 128)))
    lr: float = field(0.01, RATE)
    clip: float = field(1.0, Number(0, 10, stops=(0, 0.1, 0.3, 1, 3, 10)))
    truncate: int = field(0, Number(0, 100, integer=True, stops=(0, 1, 2, 5, 10, 20, 50)))
    seed: int = field(0, SEED)

    def validate(self) -> None:
        afford(self.updates, seconds(self.cell, self.hidden, self.length, self.batch_size))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lags(Config):
    """How much of the gradient of a loss at the end arrives at each earlier step, before and after training."""

    experiment: ClassVar[str] = "lags"

    length: int = field(31, Number(5, 101, integer=True, stops=(6, 11, 21, 31, 41, 61, 101)))
    hidden: int = field(16, HIDDEN)
    gain: float = field(1.0, Number(0, 4, step=0.1))
    opened: bool = field(False, Flag())
    updates: int = field(40, Number(0, 500, integer=True, stops=(0, 20, 40, 100, 200, 500)))
    seeds: int = field(4, Number(1, 16, integer=True, stops=(1, 2, 4, 6, 8, 16)))
    lr: float = field(0.01, RATE)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        afford(self.updates, sum(seconds(cell, self.hidden, self.length, 8 * self.seeds) for cell in CELLS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays(Config):
    """How often the first symbol is remembered, against the delay: every cell, several seeds."""

    experiment: ClassVar[str] = "delays"

    longest: int = field(40, Number(5, 100, integer=True, stops=(5, 10, 20, 40, 70, 100)))
    hidden: int = field(16, HIDDEN)
    updates: int = field(100, Number(1, 500, integer=True, stops=(20, 50, 100, 200, 300, 500)))
    seeds: int = field(3, Number(1, 16, integer=True, stops=(1, 2, 3, 4, 6, 8, 16)))
    lr: float = field(0.01, RATE)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        steps, sequences = sum(self.delays) + len(self.delays), 8 * self.seeds
        afford(self.updates, sum(seconds(cell, self.hidden, steps, sequences) for cell in CELLS))

    @property
    def delays(self) -> tuple[int, ...]:
        """The delays of the grid, from the shortest to the longest."""
        return tuple(each for each in (5, 10, 20, 40, 70, 100) if each <= self.longest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping(Config):
    """The same training twice, side by side: gradients as they come, and gradients cut to a length."""

    experiment: ClassVar[str] = "clipping"

    cell: str = field("rnn", CELL)
    length: int = field(21, Number(5, 101, integer=True, stops=(6, 11, 21, 31, 41, 61)))
    hidden: int = field(16, HIDDEN)
    gain: float = field(3.0, Number(0, 4, step=0.1))
    clip: float = field(1.0, Number(0.01, 10, scale="log"))
    updates: int = field(200, Number(1, 1000, integer=True, stops=(50, 100, 200, 500, 1000)))
    seeds: int = field(4, Number(1, 16, integer=True, stops=(1, 2, 4, 6, 8, 16)))
    lr: float = field(0.1, RATE)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        afford(self.updates, seconds(self.cell, self.hidden, self.length, 32 * self.seeds))


def chrono(length: int) -> float:
    """The forget gates' bias at which a cell keeps its content for about `length` steps: log(length − 1)."""
    return math.log(max(length - 1, 1))
