"""The settings of the three experiments about going downhill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Many, Number, field
from dlcore.experiments.neural_network.config import NeuralNetwork
from dlcore.schedules import SCHEDULES

OPTIMIZERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")
PLAIN = ("sgd", "momentum", "nesterov")  # one step length for all parameters, in units of 1 / curvature
LARGEST_SEED = 99_999
FACTORS = (0.01, 0.1, 1.0, 2.0, 10.0)  # of the learning rate, where rates race against each other
MOST_PARAMETERS = 150  # of a network whose Hessian is computed exactly in every frame
MOST_STEPS = 30_000  # optimiser steps of one network's training
RATES = 64


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a surface without computing.

    Attributes
    ----------
    window
        The lowest and the highest x and y that are drawn.
    start
        Where a race begins unless the learner says otherwise.
    lr, adaptive_lr
        Learning rates that go well from there, for :data:`PLAIN` optimisers and for the others.
    minima
        Its lowest points, all of height 0.
    """

    window: tuple[tuple[float, float], tuple[float, float]]
    start: tuple[float, float]
    lr: float
    adaptive_lr: float
    minima: tuple[tuple[float, float], ...]


PLACES: dict[str, Place] = {
    "bowl": Place(((-5, 5), (-5, 5)), (-4, 3), 0.05, 0.2, ((0, 0),)),
    "ravine": Place(((-2, 2), (-1, 3)), (-1.2, 1), 0.001, 0.02, ((1, 1),)),
    "saddle": Place(((-2, 2), (-2, 2)), (1.5, 0.001), 0.1, 0.05, ((0, 1), (0, -1))),
    "himmelblau": Place(
        ((-5, 5), (-5, 5)), (-1, -0.5), 0.01, 0.1,
        ((3, 2), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127)),
    ),
    "rastrigin": Place(((-5.12, 5.12), (-5.12, 5.12)), (-2.7, 3.4), 0.002, 0.1, ((0, 0),)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Racer:
    """One of a race: its code, the rule that moves it, its learning rate, and the schedule of that."""

    code: str
    optimizer: str
    lr: float
    schedule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Race(Config):
    """Optimisers, schedules or learning rates race down one surface from one start, in step."""

    default_probes: ClassVar[tuple[str, ...]] = ("x", "y", "loss")

    surface: str = field("bowl", Choice(tuple(PLACES)))
    condition: float = field(20.0, Number(1, 1000, stops=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)))
    angle: float = field(30.0, Number(0, 90, step=5.0))
    x: float = field(-4.0, Number(-6, 6, step=0.01))
    y: float = field(3.0, Number(-6, 6, step=0.01))
    contest: str = field("optimizers", Choice(("optimizers", "schedules", "rates")))
    racers: tuple[str, ...] = field(
        ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"),
        Many(Choice(OPTIMIZERS), 1, len(OPTIMIZERS), distinct=True),
    )
    optimizer: str = field("sgd", Choice(OPTIMIZERS))
    lr: float = field(0.05, Number(1e-5, 10, scale="log"))
    adaptive_lr: float = field(0.2, Number(1e-5, 10, scale="log"))
    momentum: float = field(0.9, Number(0, 0.99, step=0.01))
    weight_decay: float = field(0.01, Number(0, 1, stops=(0, 0.001, 0.01, 0.03, 0.1, 0.3, 1)))
    schedule: str = field("constant", Choice(tuple(SCHEDULES)))
    clip: float = field(0.0, Number(0, 1000, stops=(0, 0.1, 0.3, 1, 3, 10, 30, 100)))
    noise: float = field(0.0, Number(0, 100, stops=(0, 0.1, 0.3, 1, 3, 10, 30)))
    steps: int = field(200, Number(10, 2000, integer=True, stops=(50, 100, 200, 500, 1000, 2000)))
    seed: int = field(0, Number(0, LARGEST_SEED, integer=True))

    def validate(self) -> None:
        for name, value, (low, high) in zip(("x", "y"), (self.x, self.y), self.place.window, strict=True):
            if not low <= value <= high:
                raise ConfigError(name, value, f"{low:g} … {high:g}", reason="outside_the_map")

    @property
    def place(self) -> Place:
        """What is known of the surface."""
        return PLACES[self.surface]

    def rate_of(self, optimizer: str) -> float:
        """The learning rate that is set for an optimiser."""
        return self.lr if optimizer in PLAIN else self.adaptive_lr

    @property
    def lineup(self) -> tuple[Racer, ...]:
        """Who takes part, in a fixed order."""
        match self.contest:
            case "optimizers":
                return tuple(Racer(name, name, self.rate_of(name), self.schedule) for name in self.racers)
            case "schedules":
                rate = self.rate_of(self.optimizer)
                return tuple(Racer(name, self.optimizer, rate, name) for name in SCHEDULES)
        rate = self.rate_of(self.optimizer)
        return tuple(
            Racer(f"rate{i}", self.optimizer, rate * factor, self.schedule) for i, factor in enumerate(FACTORS, start=1)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Landscape(Config):
    """The loss of a real small network on a plane through its parameters, and its training seen on that plane."""

    default_probes: ClassVar[tuple[str, ...]] = ("x", "y", "height")
    experiment: ClassVar[str] = "network"

    dataset: str = field("moons", Choice(("circles", "xor", "gaussians", "moons", "spiral", "slope", "bumps")))
    samples: int = field(200, Number(40, 500, integer=True, step=20))
    noise: float = field(0.15, Number(0, 0.5, step=0.01))
    data_seed: int = field(0, Number(0, LARGEST_SEED, integer=True))
    hidden: tuple[int, ...] = field((8,), Many(Number(1, 8, integer=True), 0, 2))
    activation: str = field("tanh", Choice(("identity", "relu", "tanh", "sigmoid", "gelu")))
    init: str = field("default", Choice(("default", "xavier", "he", "large")))
    seed: int = field(0, Number(0, LARGEST_SEED, integer=True))
    optimizer: str = field("sgd", Choice(OPTIMIZERS))
    lr: float = field(0.5, Number(1e-4, 10, scale="log"))
    batch_size: int = field(1000, Number(1, 1000, integer=True, stops=(1, 2, 5, 10, 20, 50, 100, 1000)))
    epochs: int = field(300, Number(10, 3000, integer=True, stops=(30, 100, 300, 1000, 3000)))
    directions: str = field("path", Choice(("path", "random", "sharpest", "chosen")))
    first: int = field(1, Number(1, MOST_PARAMETERS, integer=True))
    second: int = field(2, Number(1, MOST_PARAMETERS, integer=True))
    reach: float = field(1.0, Number(0.1, 10, stops=(0.1, 0.2, 0.5, 1, 2, 5, 10)))
    direction_seed: int = field(0, Number(0, LARGEST_SEED, integer=True))

    def validate(self) -> None:
        _check_steps(self.network, self.epochs)
        if self.directions == "chosen":
            count = self.network.parameters
            for name, value in (("first", self.first), ("second", self.second)):
                if value > count:
                    raise ConfigError(name, value, f"1 … {count}", reason="no_such_parameter")
            if self.first == self.second:
                raise ConfigError("second", self.second, f"1 … {count}", reason="equal_directions")

    @property
    def network(self) -> NeuralNetwork:
        """The same training as an experiment of the playground."""
        return NeuralNetwork(
            dataset=self.dataset,
            samples=self.samples,
            noise=self.noise,
            train_share=0.5,
            data_seed=self.data_seed,
            hidden=self.hidden,
            activation=(self.activation,),
            init=self.init,
            seed=self.seed,
            optimizer=self.optimizer,
            lr=self.lr,
            batch_size=self.batch_size,
            epochs=self.epochs,
            device="cpu",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates(Config):
    """One network trained with 64 learning rates at once: same data, same first weights, same order of the points."""

    default_probes: ClassVar[tuple[str, ...]] = ("losses",)
    experiment: ClassVar[str] = "rates"

    dataset: str = field("slope", Choice(("circles", "xor", "gaussians", "moons", "spiral", "slope", "bumps")))
    samples: int = field(200, Number(40, 500, integer=True, step=20))
    noise: float = field(0.1, Number(0, 0.5, step=0.01))
    data_seed: int = field(0, Number(0, LARGEST_SEED, integer=True))
    hidden: tuple[int, ...] = field((), Many(Number(1, 8, integer=True), 0, 2))
    activation: str = field("tanh", Choice(("identity", "relu", "tanh", "sigmoid", "gelu")))
    seed: int = field(0, Number(0, LARGEST_SEED, integer=True))
    optimizer: str = field("sgd", Choice(OPTIMIZERS))
    lowest: float = field(1e-3, Number(1e-5, 10, scale="log"))
    highest: float = field(1.0, Number(1e-5, 10, scale="log"))
    batch_size: int = field(1000, Number(1, 1000, integer=True, stops=(1, 2, 5, 10, 20, 50, 100, 1000)))
    epochs: int = field(60, Number(5, 300, integer=True, stops=(10, 30, 60, 100, 200, 300)))

    def validate(self) -> None:
        if self.highest < 2 * self.lowest:
            raise ConfigError("highest", self.highest, f"≥ {2 * self.lowest:g}", reason="rates_too_close")
        _check_steps(self.network(self.lowest), self.epochs)

    @property
    def rates(self) -> tuple[float, ...]:
        """The learning rates, evenly spaced on a logarithmic scale."""
        ratio = self.highest / self.lowest
        return tuple(self.lowest * ratio ** (i / (RATES - 1)) for i in range(RATES))

    @property
    def is_quadratic(self) -> bool:
        """Whether the loss is a quadratic in the parameters and every step exact, so that the edge is known."""
        exact = self.batch_size >= self.network(self.lowest).train_points
        return self.dataset in ("slope", "bumps") and not self.hidden and self.optimizer in PLAIN and exact

    def network(self, lr: float) -> NeuralNetwork:
        """The training with one of the rates, as an experiment of the playground."""
        return NeuralNetwork(
            dataset=self.dataset,
            samples=self.samples,
            noise=self.noise,
            train_share=0.5,
            data_seed=self.data_seed,
            hidden=self.hidden,
            activation=(self.activation,),
            seed=self.seed,
            optimizer=self.optimizer,
            lr=min(lr, self.highest),
            batch_size=self.batch_size,
            epochs=self.epochs,
            device="cpu",
        )


def _check_steps(network: NeuralNetwork, epochs: int) -> None:
    affordable = MOST_STEPS // network.steps_per_epoch
    if epochs > affordable:
        raise ConfigError("epochs", epochs, f"1 … {affordable:,}", reason="too_much_work")
