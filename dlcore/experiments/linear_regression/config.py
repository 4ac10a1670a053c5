"""The settings of both linear-regression experiments."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from dlcore.config import Choice, Config, ConfigError, Flag, Many, Number, field
from dlcore.datasets.dataset import LEAST_SPREAD
from dlcore.datasets.own import MOST_ROWS, Own, OwnData, split
from dlcore.datasets.quartet import ANSCOMBE, FOUR_POINTS
from dlcore.models.least_squares import dependent

MEASUREMENTS = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")  # in the order of the diabetes table
PATIENTS = 442
UNSEEN = 100  # patients that no experiment trains or tests on: challenges are graded by them
LARGEST_SEED = 99_999
MOST_COLUMNS = 20  # of own data: as many weights as one figure can name
MOST_STEPS = 400_000  # optimiser steps in one run: some 15 s of one core

SEED = Number(0, LARGEST_SEED, integer=True)
LR = Number(1e-7, 10, scale="log")
ALL = MOST_ROWS  # a batch that holds every data set's points
BATCH_SIZE = Number(1, ALL, integer=True, stops=(1, 2, 4, 8, 16, 32, 64, ALL))
EPOCHS = Number(1, 50_000, integer=True, stops=(10, 30, 100, 200, 300, 500, 1000, 3000, 10_000, 30_000))
PLACE = Number(-1e6, 1e6)  # of a line that somebody put there by hand


class Steps(ABC):
    """What both experiments' runs have in common."""

    __slots__ = ()
    epochs: int
    batch_size: int

    @property
    @abstractmethod
    def train_points(self) -> int:
        """How many rows are trained on."""

    @property
    def steps_per_epoch(self) -> int:
        """Optimiser steps in one epoch."""
        return -(-self.train_points // self.batch_size)

    def check_work(self) -> None:
        """Refuse a run that would keep others waiting."""
        affordable = MOST_STEPS // self.steps_per_epoch
        if self.epochs > affordable:
            raise ConfigError("epochs", self.epochs, f"1 … {affordable:,}", reason="too_many_steps")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearRegression(Steps, Config):
    """A straight line fitted to points by gradient descent. PyTorch's names and meanings throughout."""

    default_probes: ClassVar[tuple[str, ...]] = ("line", "errors", "here")

    dataset: str = field("four", Choice(("four", "noisy", "anscombe", "diabetes", "own")))
    quartet: int = field(1, Number(1, 4, integer=True, step=1))
    measurement: str = field("bmi", Choice(MEASUREMENTS))
    slope: float = field(1.5, Number(-5, 5, step=0.1))
    intercept: float = field(3.0, Number(-10, 10, step=0.5))
    noise: float = field(1.0, Number(0, 5, step=0.1))
    outliers: int = field(0, Number(0, 10, integer=True, step=1))
    samples: int = field(30, Number(20, 200, integer=True, step=10))
    data_seed: int = field(0, SEED)

    standardise: bool = field(False, Flag())
    loss: str = field("mse", Choice(("mse", "mae", "huber")))
    delta: float = field(1.0, Number(0.01, 100, scale="log"))
    lr: float = field(0.01, LR)
    batch_size: int = field(ALL, BATCH_SIZE)
    epochs: int = field(1000, EPOCHS)
    init: str = field("default", Choice(("default", "zeros", "hand")))
    hand_slope: float = field(0.0, PLACE)
    hand_intercept: float = field(0.0, PLACE)
    seed: int = field(0, SEED)
    own: OwnData | None = field(None, Own(inputs=(1, 1), classes=False))  # noqa: RUF009 (it is our own field)

    def validate(self) -> None:
        self._check_own()
        self.check_work()

    def _check_own(self) -> None:
        """See to it that own data are there where they are wanted, and only there, and that they make a line."""
        if self.dataset != "own":
            object.__setattr__(self, "own", None)
        elif self.own is None:
            raise ConfigError("dataset", self.dataset, "four, noisy, anscombe, diabetes", reason="no_own_data")
        elif np.ptp(self.own.points) <= LEAST_SPREAD * np.abs(self.own.points).max():
            raise ConfigError("own", self.own.axes[0], "≠", reason="own_constant")

    @property
    def ridge(self) -> float:
        """Strength of the ridge penalty: a line has none."""
        return 0.0

    @property
    def points(self) -> int:
        """How many points there are, training and test together."""
        match self.dataset:
            case "four":
                return len(FOUR_POINTS[0])
            case "anscombe":
                return len(ANSCOMBE[0][0])
            case "noisy":
                return self.samples
            case "own" if self.own is not None:
                return len(self.own)
        return PATIENTS - UNSEEN

    @property
    def train_points(self) -> int:
        """How many of them are trained on: of the patients three in four, of the others all."""
        return round(0.75 * self.points) if self.dataset == "diabetes" else self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralFeatures(Steps, Config):
    """Several measurements at once, of the diabetes patients or the learner's own, with or without a penalty.

    What is minimised is the mean squared error + `strength` · Σ w² (ridge) or · Σ |w| (lasso); the bias is free.
    """

    default_probes: ClassVar[tuple[str, ...]] = ("coefficients", "train_predictions", "test_predictions")
    experiment: ClassVar[str] = "several"

    dataset: str = field("diabetes", Choice(("diabetes", "own")))
    measurements: tuple[str, ...] = field(MEASUREMENTS, Many(Choice(MEASUREMENTS), 1, len(MEASUREMENTS), distinct=True))
    standardise: bool = field(True, Flag())
    penalty: str = field("none", Choice(("none", "ridge", "lasso")))
    strength: float = field(1.0, Number(0.001, 1000, scale="log"))
    train_share: float = field(0.75, Number(0.1, 0.9, step=0.05))
    data_seed: int = field(0, SEED)

    lr: float = field(0.1, LR)
    batch_size: int = field(ALL, BATCH_SIZE)
    epochs: int = field(3000, EPOCHS)
    init: str = field("default", Choice(("default", "zeros")))
    seed: int = field(0, SEED)
    own: OwnData | None = field(None, Own(inputs=(1, MOST_COLUMNS), classes=False))  # noqa: RUF009 (it is our own field)

    def validate(self) -> None:
        self._check_own()
        self.check_work()

    def _check_own(self) -> None:
        """See to it that own data are there where they are wanted, and only there, and that they settle the weights."""
        if self.dataset != "own":
            object.__setattr__(self, "own", None)
        elif self.own is None:
            raise ConfigError("dataset", self.dataset, "diabetes", reason="no_own_data")
        elif fault := _fault(self.own, self.train_share, self.data_seed):
            reason, value, allowed = fault
            raise ConfigError("own", value, allowed, reason=reason)

    @property
    def inputs(self) -> int:
        """How many measurements the model is given."""
        return self.own.inputs if self.own else len(self.measurements)

    @property
    def ridge(self) -> float:
        """Strength of the ridge penalty; 0 where there is none or another one."""
        return self.strength if self.penalty == "ridge" else 0.0

    @property
    def points(self) -> int:
        """How many rows there are, training and test together."""
        return len(self.own) if self.own else PATIENTS - UNSEEN

    @property
    def train_points(self) -> int:
        """How many of them are trained on."""
        if self.own:
            return int(split(self.own, self.train_share, self.data_seed).sum())
        return round(self.train_share * self.points)


@lru_cache(maxsize=64)
def _fault(own: OwnData, train_share: float, data_seed: int) -> tuple[str, str, str] | None:
    """Say why own data do not settle the weights of a regression: a reason, what is at fault, what is wanted."""
    is_train = split(own, train_share, data_seed)
    x, least = own.points[is_train], own.inputs + 2  # a row more than parameters, to tell how sure the weights are
    if len(x) < least:
        return "own_few_rows", str(len(x)), str(least)
    if any(np.ptp(own.targets[part]) == 0 for part in (is_train, ~is_train)):
        return "own_flat", own.target_name, "≠"
    for name, column in zip(own.axes, x.T, strict=True):
        if column.std() <= LEAST_SPREAD * np.abs(column).max():
            return "own_constant", name, "≠"
    column = dependent(x)
    return None if column is None else ("own_collinear", own.axes[column], str(own.inputs - 1))
