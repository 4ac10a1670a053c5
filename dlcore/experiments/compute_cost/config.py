"""The settings of four experiments on cost: one architecture, how it scales, number formats, and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Many, Number, field
from dlcore.models import costs
from dlcore.models.costs import KINDS, Part

VARIED = ("width", "depth", "length", "batch")
START = {"width": 8, "depth": 1, "length": 8, "batch": 1}  # what is varied is doubled from here on
BITS = {"float32": 32, "bfloat16": 16, "int8": 8, "int8_dynamic": 8, "int4": 4, "int2": 2}  # of each weight
FORMATS = tuple(BITS)
PIXELS, TRAINED_ON = 28 * 28, 4000  # of MNIST's pictures kept here; the other thousand test
EARLIEST, LATEST = 1995, 2022  # how late the history may begin

MOST_MACS = 6e10  # of one reading of everything, a few seconds of one core
MOST_BYTES = 3e8
MOST_PARAMETERS = 20_000_000

WIDTH = Number(4, 1024, integer=True, stops=(8, 16, 32, 64, 128, 256, 512, 1024))
DEPTH = Number(1, 16, integer=True, stops=(1, 2, 3, 4, 6, 8, 12, 16))
LENGTH = Number(4, 512, integer=True, stops=(8, 16, 28, 32, 64, 128, 256, 512))
BATCH = Number(1, 1024, integer=True, stops=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024))
REPEATS = Number(5, 50, integer=True, stops=(5, 10, 20, 50))
SEED = Number(0, 99_999, integer=True)


def check_work(every: tuple[Part, ...], batch: int, repeats: int) -> None:
    """Refuse what would keep others waiting or fill the memory; raise :class:`ConfigError`."""
    if costs.parameters(every) > MOST_PARAMETERS:
        raise ConfigError("width", f"{costs.parameters(every):,}", f"{MOST_PARAMETERS:,}", reason="too_many_parameters")
    each = max(costs.training_macs(every) * 1.4 * repeats / MOST_MACS, costs.memory(every, 1) / MOST_BYTES)
    most = int(1 / each)
    if most < 1:
        raise ConfigError("length", f"{costs.macs(every):,}", f"{MOST_MACS / (4 * repeats):,.0f}", reason="cost_work")
    if batch > most:
        raise ConfigError("batch", batch, f"1 … {most}", reason="cost_batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture(Config):
    """One network, counted part by part and measured."""

    experiment: ClassVar[str] = ""

    kind: str = field("mlp", Choice(KINDS))
    width: int = field(128, WIDTH)
    depth: int = field(2, DEPTH)
    length: int = field(28, LENGTH)
    batch: int = field(64, BATCH)
    repeats: int = field(20, REPEATS)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        check_work(self.parts, self.batch, self.repeats)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the network consists of."""
        return costs.parts(self.kind, self.width, self.depth, self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling(Config):
    """The same network again and again, one of its sizes doubled each time."""

    experiment: ClassVar[str] = "scaling"

    kind: str = field("attention", Choice(KINDS))
    varied: str = field("length", Choice(VARIED))
    doublings: int = field(6, Number(3, 9, integer=True, step=1))
    width: int = field(32, WIDTH)
    depth: int = field(1, DEPTH)
    length: int = field(28, LENGTH)
    batch: int = field(4, BATCH)
    repeats: int = field(10, REPEATS)
    seed: int = field(0, SEED)

    def validate(self) -> None:
        last = self.values[-1]
        spec = self.specs()[self.varied]
        assert isinstance(spec, Number)
        if last > spec.high:
            most = int(spec.high / START[self.varied]).bit_length() - 1
            raise ConfigError("doublings", self.doublings, f"3 … {most}", reason="doublings")
        largest = self.sizes(last)
        every = costs.parts(self.kind, largest["width"], largest["depth"], largest["length"])
        try:
            check_work(every, largest["batch"], 2 * self.repeats)  # what is smaller costs as much again
        except ConfigError as error:
            if self.varied != "batch" and error.reason == "cost_batch":
                raise
            raise ConfigError("doublings", self.doublings, f"< {self.doublings}", reason="scaling_work") from error

    @property
    def values(self) -> tuple[int, ...]:
        """What the varied size is, smallest first."""
        return tuple(START[self.varied] * 2**k for k in range(self.doublings + 1))

    def sizes(self, value: int) -> dict[str, int]:
        """All four sizes, with the varied one at `value`."""
        return {name: value if name == self.varied else getattr(self, name) for name in VARIED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats(Config):
    """A trained reader of digits, its weights stored in fewer and fewer bits."""

    experiment: ClassVar[str] = "formats"

    formats: tuple[str, ...] = field(FORMATS, Many(Choice(FORMATS), 1, len(FORMATS), distinct=True))
    width: int = field(128, Number(8, 512, integer=True, stops=(8, 16, 32, 64, 128, 256, 512)))
    depth: int = field(2, Number(1, 4, integer=True, step=1))
    epochs: int = field(3, Number(1, 10, integer=True, stops=(1, 2, 3, 5, 10)))
    batch: int = field(64, Number(1, 1024, integer=True, stops=BATCH.stops))
    repeats: int = field(10, REPEATS)
    seed: int = field(0, SEED)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the network consists of."""
        return costs.parts("mlp", self.width, self.depth, 28)

    def stored_bytes(self, name: str) -> int:
        """Count what a format takes: the weights' bits, biases in float32 (all in bfloat16), a scale for each row."""
        weights = costs.macs(self.parts)  # in a multilayer perceptron each weight is used once
        biases = costs.parameters(self.parts) - weights
        if name == "bfloat16":
            return 2 * (weights + biases)
        scales = 0 if name == "float32" else biases  # as many as rows, and so as biases
        return weights * BITS[name] // 8 + 4 * (biases + scales)


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Config):
    """Published training compute from a year on, this page's own training beside it, and what it may have taken."""

    experiment: ClassVar[str] = "history"

    since: int = field(2012, Number(EARLIEST, LATEST, integer=True, step=1))
    flop_per_joule: float = field(1e12, Number(1e8, 1e14, scale="log"))
    utilisation: float = field(0.4, Number(0.05, 1, step=0.05))
    overhead: float = field(1.2, Number(1, 2, step=0.05))
    width: int = field(128, Number(8, 512, integer=True, stops=(8, 16, 32, 64, 128, 256, 512)))
    depth: int = field(2, Number(1, 4, integer=True, step=1))
    epochs: int = field(3, Number(1, 10, integer=True, stops=(1, 2, 3, 5, 10)))

    @property
    def own_flop(self) -> float:
        """What training the network of the number formats takes, an addition and a multiplication counted as two."""
        every = costs.parts("mlp", self.width, self.depth, 28)
        return 2.0 * costs.training_macs(every) * TRAINED_ON * self.epochs


CONFIGS = (Architecture, Scaling, Formats, History)
