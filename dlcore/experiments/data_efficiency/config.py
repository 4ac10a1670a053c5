"""The settings of the learning curves: several models and sets at once, or one network with and without help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Flag, Many, Number, field
from dlcore.rivals.spaces import RIVALS

PLANES = ("gaussians", "circles", "moons", "spiral")
HELD = 1000  # test points on a plane
HELD_DIGITS = 600  # pictures that test, of 1797
SIZES = (10, 18, 32, 56, 100, 178, 316, 562, 1000)  # four to a factor of ten
MOST_LINES = 8
MOST_FITS = 700
HELPS = ("plain", "augmented", "noisy", "pretrained")

SEEDS = Number(1, 16, integer=True, stops=(1, 2, 4, 8, 16))
SEED = Number(0, 99_999, integer=True)
TARGET = Number(0.01, 0.5, stops=(0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3))


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves(Config):
    """Which models learn which sets, up to how many points."""

    experiment: ClassVar[str] = ""

    sets: tuple[str, ...] = field(("moons",), Many(Choice((*PLANES, "digits")), 1, 5, distinct=True))
    models: tuple[str, ...] = field(
        ("logistic", "neighbours", "network"), Many(Choice(RIVALS), 1, len(RIVALS), distinct=True)
    )
    largest: int = field(1000, Number(100, 1000, integer=True, stops=(100, 316, 1000)))
    noise: float = field(0.2, Number(0, 0.5, step=0.05))
    floor: bool = field(True, Flag())
    target: float = field(0.1, TARGET)
    seeds: int = field(4, SEEDS)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        if len(self.lines) > MOST_LINES:
            most = MOST_LINES // len(self.sets)
            raise ConfigError("models", len(self.models), f"1 … {most}", reason="too_many_curves")
        most = MOST_FITS // (len(self.lines) * len(self.sizes))
        if self.seeds > most:
            raise ConfigError("seeds", self.seeds, f"1 … {most}", reason="curve_work")

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The curves: (set, model)."""
        return tuple((data, model) for data in self.sets for model in self.models)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many points are trained on, smallest first."""
        return tuple(size for size in SIZES if size <= self.largest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifts(Config):
    """One network on pictures of 5 to 9: as it is, with augmentation, with wrong labels, with a pre-trained start."""

    experiment: ClassVar[str] = "shifts"

    helps: tuple[str, ...] = field(HELPS, Many(Choice(HELPS), 1, len(HELPS), distinct=True))
    largest: int = field(178, Number(56, 316, integer=True, stops=(56, 100, 178, 316)))
    wandering: bool = field(True, Flag())
    mislabelled: float = field(0.2, Number(0.05, 0.6, step=0.05))
    pretraining: int = field(900, Number(10, 900, integer=True, stops=(10, 30, 100, 300, 900)))
    width: int = field(32, Number(8, 64, integer=True, stops=(8, 16, 32, 64)))
    epochs: int = field(100, Number(20, 300, integer=True, stops=(20, 50, 100, 200, 300)))
    floor: bool = field(False, Flag())
    target: float = field(0.3, TARGET)
    seeds: int = field(4, SEEDS)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        work = sum(self.sizes) * len(self.helps) * self.epochs * self.width * (64 + self.width)
        most = int(40e9 / work)
        if self.seeds > most:
            raise ConfigError("seeds", self.seeds, f"1 … {most}", reason="curve_work")

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """The curves: (set, help)."""
        return tuple(("digits", each) for each in self.helps)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many pictures are trained on, smallest first."""
        return tuple(size for size in SIZES if size <= self.largest)


CONFIGS = (Curves, Shifts)
