"""The settings of the logistic-regression experiments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, ConfigError, Flag, Many, Number, field

LARGEST_SEED = 99_999
MOST_STEPS = 400_000  # optimiser steps in one run: about 20 s of one core
OPTIMIZERS = ("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw")
NEW_X = 5.0  # what the article asks its model about
FOUR_POINTS = ((1.0, 2.0, 3.0, 4.0), (0, 0, 1, 1))  # the article's: one feature, two classes, a gap between them
MEASURED = {"breast_cancer": (30, 569), "iris": (4, 150), "penguins": (4, 342)}  # measurements, specimens
CLASSES = {"iris": 3, "penguins": 3}
MOST_WRITTEN = 4  # measurements up to which a program holds its table written out
FAR_OFF = 6.0  # a confidently wrong start gives every input the weight -FAR_OFF
OVERLAP = 2.5  # distance of the clouds that L2 is tried on
TOYS = ("line", "clouds", "separable", "xor")
TERMS = {
    "linear": ("x1", "x2"),
    "product": ("x1", "x2", "x1x2"),
    "quadratic": ("x1", "x2", "x1x1", "x2x2", "x1x2"),
}

SEED = Number(0, LARGEST_SEED, integer=True)
LR = Number(1e-4, 100, scale="log")
EPOCHS = Number(1, 20_000, integer=True, stops=(30, 100, 200, 300, 500, 1000, 2000, 5000, 10_000, 20_000))
STRENGTHS = ("0", "0.0001", "0.001", "0.01", "0.1", "1")  # of L2, as codes
DECAYS = (0, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticRegression(Config):
    """One weighted sum and a sigmoid, or a softmax for several classes. PyTorch's names and meanings throughout.

    What is minimised is the mean loss + `weight_decay` / 2 · ‖w‖²; biases are free of it.
    """

    default_probes: ClassVar[tuple[str, ...]] = ("surface", "misses", "curve")

    dataset: str = field("clouds", Choice(("four", *TOYS, *MEASURED)))
    distance: float = field(2.5, Number(0, 6, step=0.1))
    positives: float = field(0.5, Number(0.05, 0.5, step=0.05))
    flipped: float = field(0.0, Number(0, 0.3, step=0.01))
    samples: int = field(400, Number(40, 2000, integer=True, step=40))
    train_share: float = field(0.5, Number(0.1, 0.9, step=0.05))
    measurements: tuple[int, ...] = field((1, 2), Many(Number(1, 30, integer=True), 1, 30, distinct=True))
    data_seed: int = field(0, SEED)

    terms: str = field("linear", Choice(tuple(TERMS)))
    loss: str = field("cross_entropy", Choice(("cross_entropy", "mse")))
    init: str = field("default", Choice(("default", "zeros", "wrong")))
    seed: int = field(0, SEED)

    optimizer: str = field("sgd", Choice(OPTIMIZERS))
    lr: float = field(0.5, LR)
    batch_size: int = field(2000, Number(1, 2000, integer=True, stops=(1, 10, 20, 50, 100, 200, 2000)))
    epochs: int = field(300, EPOCHS)
    weight_decay: float = field(0.0, Number(0, 1, stops=DECAYS))

    def validate(self) -> None:
        affordable = MOST_STEPS // self.steps_per_epoch
        if self.epochs > affordable:
            raise ConfigError("epochs", self.epochs, f"1 … {affordable:,}", reason="too_much_work")

    @property
    def measured(self) -> bool:
        """Whether the points were measured; they then keep their units, and the model sees them standardised."""
        return self.dataset in MEASURED

    @property
    def columns(self) -> tuple[int, ...]:
        """The chosen measurements that this data set has, counted from 1; the first two if it has none of them."""
        most = MEASURED.get(self.dataset, (0, 0))[0]
        return tuple(column for column in self.measurements if column <= most) or (1, 2)

    @property
    def loaded(self) -> bool:
        """Whether the learner's program loads its data from scikit-learn, rather than hold so many numbers itself."""
        return self.measured and len(self.columns) > MOST_WRITTEN

    @property
    def inputs(self) -> int:
        """How many measurements or coordinates a point has."""
        if self.measured:
            return len(self.columns)
        return 1 if self.dataset in ("four", "line") else 2

    @property
    def features(self) -> tuple[str, ...]:
        """What is computed of two coordinates; empty where the inputs are taken as they are."""
        return TERMS[self.terms] if self.inputs == 2 else ()

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return CLASSES.get(self.dataset, 2)

    @property
    def sizes(self) -> tuple[int, int]:
        """Inputs of the weighted sum, features included, and logits: one for two classes, else one a class."""
        return (len(self.features) or self.inputs, self.classes if self.classes > 2 else 1)

    @property
    def points(self) -> int:
        """How many points there are."""
        if self.measured:
            return MEASURED[self.dataset][1]
        return len(FOUR_POINTS[0]) if self.dataset == "four" else self.samples

    @property
    def train_points(self) -> int:
        """How many of them are trained on: of the article's four all."""
        if self.dataset == "four":
            return self.points
        return min(max(round(self.train_share * self.points), 10), self.points - 2)

    @property
    def steps_per_epoch(self) -> int:
        """Optimiser steps in one epoch."""
        return -(-self.train_points // self.batch_size)


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Config):
    """What is looked at in a fit: it travels in the link, and nothing is trained for it."""

    threshold: float = field(0.5, Number(0.01, 0.99, step=0.01))
    logit: float = field(-5.0, Number(-8, 8, step=0.1))  # of a point of class 1, under both losses


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake(Config):
    """The article's program and its two repairs: same four points, same first weights, same steps."""

    default_probes: ClassVar[tuple[str, ...]] = ("losses", "curves")
    experiment: ClassVar[str] = "mistake"

    seed: int = field(0, SEED)
    lr: float = field(0.01, LR)
    epochs: int = field(1000, Number(1, 10_000, integer=True, stops=(100, 300, 1000, 3000, 10_000)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth(Config):
    """The same points fitted with several strengths of L2 at once, to see where the weights' length goes."""

    default_probes: ClassVar[tuple[str, ...]] = ("norms", "losses", "boundaries")
    experiment: ClassVar[str] = "growth"

    separable: bool = field(True, Flag())
    samples: int = field(100, Number(20, 400, integer=True, step=20))
    data_seed: int = field(0, SEED)
    strengths: tuple[str, ...] = field(("0", "0.001", "0.01", "0.1"), Many(Choice(STRENGTHS), 1, 4, distinct=True))
    lr: float = field(0.5, LR)
    epochs: int = field(5000, EPOCHS)
    seed: int = field(0, SEED)

    @property
    def points(self) -> int:
        """How many points there are, all of them trained on."""
        return self.samples

    @property
    def weight_decays(self) -> tuple[float, ...]:
        """The strengths as numbers."""
        return tuple(float(code) for code in self.strengths)
