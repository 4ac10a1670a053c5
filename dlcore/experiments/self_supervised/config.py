"""The settings of the experiments with learning without labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Many, Number, field

PIXELS = 64
IMAGES = 1797
HELD_OUT = 400  # pictures that measure an auto-encoder, and train nothing
FRESH = 197  # pictures that grade it, and are never shown
HELD_OUT_PRETEXT = 600  # pictures on which the readers of pretext features are measured
LABELS = (10, 32, 100, 316, 1000)
STARTS = ("scratch", "pixels", "untrained", "autoencoded", "masked", "rotated", "tuned")
CLOUDS = ("moons", "circles", "spiral", "three_arms", "blobs", "cloud")
MOST_WORK = 60_000_000_000  # multiplications of a run, backward pass included: about 15 s of one core

SEED = Number(0, 99_999, integer=True)
RATE = Number(1e-4, 0.1, scale="log", stops=(1e-4, 3e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1))
WIDTH = Number(4, 128, integer=True, stops=(4, 8, 16, 32, 64, 128))


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoEncoder(Config):
    """A network that squeezes a digit of 64 pixels through two numbers and draws it again."""

    default_probes: ClassVar[tuple[str, ...]] = ("codes", "redrawn")
    experiment: ClassVar[str] = ""

    noise: float = field(0.0, Number(0, 1, step=0.05))
    activation: str = field("relu", Choice(("relu", "tanh", "identity")))
    width: int = field(64, WIDTH)
    train_images: int = field(1200, Number(50, 1200, integer=True, stops=(50, 100, 200, 400, 800, 1200)))
    epochs: int = field(40, Number(1, 200, integer=True, stops=(5, 10, 20, 40, 80, 120, 200)))
    lr: float = field(5e-3, RATE)
    batch_size: int = field(50, Number(10, 400, integer=True, stops=(10, 25, 50, 100, 200, 400)))
    data_seed: int = field(0, SEED)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        batches = -(-self.train_images // self.batch_size)
        work = batches * (6 * self.batch_size * self.width * (2 * PIXELS + 4) + 1_500_000)
        most = int(MOST_WORK / work)
        if self.epochs > most:
            raise ConfigError("epochs", self.epochs, f"1 … {most}", reason="too_many_steps")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer: pixels, hidden, code, hidden, pixels."""
        return (PIXELS, self.width, 2, self.width, PIXELS)

    @property
    def activations(self) -> tuple[str, ...]:
        """Of the three hidden layers; the code itself is not bent."""
        return (self.activation, "identity", self.activation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretext(Config):
    """What a handful of labels is worth after a task that needed none."""

    experiment: ClassVar[str] = "pretext"

    starts: tuple[str, ...] = field(
        ("scratch", "pixels", "masked", "rotated"), Many(Choice(STARTS), 1, len(STARTS), distinct=True)
    )
    hidden_share: float = field(0.5, Number(0.1, 0.9, step=0.1))
    unlabelled: int = field(1197, Number(50, 1197, integer=True, stops=(50, 100, 300, 600, 1197)))
    pretraining: int = field(20, Number(1, 100, integer=True, stops=(1, 5, 10, 20, 50, 100)))
    width: int = field(64, WIDTH)
    largest: int = field(1000, Number(100, 1000, integer=True, stops=(100, 316, 1000)))
    seeds: int = field(3, Number(1, 12, integer=True, stops=(1, 2, 3, 5, 8, 12)))
    seed: int = field(0, SEED)

    def validate(self) -> None:
        pass_through = self.width * (PIXELS + self.width)
        pretexts = len(set(self.tasks)) * self.pretraining * self.unlabelled * (6 * pass_through + 20_000)
        trained = len({"scratch", "tuned"} & set(self.starts)) * 60 * sum(self.labels) * 6 * pass_through
        probes = len(self.starts) * 150 * sum(self.labels) * 6 * 10 * PIXELS
        most = int(MOST_WORK / (pretexts + trained + probes))
        if self.seeds > most:
            raise ConfigError("seeds", self.seeds, f"1 … {most}", reason="curve_work")

    @property
    def tasks(self) -> tuple[str, ...]:
        """The pretext tasks that the chosen curves need; fine-tuning starts from masked pixels."""
        needed = {"autoencoded": "autoencoded", "masked": "masked", "rotated": "rotated", "tuned": "masked"}
        return tuple(dict.fromkeys(needed[start] for start in self.starts if start in needed))

    @property
    def labels(self) -> tuple[int, ...]:
        """How many labelled pictures there are, fewest first."""
        return tuple(count for count in LABELS if count <= self.largest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diffusion(Config):
    """Points on a plane dissolve into noise in small steps; a network learns to undo one of them."""

    default_probes: ClassVar[tuple[str, ...]] = ("generated",)
    experiment: ClassVar[str] = "diffusion"

    dataset: str = field("moons", Choice(CLOUDS))
    samples: int = field(1000, Number(5, 2000, integer=True, stops=(5, 10, 20, 50, 100, 300, 1000, 2000)))
    noise: float = field(0.02, Number(0, 0.2, step=0.02))
    steps: int = field(40, Number(2, 100, integer=True, stops=(2, 5, 10, 20, 40, 100)))
    schedule: str = field("cosine", Choice(("cosine", "linear")))
    sampler: str = field("ddpm", Choice(("ddpm", "ddim")))
    width: int = field(64, WIDTH)
    updates: int = field(3000, Number(10, 10_000, integer=True, stops=(100, 300, 1000, 2000, 3000, 6000, 10_000)))
    lr: float = field(0.01, RATE)
    batch_size: int = field(128, Number(16, 512, integer=True, stops=(16, 32, 64, 128, 256, 512)))
    data_seed: int = field(0, SEED)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        most = int(MOST_WORK / (6 * self.batch_size * self.width * (self.width + 10) + 2_500_000))
        if self.updates > most:
            raise ConfigError("updates", self.updates, f"10 … {most:,}", reason="too_many_updates")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer: a place and six waves of the time, two hidden layers, the noise."""
        return (8, self.width, self.width, 2)

    @property
    def activations(self) -> tuple[str, ...]:
        """Of the two hidden layers."""
        return ("relu", "relu")


CONFIGS = (AutoEncoder, Pretext, Diffusion)
