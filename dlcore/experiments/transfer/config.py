"""The settings of the four rooms: how many examples, one fine-tuning, how many layers, which sources."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Many, Number, field

SIDE = 8  # pixels along an edge of a digit
CLASSES = 5
HELD = 70  # pictures of each class that test
MOST = 100  # pictures of each class that train
COUNTS = (1, 2, 3, 5, 10, 20, 50, 100)
MOST_WORK = 40e9  # multiplications forwards in one run: some 12 s of one core

LOW, HIGH = (0, 1, 2, 3, 4), (5, 6, 7, 8, 9)
EVEN, ODD = (0, 2, 4, 6, 8), (1, 3, 5, 7, 9)
TASKS = {"low_high": (LOW, HIGH), "high_low": (HIGH, LOW), "even_odd": (EVEN, ODD), "odd_even": (ODD, EVEN)}
SOURCES = ("digits", "mnist", "mnist_same", "rotated", "inverted", "scrambled", "labels")
WAYS = ("fresh", "tuned", "frozen", "random")

SEEDS = Number(1, 16, integer=True, stops=(1, 2, 4, 8, 16))
RATE = Number(0.0003, 0.1, scale="log", stops=(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1))
COUNT = Number(1, MOST, integer=True, stops=COUNTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Config, ABC):
    """What all rooms share: the two tasks, the network, and how it learns both of them."""

    tasks: str = field("low_high", Choice(tuple(TASKS)))
    wander: int = field(2, Number(0, 2, integer=True, step=1))
    pretraining: int = field(100, Number(1, MOST, integer=True, stops=(1, 5, 20, 50, 100)))
    placements: int = field(4, Number(1, 8, integer=True, stops=(1, 2, 4, 8)))
    patience: int = field(50, Number(5, 200, integer=True, stops=(5, 20, 50, 100, 200)))
    epochs: int = field(100, Number(10, 300, integer=True, stops=(10, 30, 100, 300)))
    lr: float = field(0.01, RATE)
    hidden: int = field(2, Number(1, 3, integer=True, step=1))
    width: int = field(32, Number(8, 64, integer=True, stops=(8, 16, 32, 64)))
    seeds: int = field(4, SEEDS)
    seed: int = field(0, Number(0, 99_999, integer=True))

    def validate(self) -> None:
        most = int(MOST_WORK / (self.examples * self.parameters))
        if self.seeds > most:
            raise ConfigError("seeds", self.seeds, f"1 … {max(most, 1)}", reason="curve_work")

    @property
    @abstractmethod
    def examples(self) -> int:
        """How often a network sees a picture, all networks of one seed together."""

    @property
    def old(self) -> tuple[int, ...]:
        """The digits of the first task."""
        return TASKS[self.tasks][0]

    @property
    def new(self) -> tuple[int, ...]:
        """The digits of the second task."""
        return TASKS[self.tasks][1]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer, from the pixels to the classes."""
        return ((SIDE + 2 * self.wander) ** 2, *[self.width] * self.hidden, CLASSES)

    @property
    def parameters(self) -> int:
        """How many numbers a network has."""
        return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(self.sizes))

    @property
    def first_task(self) -> int:
        """How often a network sees a picture while it learns the first task."""
        return self.patience * self.pretraining * self.placements * CLASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts(Transfer):
    """Right answers on the second task against the number of examples, from several starts."""

    experiment: ClassVar[str] = ""

    source: str = field("digits", Choice(SOURCES))
    ways: tuple[str, ...] = field(("fresh", "tuned", "frozen"), Many(Choice(WAYS), 1, len(WAYS), distinct=True))
    largest: int = field(100, Number(5, MOST, integer=True, stops=COUNTS[3:]))

    @property
    def counts(self) -> tuple[int, ...]:
        """How many examples of each class, fewest first."""
        return tuple(count for count in COUNTS if count <= self.largest)

    @property
    def examples(self) -> int:
        return self.first_task + self.epochs * sum(self.counts) * CLASSES * len(self.ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning(Transfer):
    """One fine-tuning, epoch by epoch: what is learned, and what is forgotten."""

    experiment: ClassVar[str] = "tuning"

    source: str = field("digits", Choice(SOURCES))
    count: int = field(10, COUNT)
    share: float = field(1.0, Number(0, 1, stops=(0, 0.01, 0.03, 0.1, 0.3, 1)))
    pull: float = field(0.0, Number(0, 1, stops=(0, 0.001, 0.003, 0.01, 0.03, 0.1, 1)))

    @property
    def examples(self) -> int:
        return self.first_task + self.epochs * (self.count + HELD) * CLASSES * 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth(Transfer):
    """Right answers against the number of layers that are taken over."""

    experiment: ClassVar[str] = "depth"

    source: str = field("digits", Choice(SOURCES))
    count: int = field(10, COUNT)
    hidden: int = field(3, Number(1, 3, integer=True, step=1))

    @property
    def examples(self) -> int:
        return self.first_task + self.epochs * self.count * CLASSES * 3 * (self.hidden + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources(Transfer):
    """What each of several sources is worth, against a fresh start with the same examples."""

    experiment: ClassVar[str] = "sources"

    sources: tuple[str, ...] = field(SOURCES, Many(Choice(SOURCES), 1, len(SOURCES), distinct=True))
    count: int = field(5, COUNT)
    placements: int = field(2, Number(1, 8, integer=True, stops=(1, 2, 4, 8)))

    @property
    def examples(self) -> int:
        return len(self.sources) * (self.first_task + self.epochs * self.count * CLASSES * 3)


CONFIGS = (Amounts, Tuning, Depth, Sources)
