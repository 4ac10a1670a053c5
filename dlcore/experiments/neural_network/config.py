"""The settings of the neural-network playground."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from dlcore.config import Choice, Config, ConfigError, Many, Number, field
from dlcore.datasets.catalogue import DATASETS, Entry
from dlcore.datasets.dataset import DatasetError
from dlcore.datasets.own import Own, OwnData, dataset, split
from dlcore.history import History, Past, Stretch, beginning, earlier

FEATURES = ("x1", "x2", "x1x1", "x2x2", "x1x2", "sinx1", "sinx2")
ACTIVATIONS = ("identity", "relu", "leaky_relu", "tanh", "sigmoid", "gelu", "sine")
OPTIMIZERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")
LARGEST_SEED = 99_999
MOST_STEPS = 400_000  # optimiser steps in one run: about 40 s of one core for a small net
MOST_WORK = 6_000_000_000  # parameters × training points × epochs: about as long for a wide one
MOST_SEEDS = 64
LASTING = ("device", "init", "seed")  # of the whole run, whatever turns it takes


@dataclass(frozen=True, slots=True, kw_only=True)
class NeuralNetwork(Config):
    """A small multilayer perceptron trained on points of a plane. PyTorch's names and meanings throughout.

    With a `past` it is a branch: `epochs` then counts the past ones as well, and data, loss and so on are the present
    ones. See :mod:`dlcore.history`.
    """

    default_probes: ClassVar[tuple[str, ...]] = ("surface", "misses")

    dataset: str = field("spiral", Choice((*DATASETS, "own")))
    samples: int = field(300, Number(20, 1000, integer=True, step=10))
    noise: float = field(0.1, Number(0, 0.5, step=0.01))
    train_share: float = field(0.5, Number(0.1, 0.9, step=0.05))
    measurements: tuple[int, ...] = field((1, 3), Many(Number(1, 4, integer=True), 2, 2))
    data_seed: int = field(0, Number(0, LARGEST_SEED, integer=True))

    features: tuple[str, ...] = field(("x1", "x2"), Many(Choice(FEATURES), 1, len(FEATURES), distinct=True))
    hidden: tuple[int, ...] = field((8, 8), Many(Number(1, 32, integer=True), 0, 6))
    activation: tuple[str, ...] = field(("tanh",), Many(Choice(ACTIVATIONS), 1, 6))
    init: str = field("default", Choice(("default", "xavier", "he", "zeros", "large")))
    seed: int = field(0, Number(0, LARGEST_SEED, integer=True))

    loss: str = field("cross_entropy", Choice(("cross_entropy", "mse")))
    optimizer: str = field("adam", Choice(OPTIMIZERS))
    lr: float = field(0.01, Number(1e-5, 10, scale="log"))
    batch_size: int = field(10, Number(1, 1000, integer=True, stops=(1, 2, 5, 10, 20, 50, 100, 250, 1000)))
    epochs: int = field(300, Number(1, 5000, integer=True, stops=(30, 100, 200, 300, 500, 1000, 2000, 5000)))
    weight_decay: float = field(0.0, Number(0, 1, stops=(0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1)))
    l1: float = field(0.0, Number(0, 1, stops=(0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1)))
    dropout: float = field(0.0, Number(0, 0.8, step=0.05))
    device: str = field("auto", Choice(("auto", "cpu", "cuda", "mps")))
    own: OwnData | None = field(None, Own())  # noqa: RUF009 (it is our own field)
    past: tuple[Past, ...] = field((), History(LASTING))

    def validate(self) -> None:
        self._check_own()
        layers = max(len(self.hidden), 1)
        if len(self.activation) not in (1, layers):
            raise ConfigError("activation", self.activation, f"1 or {layers}", reason="activation_per_layer")
        if self.measurements[0] == self.measurements[1]:
            raise ConfigError("measurements", self.measurements, "two different ones", reason="equal_measurements")
        past, fork = earlier(self), beginning(self)
        self._check_past(past, fork)
        steps = MOST_STEPS - sum(each.epochs * each.config.steps_per_epoch for each in past)
        work = MOST_WORK - sum(each.epochs * each.config.work_per_epoch for each in past)
        affordable = fork + min(steps // self.steps_per_epoch, work // self.work_per_epoch)
        if affordable < fork:
            raise ConfigError("past", fork, f"0 … {max(affordable, 0):,}", reason="past_work")
        if self.epochs > affordable:
            raise ConfigError("epochs", self.epochs, f"1 … {affordable:,}", reason="too_much_work")

    def _check_own(self) -> None:
        """See to it that own data are there where they are wanted, and only there."""
        if self.dataset != "own":
            object.__setattr__(self, "own", None)
        elif self.own is None:
            raise ConfigError("dataset", self.dataset, ", ".join(DATASETS), reason="no_own_data")
        else:
            try:
                dataset(self.own, self.train_share, self.data_seed)
            except DatasetError as error:
                raise ConfigError("own", error.subject, "≠", reason=f"own_{error.reason}") from error

    @property
    def entry(self) -> Entry:
        """What the data set is like."""
        if self.own is None:
            return DATASETS[self.dataset]
        count = len(self.own.classes)
        return Entry("classes" if count else "regression", count if count > 2 else 1, len(self.own), real=True)

    def _check_past(self, past: tuple[Stretch[Self], ...], fork: int) -> None:
        """See to it that it is the past of this network."""
        for each in past:
            if (each.config.features, each.config.sizes) != (self.features, self.sizes):
                shape = "-".join(map(str, each.config.sizes))
                raise ConfigError("past", "-".join(map(str, self.sizes)), shape, reason="past_shape")
            for index, _value in each.edits:
                if index >= self.parameters:
                    raise ConfigError("past", index, f"0 … {self.parameters - 1:,}", reason="past_parameter")
        if fork > self.epochs:
            raise ConfigError("past", fork, f"0 … {self.epochs:,}", reason="past_epochs")

    @property
    def activations(self) -> tuple[str, ...]:
        """One activation for each hidden layer."""
        return self.activation if len(self.activation) == len(self.hidden) else self.activation[:1] * len(self.hidden)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units in every layer, input features and outputs included."""
        return (len(self.features), *self.hidden, self.entry.outputs)

    @property
    def parameters(self) -> int:
        """How many weights and biases are trained."""
        return sum((fan_in + 1) * fan_out for fan_in, fan_out in zip(self.sizes[:-1], self.sizes[1:], strict=True))

    @property
    def points(self) -> int:
        """How many points the data set will have: as many as asked for, or as were measured."""
        return len(self.own) if self.own else min(self.samples, self.entry.most)

    @property
    def train_points(self) -> int:
        """How many of the points are trained on, at least two of them left for testing.

        Measured data are standardised by their training points, so there must be enough of these to differ.
        """
        if self.own:
            return int(split(self.own, self.train_share, self.data_seed).sum())
        fewest = 10 if self.entry.real else 2
        return min(max(round(self.train_share * self.points), fewest), self.points - 2)

    @property
    def steps_per_epoch(self) -> int:
        """Optimiser steps in one epoch."""
        return -(-self.train_points // self.batch_size)

    @property
    def work_per_epoch(self) -> int:
        """Parameters × training points, of all the networks that are trained."""
        return self.networks * self.parameters * self.train_points

    @property
    def networks(self) -> int:
        """How many networks are trained at once."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedBand(NeuralNetwork):
    """The same experiment with `seeds` seeds, from `seed` on, trained at once. A past is every network's own past."""

    default_probes: ClassVar[tuple[str, ...]] = ("train_losses", "test_losses", "train_accuracies", "test_accuracies")
    experiment: ClassVar[str] = "band"

    past: tuple[Past, ...] = field((), History((*LASTING, "seeds")))
    seeds: int = field(8, Number(1, MOST_SEEDS, integer=True, stops=(1, 2, 4, 8, 16, 32, 64)))

    @classmethod
    def of(cls, config: NeuralNetwork, seeds: int) -> Self:
        """Make the band around one experiment; raise :class:`ConfigError` if that is too much work."""
        shared: dict[str, Any] = {each.name: getattr(config, each.name) for each in fields(NeuralNetwork)}
        return cls(**shared, seeds=seeds)

    @property
    def networks(self) -> int:
        return self.seeds

    @property
    def lone(self) -> tuple[NeuralNetwork, ...]:
        """Each network's experiment alone; after the largest seed comes 0."""
        shared: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(NeuralNetwork)}
        every = [(self.seed + i) % (LARGEST_SEED + 1) for i in range(self.seeds)]
        return tuple(NeuralNetwork(**{**shared, "seed": seed}) for seed in every)
