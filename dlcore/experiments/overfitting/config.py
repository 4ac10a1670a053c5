"""The settings of the over-fitting laboratory: six experiments, one question each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Flag, Number, field

LARGEST_SEED = 99_999
MOST_WORK = 30_000_000_000  # multiplications in one run: about 30 s of one core

CURVES = ("sine", "bump", "stairs")
WIDTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)
REMEDIES = (
    "weight_decay",
    "l1",
    "dropout",
    "jitter",
    "samples",
    "width",
    "epochs",
    "batch_size",
    "label_noise",
)
TABLES = {"breast_cancer": (30, 569), "diabetes": (10, 442)}  # measurements and specimens
HIDDEN = (2, 4, 8, 12, 16, 24, 32, 48, 64)
DECAYS = (0, 1e-6, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1)

# Numbers of features or samples in double descent, for a threshold at 40.
COUNTS = (
    5,
    8,
    12,
    16,
    20,
    24,
    28,
    32,
    34,
    36,
    38,
    40,
    42,
    44,
    46,
    48,
    52,
    56,
    64,
    72,
    80,
    100,
    120,
    160,
    200,
    300,
    400,
)

SEEDS = Number(1, 64, integer=True, stops=(1, 2, 4, 8, 16, 32, 64))
SEED = Number(0, LARGEST_SEED, integer=True)
NOISE = Number(0, 1, step=0.05)
RATE = Number(1e-4, 0.3, scale="log")
EPOCHS = Number(1, 5000, integer=True, stops=(50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000))
STRENGTH = Number(0, 10, stops=DECAYS)


def parameters(sizes: tuple[int, ...]) -> int:
    """How many weights and biases a network with so many units in each layer has."""
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes))


def afford(epochs: int, work: float) -> None:
    """Refuse so many epochs if each takes `work` multiplications and all of them together take too long."""
    most = int(MOST_WORK / work)
    if epochs > most:
        raise ConfigError("epochs", epochs, f"1 … {most:,}", reason="too_much_work")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity(Config):
    """How the error of a fit depends on how much the model could bend."""

    experiment: ClassVar[str] = ""

    model: str = field("polynomial", Choice(("polynomial", "network")))
    curve: str = field("sine", Choice(CURVES))
    samples: int = field(20, Number(5, 200, integer=True, step=1))
    noise: float = field(0.3, NOISE)
    degree: int = field(20, Number(1, 20, integer=True, step=1))
    width: int = field(256, Number(1, 256, integer=True, stops=WIDTHS))
    weight_decay: float = field(0.0, STRENGTH)
    activation: str = field("tanh", Choice(("tanh", "relu")))
    lr: float = field(0.03, RATE)
    epochs: int = field(1000, EPOCHS)
    seeds: int = field(8, SEEDS)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        if self.model == "network":
            units = sum(width for width in WIDTHS if width <= self.width)
            afford(self.epochs, 3 * self.seeds * self.samples * 3 * (units + 1))

    @property
    def capacities(self) -> tuple[int, ...]:
        """Degrees, or numbers of hidden units, from the least to the most."""
        if self.model == "polynomial":
            return tuple(range(self.degree + 1))
        return tuple(width for width in WIDTHS if width <= self.width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopping(Config):
    """A network that is watched on validation points while it trains, and stopped when they say so."""

    experiment: ClassVar[str] = "time"

    curve: str = field("sine", Choice(CURVES))
    samples: int = field(20, Number(5, 200, integer=True, step=1))
    validation: int = field(20, Number(2, 200, integer=True, step=1))
    noise: float = field(0.3, NOISE)
    width: int = field(16, Number(2, 64, integer=True, stops=HIDDEN))
    activation: str = field("tanh", Choice(("tanh", "relu")))
    patience: int = field(100, Number(1, 2000, integer=True, stops=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)))
    lr: float = field(0.01, RATE)
    batch_size: int = field(200, Number(1, 200, integer=True, stops=(1, 2, 5, 10, 20, 50, 100, 200)))
    weight_decay: float = field(0.0, STRENGTH)
    epochs: int = field(1500, EPOCHS)
    seeds: int = field(8, SEEDS)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        steps = -(-self.samples // self.batch_size)
        each = self.seeds * parameters(self.sizes)
        afford(self.epochs, 3 * each * self.samples + steps * (15 * each + 100_000))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer."""
        return (1, self.width, self.width, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies(Config):
    """One remedy at a time, over all its strengths in one run."""

    experiment: ClassVar[str] = "remedies"

    remedy: str = field("weight_decay", Choice(REMEDIES))
    values: int = field(16, Number(8, 32, integer=True, stops=(8, 12, 16, 20, 24, 32)))
    curve: str = field("sine", Choice(CURVES))
    samples: int = field(20, Number(5, 100, integer=True, step=1))
    noise: float = field(0.3, NOISE)
    width: int = field(16, Number(2, 64, integer=True, stops=HIDDEN))
    activation: str = field("tanh", Choice(("tanh", "relu")))
    lr: float = field(0.01, RATE)
    epochs: int = field(1000, EPOCHS)
    seeds: int = field(8, SEEDS)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        each = parameters(self.sizes)
        match self.remedy:
            case "samples":
                work = each * sum(self.strengths)
            case "width":
                work = sum(parameters((1, int(w), int(w), 1)) for w in self.strengths) * self.samples
            case "epochs":
                work = each * self.samples
            case "batch_size":
                steps = sum(-(-self.samples // int(size)) for size in self.strengths)
                work = each * self.samples * len(self.strengths) + steps * (5 * each + 40_000 / self.seeds)
            case _:
                work = each * self.samples * len(self.strengths)
        afford(self.epochs, 3 * self.seeds * work)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer."""
        return (1, self.width, self.width, 1)

    @property
    def strengths(self) -> tuple[float, ...]:
        """What the remedy's knob is set to, from no remedy (or the least of it) to the most."""
        n = self.values
        match self.remedy:
            case "weight_decay":
                return (0.0, *_powers(1e-5, 1.0, n - 1))
            case "l1":
                return (0.0, *_powers(1e-3, 1.0, n - 1))
            case "dropout":
                return tuple(round(0.8 * i / (n - 1), 4) for i in range(n))
            case "jitter":
                return (0.0, *_powers(0.01, 1.0, n - 1))
            case "label_noise":
                return tuple(round(i / (n - 1), 4) for i in range(n))
            case "samples":
                return _whole(self.samples, 10 * self.samples, n)
            case "width":
                return tuple(reversed(_whole(1, 64, n)))
            case "epochs":
                return tuple(reversed(_whole(1, self.epochs, n)))
            case _:
                return tuple(reversed(_whole(1, self.samples, 6)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent(Config):
    """Past the point where the training error reaches zero: double descent in width, in data and in epochs."""

    experiment: ClassVar[str] = "descent"

    along: str = field("width", Choice(("width", "samples", "epochs")))
    samples: int = field(40, Number(10, 100, integer=True, step=1))
    features: int = field(40, Number(10, 100, integer=True, step=1))
    noise: float = field(0.5, NOISE)
    weight_decay: float = field(0.0, STRENGTH)
    largest: int = field(800, Number(20, 800, integer=True, stops=(20, 40, 60, 80, 100, 200, 400, 800)))
    scale: float = field(0.08, Number(0.02, 1, step=0.02))
    seeds: int = field(8, SEEDS)
    seed: int = field(0, SEED)

    @property
    def threshold(self) -> int:
        """The number of features, or of samples, at which a fit just can meet every point."""
        return self.samples if self.along == "width" else self.features

    @property
    def swept(self) -> tuple[int, ...]:
        """Numbers of features or samples, densest about the threshold; or epochs."""
        if self.along == "epochs":
            return _whole(1, 1_000_000, 31)
        counts = {round(count * self.threshold / 40) for count in COUNTS}
        if self.along == "samples":
            return tuple(sorted(counts))
        wide = {round(self.threshold * factor) for factor in (0.05, 15, 20)} | {self.largest}
        return tuple(sorted(count for count in counts | wide if 0 < count <= self.largest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Real(Config):
    """Measured data: from a handful of training specimens to all of them."""

    experiment: ClassVar[str] = "real"

    table: str = field("breast_cancer", Choice(tuple(TABLES)))
    hidden: int = field(16, Number(0, 64, integer=True, stops=(0, *HIDDEN)))
    weight_decay: float = field(0.0, STRENGTH)
    lr: float = field(0.01, RATE)
    epochs: int = field(200, EPOCHS)
    seeds: int = field(8, SEEDS)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        each = self.seeds * parameters(self.sizes)
        afford(self.epochs, 3 * each * sum(self.counts))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer; without a hidden one the model is linear."""
        inputs = TABLES[self.table][0]
        return (inputs, self.hidden, 1) if self.hidden else (inputs, 1)

    @property
    def counts(self) -> tuple[int, ...]:
        """Numbers of training specimens; a fifth of all specimens is kept for testing."""
        return _whole(8, TABLES[self.table][1] * 4 // 5, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leakage(Config):
    """Many tries, one chosen by its score: how much of the score was luck."""

    experiment: ClassVar[str] = "leakage"

    choose: str = field("test", Choice(("test", "validation")))
    tries: int = field(64, Number(1, 64, integer=True, stops=(1, 2, 4, 8, 16, 32, 64)))
    samples: int = field(40, Number(10, 200, integer=True, step=5))
    held_out: int = field(20, Number(10, 1000, integer=True, stops=(10, 20, 40, 60, 100, 200, 500, 1000)))
    noise: float = field(0.5, Number(0, 0.5, step=0.05))
    coin: bool = field(False, Flag())
    width: int = field(8, Number(2, 64, integer=True, stops=HIDDEN))
    lr: float = field(0.1, RATE)
    epochs: int = field(100, EPOCHS)
    repeats: int = field(32, Number(1, 64, integer=True, stops=(1, 2, 4, 8, 16, 32, 64)))
    seed: int = field(0, SEED)

    def validate(self) -> None:
        each = self.repeats * self.tries * parameters(self.sizes)
        afford(self.epochs, each * (3 * self.samples + 15))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer."""
        return (2, self.width, 1)


CONFIGS = (Capacity, Stopping, Remedies, Descent, Real, Leakage)


def _powers(low: float, high: float, n: int) -> tuple[float, ...]:
    """Return `n` numbers between two bounds, each the same factor above the last."""
    return tuple(float(f"{low * (high / low) ** (i / (n - 1)):.3g}") for i in range(n))


def _whole(low: int, high: int, n: int) -> tuple[int, ...]:
    """Return at most `n` different whole numbers between two bounds, spread evenly on a logarithmic scale."""
    return tuple(sorted({round(low * (high / low) ** (i / (n - 1))) for i in range(n)}))
