"""The settings of the experiments with convolutional networks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Flag, Many, Number, field
from dlcore.models.blocks import ACTIVATIONS, BLOCKS, FlatError, Layer, NoRoomError, macs, parameters, stack
from dlcore.models.sliding import PRESETS

LARGEST_SEED = 99_999
MOST_WORK = 40_000_000_000  # multiply-accumulates of one run, backward pass included: about 30 s of one core
MOST_PARAMETERS = 150_000  # every frame of a run holds all of them

SIDES = {"mnist": 28, "digits8": 8}
IMAGES = {"mnist": 5000, "digits8": 1797}
HELD_OUT = {"mnist": 1000, "digits8": 360}  # what a run is measured on, and never trained on
FRESH = {"mnist": 500, "digits8": 180}  # what is kept for grading and never shown

DEFAULT_BLOCKS = ("conv", "norm", "act", "max", "conv", "norm", "act", "max")
TARGETS = tuple(name for name in PRESETS if name != "identity")  # kernels to be found
SEED = Number(0, LARGEST_SEED, integer=True)
RATE = Number(1e-4, 1, scale="log", stops=(1e-4, 3e-4, 1e-3, 2e-3, 4e-3, 6e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1))
STEPS = Number(1, 3000, integer=True, stops=(50, 100, 200, 300, 400, 600, 1000, 2000, 3000))
TRAIN_IMAGES = Number(10, 3500, integer=True, stops=(10, 20, 50, 100, 200, 500, 1000, 2000, 3500))
DATASET = Choice(tuple(SIDES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network(Config):
    """A convolutional network of chosen blocks that learns to read digits. PyTorch's names and meanings throughout."""

    default_probes: ClassVar[tuple[str, ...]] = ("confusion", "kernels_0", "maps_2_0")
    experiment: ClassVar[str] = ""

    dataset: str = field("mnist", DATASET)
    train_images: int = field(3500, TRAIN_IMAGES)
    shift: int = field(1, Number(0, 4, integer=True, step=1))
    angle: float = field(0.0, Number(0, 45, step=5.0))
    data_seed: int = field(0, SEED)

    blocks: tuple[str, ...] = field(DEFAULT_BLOCKS, Many(Choice(BLOCKS), 0, 12))
    channels: tuple[int, ...] = field((8, 24), Many(Number(1, 32, integer=True, stops=(1, 2, 4, 8, 16, 24, 32)), 1, 4))
    kernel_size: int = field(5, Number(1, 7, integer=True, stops=(1, 3, 5, 7)))
    stride: int = field(1, Number(1, 3, integer=True, stops=(1, 2, 3)))
    same: bool = field(False, Flag())
    activation: str = field("relu", Choice(tuple(ACTIVATIONS)))
    units: int = field(32, Number(2, 128, integer=True, stops=(2, 4, 8, 16, 32, 64, 128)))
    p: float = field(0.25, Number(0.1, 0.9, step=0.05))
    seed: int = field(0, SEED)

    optimizer: str = field("adam", Choice(("sgd", "momentum", "adam")))
    lr: float = field(0.01, RATE)
    schedule: str = field("cosine", Choice(("constant", "cosine")))
    batch_size: int = field(32, Number(1, 256, integer=True, stops=(1, 8, 16, 32, 64, 128, 256)))
    steps: int = field(400, STEPS)
    weight_decay: float = field(0.0, Number(0, 1, stops=(0, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1)))

    def validate(self) -> None:
        try:
            layers = self.layers
        except NoRoomError as error:
            raise ConfigError("blocks", f"{error.block + 1}", f"{error.side}×{error.side}", reason="no_room") from error
        except FlatError as error:
            raise ConfigError("blocks", f"{error.block + 1}", "", reason="flat") from error
        if self.parameters > MOST_PARAMETERS:
            raise ConfigError("channels", f"{self.parameters:,}", f"{MOST_PARAMETERS:,}", reason="too_many_parameters")
        # A small layer costs about as much time for its call as 60 000 multiplications would.
        work = 3 * self.batch_size * (macs(layers) + 20_000) + 60_000 * len(layers) + 300_000
        affordable = int(MOST_WORK / work)
        if self.steps > affordable:
            raise ConfigError("steps", self.steps, f"1 … {affordable:,}", reason="image_work")

    @property
    def side(self) -> int:
        """Pixels along an image's edge."""
        return SIDES[self.dataset]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The network's layers, input side first."""
        return stack(
            self.blocks,
            self.side,
            channels=self.channels,
            kernel_size=self.kernel_size,
            stride=self.stride,
            same=self.same,
            activation=self.activation,
            p=self.p,
            units=self.units,
        )

    @property
    def parameters(self) -> int:
        """How many weights and biases are trained."""
        return parameters(self.layers)

    @property
    def used_images(self) -> int:
        """How many images are trained on: what was asked for, if there are so many."""
        rest = IMAGES[self.dataset] - HELD_OUT[self.dataset] - FRESH[self.dataset]
        return min(self.train_images, rest)

    @property
    def steps_per_epoch(self) -> int:
        """Optimiser steps in one epoch."""
        return math.ceil(self.used_images / self.batch_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnKernel(Config):
    """Gradient descent looks for the kernel that turns given images into given outputs."""

    default_probes: ClassVar[tuple[str, ...]] = ("kernel", "output")
    experiment: ClassVar[str] = "kernel"

    target: str = field("sobel_x", Choice(TARGETS))
    inputs: str = field("digits", Choice(("digits", "random", "flat")))
    images: int = field(4, Number(1, 32, integer=True, stops=(1, 2, 4, 8, 16, 32)))
    noise: float = field(0.0, Number(0, 1, step=0.05))
    size: int = field(3, Number(3, 7, integer=True, stops=(3, 5, 7)))
    init: str = field("zeros", Choice(("zeros", "random")))
    optimizer: str = field("sgd", Choice(("sgd", "momentum", "adam")))
    lr: float = field(0.5, Number(1e-3, 20, scale="log"))
    steps: int = field(300, Number(10, 2000, integer=True, stops=(10, 30, 100, 300, 1000, 2000)))
    seed: int = field(0, SEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Config):
    """A convolutional network and a perceptron with as many parameters learn the same digits, side by side."""

    default_probes: ClassVar[tuple[str, ...]] = ("shifted",)
    experiment: ClassVar[str] = "why"

    shuffled: bool = field(False, Flag())
    pooling: str = field("max", Choice(("max", "stride", "none")))
    times: float = field(1.0, Number(0.5, 10, stops=(0.5, 1, 2, 5, 10)))
    train_images: int = field(1000, TRAIN_IMAGES)
    shift: int = field(0, Number(0, 4, integer=True, step=1))
    lr: float = field(4e-3, RATE)
    batch_size: int = field(32, Number(8, 256, integer=True, stops=(8, 16, 32, 64, 128, 256)))
    steps: int = field(200, Number(1, 1000, integer=True, stops=(50, 100, 200, 400, 600, 1000)))
    data_seed: int = field(0, SEED)
    seed: int = field(0, SEED)

    dataset: ClassVar[str] = "mnist"
    angle: ClassVar[float] = 0.0
    schedule: ClassVar[str] = "cosine"
    optimizer: ClassVar[str] = "adam"
    weight_decay: ClassVar[float] = 0.0

    def validate(self) -> None:
        work = 3 * self.batch_size * (macs(self.convolutional) + macs(self.dense) + 40_000) + 2_000_000
        affordable = int(MOST_WORK / work)
        if self.steps > affordable:
            raise ConfigError("steps", self.steps, f"1 … {affordable:,}", reason="image_work")

    @property
    def side(self) -> int:
        """Pixels along an image's edge."""
        return SIDES[self.dataset]

    @property
    def convolutional(self) -> tuple[Layer, ...]:
        """The layers of the convolutional network."""
        pool = ("max",) if self.pooling == "max" else ()
        stride = 2 if self.pooling == "stride" else 1
        blocks = ("conv", "act", *pool, "conv", "act", *pool)
        return stack(blocks, self.side, channels=(8, 16), kernel_size=5, stride=stride, same=False,
                     activation="relu", p=0.5, units=2)  # fmt: skip

    @property
    def hidden(self) -> int:
        """Hidden units of the perceptron: what brings it nearest to `times` the other network's parameters."""
        pixels, classes = self.side**2, 10
        return max(1, round((self.times * parameters(self.convolutional) - classes) / (pixels + classes + 1)))

    @property
    def dense(self) -> tuple[Layer, ...]:
        """The layers of the perceptron: one hidden layer."""
        return stack(("dense", "act"), self.side, channels=(1,), kernel_size=1, stride=1, same=False,
                     activation="relu", p=0.5, units=self.hidden)  # fmt: skip

    @property
    def used_images(self) -> int:
        """How many images are trained on."""
        return self.train_images


CONFIGS = (Network, LearnKernel, Compare)
