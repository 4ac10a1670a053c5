"""The settings of the page's four experiments."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from dlcore.config import Choice, Config, ConfigError, Many, Number, field

LARGEST_SEED = 99_999
LARGEST = 10.0  # of a weight, an input or a target
MOST_PARAMETERS = 60  # of three hidden layers of four units
MOST_WORK = 60_000_000  # parameters × points × epochs of the unit census: a few seconds of one core


@dataclass(frozen=True, slots=True)
class Row:
    """A tuple of `least` to `most` numbers that may be negative, written with underscores (``0.5_-1``), or ``none``."""

    item: Number
    least: int
    most: int
    longest: int = 600  # characters in a link

    def normalise(self, value: Any) -> tuple[float, ...]:
        if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
            raise ValueError("not a sequence")
        items = tuple(self.item.normalise(each) for each in value)
        if not self.least <= len(items) <= self.most:
            raise ValueError("wrong number of items")
        return items

    def parse(self, text: str) -> tuple[float, ...]:
        return self.normalise(() if text == "none" else [self.item.parse(part) for part in text.split("_")])

    def format(self, value: tuple[float, ...]) -> str:
        return "_".join(self.item.format(each) for each in value) or "none"

    @property
    def allowed(self) -> str:
        return f"{self.least} … {self.most} × ({self.item.allowed})"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSample(Config):
    """A small network, one sample, and a few optimiser steps on it, with every number of the graph in sight."""

    experiment: ClassVar[str] = ""
    default_probes: ClassVar[tuple[str, ...]] = ("values", "gradients", "differences", "gaps")

    hidden: tuple[int, ...] = field((2, 2), Many(Number(1, 4, integer=True), 1, 3))
    activation: str = field("tanh", Choice(("identity", "relu", "leaky_relu", "tanh", "sigmoid")))
    loss: str = field("mse", Choice(("mse", "cross_entropy")))
    optimizer: str = field("sgd", Choice(("sgd", "momentum", "adam")))
    lr: float = field(0.1, Number(1e-4, 10, scale="log"))
    steps: int = field(10, Number(1, 20, integer=True, step=1))
    inputs: tuple[float, ...] = field((1.0, -0.5), Row(Number(-LARGEST, LARGEST), 2, 2))
    target: float = field(1.0, Number(-LARGEST, LARGEST))
    weights: tuple[float, ...] = field((), Row(Number(-LARGEST, LARGEST), 0, MOST_PARAMETERS))
    seed: int = field(0, Number(0, LARGEST_SEED, integer=True))

    def validate(self) -> None:
        if self.loss == "cross_entropy" and not 0 <= self.target <= 1:
            raise ConfigError("target", self.target, "0 … 1", reason="target_probability")
        if self.weights and len(self.weights) != self.parameters:
            raise ConfigError("weights", len(self.weights), str(self.parameters), reason="weights_of_shape")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer, inputs and the output included."""
        return (len(self.inputs), *self.hidden, 1)

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(self.sizes))

    @property
    def start(self) -> tuple[float, ...]:
        """The first weights and biases in PyTorch's order, W¹ by rows, b¹, W² …: those that are set, or drawn.

        Uniform in ±1.2/√fan_in, never zero; two decimals, so that every number can be checked with pencil and paper.
        """
        if self.weights:
            return self.weights
        generator, drawn = random.Random(self.seed), []
        for fan_in, fan_out in pairwise(self.sizes):
            most = round(120 / fan_in**0.5)
            for _ in range((fan_in + 1) * fan_out):
                drawn.append(generator.choice((-1, 1)) * generator.randint(5, most) / 100)
        return tuple(drawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepthSweep(Config):
    """Networks of depth 1 to `deepest`, untrained, many seeds each: how large is the gradient in every layer?"""

    experiment: ClassVar[str] = "depth"
    default_probes: ClassVar[tuple[str, ...]] = ("layers", "norms", "ends")

    activation: str = field("sigmoid", Choice(("identity", "relu", "leaky_relu", "tanh", "sigmoid", "gelu", "sine")))
    init: str = field("default", Choice(("default", "xavier", "he")))
    scale: float = field(1.0, Number(0.1, 5, step=0.05))
    width: int = field(16, Number(2, 64, integer=True, stops=(2, 4, 8, 16, 32, 64)))
    deepest: int = field(30, Number(1, 30, integer=True, step=1))
    seeds: int = field(16, Number(1, 32, integer=True, stops=(1, 2, 4, 8, 16, 32)))
    seed: int = field(0, Number(0, LARGEST_SEED, integer=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCensus(Config):
    """A network in training, its hidden units counted: how many are dead, how many are different from each other?"""

    experiment: ClassVar[str] = "units"
    default_probes: ClassVar[tuple[str, ...]] = ("dead", "unit_weights")

    activation: str = field("relu", Choice(("relu", "leaky_relu", "tanh", "sigmoid")))
    init: str = field("he", Choice(("default", "xavier", "he", "zeros", "large")))
    hidden: tuple[int, ...] = field((16, 16), Many(Number(1, 32, integer=True), 1, 4))
    optimizer: str = field("sgd", Choice(("sgd", "momentum", "adam")))
    lr: float = field(0.3, Number(1e-3, 10, scale="log"))
    epochs: int = field(60, Number(1, 500, integer=True, stops=(10, 20, 30, 60, 100, 200, 500)))
    batch_size: int = field(10, Number(1, 200, integer=True, stops=(5, 10, 20, 50, 100, 200)))
    seed: int = field(0, Number(0, LARGEST_SEED, integer=True))

    def validate(self) -> None:
        affordable = MOST_WORK // (self.parameters * 200)
        if self.epochs > affordable:
            raise ConfigError("epochs", self.epochs, f"1 … {affordable:,}", reason="too_much_work")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer: two inputs, the hidden layers, one logit."""
        return (2, *self.hidden, 1)

    @property
    def parameters(self) -> int:
        """How many weights and biases are trained."""
        return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(self.sizes))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopMistake(Config):
    """A straight line fitted twice by the same loop, once with ``optimizer.zero_grad()`` and once without."""

    experiment: ClassVar[str] = "loop"
    default_probes: ClassVar[tuple[str, ...]] = ("paths",)

    lr: float = field(0.05, Number(1e-3, 1, scale="log"))
    steps: int = field(80, Number(1, 300, integer=True, stops=(10, 20, 40, 80, 150, 300)))
    noise: float = field(0.2, Number(0, 1, step=0.05))
    seed: int = field(0, Number(0, LARGEST_SEED, integer=True))
