"""What is known of an experiment without descending: the bowl, the best line, how sure it is. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dlcore.datasets.observations import Observations
from dlcore.models.least_squares import (
    Bowl,
    Intervals,
    bowl,
    huber,
    intervals,
    largest_useful,
    lasso,
    least_squares,
    predict,
    r_squared,
    ridge,
    with_ones,
)

from .config import LinearRegression, SeveralFeatures
from .problem import Problem
from .replaying import error_size

CELLS = 61  # of the loss map, on each side
MARGIN = 1.25
SHARES = (0.98, 1.02)  # of the largest stable learning rate: just below it, and just above
TRIAL = 120  # steps
TINY_DELTA = 1e-6  # of the Huber loss, where it is nearly the absolute error
PATH_POINTS = 50


@dataclass(frozen=True, slots=True, eq=False)
class Bowls:
    """The mean squared error's bowl as it is descended into, and how it would be with raw and standardised features."""

    seen: Bowl
    raw: Bowl
    standardised: Bowl


@dataclass(frozen=True, slots=True, eq=False)
class LossMap:
    """The training loss over weight (CELLS,) and bias (CELLS,), as trained: loss (CELLS, CELLS), one row a bias."""

    weight: np.ndarray
    bias: np.ndarray
    loss: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Full-batch descent on the mean squared error, with the ridge penalty where it is on, with two learning rates.

    Attributes
    ----------
    rates
        (2,): just below and just above the largest stable one.
    steepest
        The bowl's largest curvature.
    excess
        (2, steps + 1): the loss over its minimum, as a share of what it was at the start.
    """

    rates: np.ndarray
    steepest: float
    excess: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """Weights against the strength of a penalty, in closed form.

    Attributes
    ----------
    strengths
        (points,), from weak to strong.
    weights
        (points, d), as trained.
    train_r2, test_r2
        (points,).
    """

    strengths: np.ndarray
    weights: np.ndarray
    train_r2: np.ndarray
    test_r2: np.ndarray


def training_rows(data: Observations) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (n, d) and targets (n,) that are trained on."""
    return data.inputs[data.is_train], data.targets[data.is_train]


def bowls(config: LinearRegression | SeveralFeatures, data: Observations) -> Bowls:
    """Find the bowl's shape for this experiment, and for its measurements raw and standardised."""
    values = data.values[data.is_train]
    standardised = (values - values.mean(0)) / values.std(0)
    return Bowls(*(bowl(x, config.ridge) for x in (data.inputs[data.is_train], values, standardised)))


def fits(data: Observations, delta: float) -> dict[str, np.ndarray]:
    """The best parameters (d + 1,), as trained, by each loss: mse, mae and huber."""
    x, y = training_rows(data)
    scale = float(np.abs(y - y.mean()).max()) or 1.0
    return {"mse": least_squares(x, y), "mae": huber(x, y, TINY_DELTA * scale), "huber": huber(x, y, delta)}


def loss_map(config: LinearRegression, data: Problem) -> LossMap:
    """Evaluate the loss on a grid about its minimum that holds the start and all that stable descent can reach.

    Along each of the bowl's directions a stable descent never gets farther from the minimum than it started, so no
    parameter strays by more than the sum of these distances.
    """
    x, y = training_rows(data)
    centre = fits(data, config.delta)[config.loss]
    directions = bowl(x).directions
    reach = np.abs(directions) @ np.abs(directions.T @ (data.start - centre))
    reach = MARGIN * np.maximum(reach, 0.05 * np.abs(centre).max() + 1e-3)
    weight, bias = (np.linspace(c - r, c + r, CELLS) for c, r in zip(centre, reach, strict=True))
    grid = np.stack(np.meshgrid(weight, bias), axis=-1)
    return LossMap(weight, bias, error_size(config, predict(x, grid) - y))


def trial(config: LinearRegression | SeveralFeatures, data: Problem) -> Trial:
    """Descend from the start with rates just below and just above the largest stable one, step by step."""
    x, y = training_rows(data)
    X, shape = with_ones(x), bowl(x, config.ridge)
    penalised = config.ridge * np.append(np.ones(x.shape[1]), 0.0)  # the bias is free

    def loss(theta: np.ndarray) -> np.ndarray:
        return ((theta @ X.T - y) ** 2).mean(-1) + (penalised * theta**2).sum(-1)

    floor = loss(ridge(x, y, config.ridge) if config.ridge else least_squares(x, y))
    rates = shape.largest_rate * np.array(SHARES)
    theta, losses = np.stack([data.start, data.start]), []
    for _ in range(TRIAL + 1):
        losses.append(loss(theta))
        gradient = 2 * (theta @ X.T - y) @ X / len(y) + 2 * penalised * theta
        theta = theta - rates[:, None] * gradient
    excess = np.array(losses).T - floor
    return Trial(rates, float(shape.curvatures[-1]), excess / np.maximum(excess[:, :1], 1e-300))


def estimates(data: Observations) -> Intervals:
    """Least squares on the training rows with 95 % confidence intervals; parameters as trained."""
    return intervals(*training_rows(data))


def path(penalty: str, data: Observations) -> Path:
    """Follow the weights from a penalty too weak to matter to one that takes (nearly) all of them."""
    x, y = training_rows(data)
    most = largest_useful(x, y)
    if penalty == "lasso":
        strengths = np.geomspace(most / 1000, most, PATH_POINTS)
        parameters = lasso(x, y, strengths)
    else:
        scale = float(x.var(0).mean())
        strengths = np.geomspace(1e-3 * scale, 1e2 * scale, PATH_POINTS)
        parameters = np.array([ridge(x, y, strength) for strength in strengths])
    explained = [
        r_squared(data.targets[chosen], predict(data.inputs[chosen], parameters))
        for chosen in (data.is_train, ~data.is_train)
    ]
    return Path(strengths, parameters[:, :-1], *explained)
