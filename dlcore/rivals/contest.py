"""One rival, tuned: every setting of the budget is fitted to the same points and judged by the same points."""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.exceptions import ConvergenceWarning

from .classical import classical
from .network import Network
from .spaces import SPACES


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Examples in the four parts that they play; inputs are (n, features), classes (n,).

    Attributes
    ----------
    train_x, train_y
        What is fitted.
    validation_x, validation_y
        What chooses among settings.
    test_x, test_y
        What judges the chosen one.
    fresh_x, fresh_y
        More of the same, which no figure shows; the test part once more where there are no more.
    """

    train_x: np.ndarray
    train_y: np.ndarray
    validation_x: np.ndarray
    validation_y: np.ndarray
    test_x: np.ndarray
    test_y: np.ndarray
    fresh_x: np.ndarray
    fresh_y: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Tuned:
    """What became of a rival on one split.

    Attributes
    ----------
    model
        Fitted with the chosen setting.
    chosen
        Which setting: the first of those that did best on the validation points.
    trials
        (budget,) validation accuracy of every setting tried.
    fit_seconds
        What the chosen setting took to fit.
    """

    model: Any
    chosen: int
    trials: np.ndarray
    fit_seconds: float


def make(name: str, setting: dict[str, Any], seed: int) -> Any:
    """Make a rival with one of its settings, not fitted yet."""
    return Network(seed=seed, **setting) if name == "network" else classical(name, setting, seed)


def tune(name: str, split: Split, budget: int, seed: int) -> Tuned:
    """Fit a rival with the first `budget` of its settings, and keep the one that validation likes best."""
    best: tuple[float, int, Any, float] | None = None
    trials = []
    several = len(np.unique(split.train_y)) > 1  # of a single class, nobody learns anything but its name
    for k, setting in enumerate(SPACES[name][:budget]):
        model = make(name, setting, seed) if several else DummyClassifier(strategy="most_frequent")
        began = time.perf_counter()
        with warnings.catch_warnings():  # a solver that is cut off is judged by its answers like everybody
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(split.train_x, split.train_y)
        seconds = time.perf_counter() - began
        trials.append(accuracy(model, split.validation_x, split.validation_y))
        if best is None or trials[-1] > best[0]:
            best = trials[-1], k, model, seconds
    if best is None:
        raise ValueError(f"budget={budget} tries nothing; want at least 1")
    return Tuned(best[2], best[1], np.array(trials), best[3])


def accuracy(model: Any, x: np.ndarray, y: np.ndarray) -> float:
    """Return the share of right answers."""
    return float((model.predict(x) == y).mean())


def leaning(model: Any, x: np.ndarray) -> np.ndarray:
    """Say for each example (n, features) how far a model of two classes leans to the second, from 0 to 1: (n,).

    A probability, where the model gives one; an SVM's distance from its border, squashed, since it gives none.
    """
    if hasattr(model, "predict_proba"):
        shares = model.predict_proba(x)
        return shares[:, 1] if shares.shape[1] > 1 else np.full(len(x), float(model.classes_[0]))
    return 1 / (1 + np.exp(-2 * model.decision_function(x)))
