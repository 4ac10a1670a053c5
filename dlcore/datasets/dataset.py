"""Points on a plane with something to predict: the form that every data source takes. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Labelled points on a plane, split into training and test points.

    Attributes
    ----------
    points
        (n, 2) float64, in the units of the axes.
    targets
        (n,): int64 class indices, or float64 values for regression.
    is_train
        (n,) bool: True for training points, False for test points.
    classes
        The classes' names in index order; empty for regression.
    axes
        The two axes' names, with their unit in brackets where they have one.
    target_name
        What is predicted.
    standardise
        Whether the model sees ``(points - mean) / std`` (measured data) or the points as they are (toy data,
        drawn on a plane of its own).
    """

    points: np.ndarray
    targets: np.ndarray
    is_train: np.ndarray
    classes: tuple[str, ...] = ()
    axes: tuple[str, str] = ("x₁", "x₂")
    target_name: str = "y"
    standardise: bool = False
    mean: np.ndarray = field(init=False)
    std: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        train = self.points[self.is_train]
        object.__setattr__(self, "mean", train.mean(0) if self.standardise else np.zeros(2))
        object.__setattr__(self, "std", train.std(0) if self.standardise else np.ones(2))

    @property
    def inputs(self) -> np.ndarray:
        """(n, 2) float64: the points as the model sees them."""
        return (self.points - self.mean) / self.std

    @property
    def outputs(self) -> int:
        """How many numbers a model must put out: one for two classes (a logit) or regression, else one a class."""
        return len(self.classes) if len(self.classes) > 2 else 1

    @property
    def window(self) -> np.ndarray:
        """(2, 2) float64: lowest and highest coordinate to draw on each axis, with a margin around the points."""
        low, high = self.points.min(0), self.points.max(0)
        margin = 0.08 * np.maximum(high - low, 1e-9)
        return np.stack([low - margin, high + margin], axis=1)
