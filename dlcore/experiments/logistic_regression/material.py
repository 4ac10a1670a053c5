"""What the pictures of logistic regression show besides the run. Loads without torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from dlcore.datasets.dataset import Dataset

LEVELS = 256


def centred(parameters: np.ndarray) -> np.ndarray:
    """Shift several classes' parameters (classes, …) so that they add up to zero; a single logit's stay."""
    return parameters - parameters.mean(0) if len(parameters) > 1 else parameters


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What others make of the same training points: parameters as (logits, features + 1), biases last.

    With several classes they add up to zero over the classes, as the same added to all of them changes nothing.

    Attributes
    ----------
    newton
        The loss's minimum by Newton's method; empty where no finite parameters are best.
    scikit_learn
        Where scikit-learn's ``LogisticRegression`` ended.
    iterations
        After how many of its iterations.
    length, loose_length
        Of the weights there, and of those with its usual, larger tolerance.
    tolerance, loose_tolerance
        Which these are.
    version
        Scikit-learn's.
    """

    newton: np.ndarray
    scikit_learn: np.ndarray
    iterations: int
    length: float
    loose_length: float
    tolerance: float
    loose_tolerance: float
    version: str


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The points of an experiment, and the solution that Newton's method finds.

    Attributes
    ----------
    values
        (n, d) float64, in the units of the names.
    labels
        (n,) int64 class indices.
    is_train
        (n,) bool; there need not be any points to test on.
    names
        The d measurements' names.
    classes
        The classes' names in index order.
    inputs
        (n, features) float64: what the weighted sum is made of.
    reference
        (features + 1,) weights and, last, bias at the loss's minimum (two classes, cross-entropy); empty where there is
        none, because the loss only falls the longer the weights, or where it was not looked for.
    dataset
        The same points as a plane's, where there are two measurements; else None.
    beside
        What others make of them; None where it was not asked, or where scikit-learn has no answer.
    """

    values: np.ndarray
    labels: np.ndarray
    is_train: np.ndarray
    names: tuple[str, ...]
    classes: tuple[str, ...]
    inputs: np.ndarray
    reference: np.ndarray
    dataset: Dataset | None = None
    beside: Beside | None = None
    ranges: Mapping[str, tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        levels = LEVELS // len(self.classes)
        many = (0.5 / levels, (LEVELS - 0.5) / levels)
        object.__setattr__(self, "ranges", {"surface": many if len(self.classes) > 2 else (0.0, 1.0)})

    @property
    def judged(self) -> np.ndarray:
        """(n,) bool: the points that a run is judged by, the test points; all of them where there are none."""
        return ~self.is_train if (~self.is_train).any() else np.ones_like(self.is_train)

    @property
    def window(self) -> tuple[float, float]:
        """The stretch of the first measurement that a curve is drawn over."""
        low, high = float(self.values[:, 0].min()), float(self.values[:, 0].max())
        margin = 0.25 * (high - low)
        return low - margin, high + margin

    def logits(self, parameters: np.ndarray) -> np.ndarray:
        """Weighted sums (n,) of two classes' points, for weights and bias (features + 1,)."""
        return self.inputs @ parameters[:-1] + parameters[-1]
