"""Points on a plane with something to predict: the form that every data source takes. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, Self

import numpy as np

LARGEST = 1e9  # coordinates and values beyond it are refused: their squares would eat up all the digits
LEAST_SPREAD = 1e-12  # of a standardised axis, relative to its values; below it, differences are rounding errors

Reason = Literal["shape", "not_finite", "classes", "split", "constant"]


class DatasetError(ValueError):
    """Data that a :class:`Dataset` refuses.

    Attributes
    ----------
    reason
        ``"shape"``: lengths or types that do not match. ``"not_finite"``: a number that is missing, infinite or beyond
        ±1e9. ``"classes"``: a class that does not exist, or only one class. ``"split"``: nothing to train on or nothing
        to test on. ``"constant"``: an axis on which all training points are equal, so that it cannot be standardised.
    subject
        The axis or other part at fault.
    """

    def __init__(self, reason: Reason, subject: str, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.subject, self.message = subject, message

    def __reduce__(self) -> tuple[type[Self], tuple[Reason, str, str]]:
        return type(self), (self.reason, self.subject, self.message)


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Labelled points on a plane, split into training and test points; raises :class:`DatasetError` if they are not.

    Attributes
    ----------
    points
        (n, 2) float64, in the units of the axes.
    targets
        (n,): int64 class indices, or float64 values for regression.
    is_train
        (n,) bool: True for training points, False for test points.
    classes
        The classes' names in index order, two or more, some perhaps without a point; empty for regression.
    axes
        The two axes' names, with their unit in brackets where they have one.
    target_name
        What is predicted.
    standardise
        Whether the model sees ``(points - mean) / std`` (measured data) or the points as they are (toy data,
        drawn on a plane of its own).
    mean, std
        (2,) float64: of the training points on each axis; 0 and 1 where nothing is standardised.
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
        self._check_form()
        self._check_numbers()
        train = self.points[self.is_train]
        mean, std = (train.mean(0), train.std(0)) if self.standardise else (np.zeros(2), np.ones(2))
        for axis, spread, largest in zip(self.axes, std, np.abs(train).max(0), strict=True):
            if self.standardise and spread <= LEAST_SPREAD * largest:
                raise DatasetError(
                    "constant", axis, f"cannot standardise {axis!r}: all training points are equal in it"
                )
        object.__setattr__(self, "mean", mean)
        object.__setattr__(self, "std", std)

    def _check_form(self) -> None:
        n, target = len(self.points), np.int64 if self.classes else np.float64
        expected = {"points": ((n, 2), np.float64), "targets": ((n,), target), "is_train": ((n,), np.bool_)}
        for name, (shape, dtype) in expected.items():
            array = getattr(self, name)
            if array.shape != shape or array.dtype != dtype:
                found = f"{array.shape} {array.dtype}"
                raise DatasetError("shape", name, f"{name} must be {shape} {np.dtype(dtype)}, not {found}")
        train = int(self.is_train.sum())
        if not 0 < train < n:
            raise DatasetError("split", "is_train", f"{train} of {n} points are for training: leave some for each part")
        if len(self.classes) == 1:
            raise DatasetError("classes", self.target_name, "there must be at least 2 classes, not 1")

    def _check_numbers(self) -> None:
        names = (*self.axes, self.target_name)
        for name, values in zip(names, (*self.points.T, self.targets), strict=True):
            bad = values[~(np.abs(values) <= LARGEST)]
            if len(bad):
                raise DatasetError("not_finite", name, f"{name!r} must lie within ±{LARGEST:g}, not be {bad[0]}")
        count = len(self.classes)
        unknown = self.targets[(self.targets < 0) | (self.targets >= count)]
        if count and len(unknown):
            raise DatasetError("classes", self.target_name, f"class {unknown[0]} is not one of 0 … {count - 1}")

    @property
    def inputs(self) -> np.ndarray:
        """(n, 2) float64: the points as the model sees them."""
        return (self.points - self.mean) / self.std

    def as_seen(self) -> Self:
        """The same points as the model sees them: standardised, on axes without units."""
        return replace(self, points=self.inputs, standardise=False)

    @property
    def outputs(self) -> int:
        """How many numbers a model must put out: one for two classes (a logit) or regression, else one a class."""
        return len(self.classes) if len(self.classes) > 2 else 1

    @property
    def window(self) -> np.ndarray:
        """(2, 2) float64: lowest and highest coordinate to draw on each axis, with a margin around the points."""
        low, high = self.points.min(0), self.points.max(0)
        margin = np.where(high > low, 0.08 * (high - low), 1.0)
        return np.stack([low - margin, high + margin], axis=1)
