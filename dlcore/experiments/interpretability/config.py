"""The settings of the experiments on what an answer hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, Flag, Number, field
from dlcore.experiments.convolutional_network.config import HELD_OUT, Network

METHODS = ("occlusion", "saliency", "smooth_grad", "integrated_gradients", "grad_cam")
BLOCKS = ("conv", "act", "max", "conv", "act")
CHANNELS = (4, 12)
LAYERS = 3  # that have weights
SHOWN = HELD_OUT["mnist"]  # held-out images, of which one at a time is explained
DIGITS = 10
ROWS = 88  # that test, of the smaller table
TEST = 0.2  # share of a table's rows
TABLE_LR = 0.01
COPIED = {"breast_cancer": "worst concave points", "diabetes": "body mass index"}

SEED = Number(0, 99_999, integer=True)
STEPS = Number(20, 1000, integer=True, stops=(20, 50, 100, 200, 300, 600, 1000))
IMAGES = Number(100, 3500, integer=True, stops=(100, 300, 1000, 2000, 3500))
RATE = Number(1e-3, 0.1, scale="log", stops=(1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader(Config):
    """A small convolutional network that reads handwritten digits; what every room with pictures has in common."""

    steps: int = field(300, STEPS)
    train_images: int = field(3500, IMAGES)
    lr: float = field(0.01, RATE)
    seed: int = field(0, SEED)

    @property
    def network(self) -> Network:
        """The network and its training, as the page on convolutional networks has them."""
        return Network(
            blocks=BLOCKS, channels=CHANNELS, shift=0, steps=self.steps, train_images=self.train_images, lr=self.lr,
            seed=self.seed,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures(Reader):
    """Five pictures of one answer, while the network learns."""

    experiment: ClassVar[str] = ""
    default_probes: ClassVar[tuple[str, ...]] = tuple(f"{kind}_0_-1" for kind in (*METHODS, "sums", "deletion"))

    mislabelled: float = field(0.0, Number(0, 1, step=0.1))
    points: int = field(32, Number(1, 128, integer=True, stops=(1, 2, 4, 8, 16, 32, 64, 128)))
    baseline: float = field(0.0, Number(0, 1, step=0.1))
    noise: float = field(0.15, Number(0, 0.5, step=0.05))
    samples: int = field(32, Number(1, 64, integer=True, stops=(1, 2, 4, 8, 16, 32, 64)))


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Config):
    """Which image is explained, and which digit's logit: it travels in the link, and nothing is trained for it."""

    experiment: ClassVar[str] = Pictures.experiment

    image: int = field(0, Number(0, SHOWN - 1, integer=True))
    target: int = field(-1, Number(-1, DIGITS - 1, integer=True))  # −1: whichever digit the network answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Cheat(Reader):
    """A bright patch lies in a corner of one digit's training images, and the network may read that instead."""

    experiment: ClassVar[str] = "cheat"
    default_probes: ClassVar[tuple[str, ...]] = METHODS

    digit: int = field(3, Number(0, DIGITS - 1, integer=True, step=1))
    share: float = field(0.8, Number(0, 1, step=0.05))
    size: int = field(4, Number(1, 8, integer=True, step=1))
    brightness: float = field(1.0, Number(0.1, 1, step=0.1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks(Reader):
    """Two trials of every method: weights drawn anew, and pixels taken away in the order that it gives."""

    experiment: ClassVar[str] = "checks"

    images: int = field(12, Number(4, 40, integer=True, stops=(4, 8, 12, 20, 40)))
    cascade: bool = field(True, Flag())


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Config):
    """Measurements with names: what a network, or a linear model, does with each of them."""

    experiment: ClassVar[str] = "table"
    default_probes: ClassVar[tuple[str, ...]] = ("fall", "spread", "given")

    data: str = field("diabetes", Choice(("diabetes", "breast_cancer")))
    model: str = field("network", Choice(("network", "linear")))
    copies: int = field(0, Number(0, 4, integer=True, step=1))
    blur: float = field(0.1, Number(0, 1, step=0.05))
    epochs: int = field(100, Number(20, 1000, integer=True, stops=(20, 50, 100, 200, 500, 1000)))
    weight_decay: float = field(1e-3, Number(0, 1, stops=(0, 1e-4, 1e-3, 0.01, 0.1, 1)))
    width: int = field(16, Number(2, 64, integer=True, stops=(2, 4, 8, 16, 32, 64)))
    repeats: int = field(20, Number(2, 50, integer=True, stops=(2, 5, 10, 20, 50)))
    row: int = field(0, Number(0, ROWS - 1, integer=True))
    seed: int = field(0, SEED)


CONFIGS = (Pictures, Cheat, Checks, Table)
