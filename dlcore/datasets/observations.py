"""Measurements and a number to predict from them: the form that every regression's data take. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .dataset import LARGEST, LEAST_SPREAD, DatasetError


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """Rows of measurements with a value each, some kept back for testing; raises :class:`DatasetError` if they are not.

    Attributes
    ----------
    values
        (n, d) float64, in the units of the names.
    targets
        (n,) float64: what is to be predicted.
    is_train
        (n,) bool: True for rows to train on, at least two of them. There need not be any to test on.
    names
        The d measurements' names, with their unit in brackets where they have one.
    target_name
        What is predicted.
    standardise
        Whether a model sees ``(values - mean) / std`` or the values as they are.
    mean, std
        (d,) float64: of the training rows; 0 and 1 where nothing is standardised.
    """

    values: np.ndarray
    targets: np.ndarray
    is_train: np.ndarray
    names: tuple[str, ...] = ("x",)
    target_name: str = "y"
    standardise: bool = False
    mean: np.ndarray = field(init=False)
    std: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        n, d = len(self.targets), len(self.names)
        expected = {"values": ((n, d), np.float64), "targets": ((n,), np.float64), "is_train": ((n,), np.bool_)}
        for name, (shape, dtype) in expected.items():
            array = getattr(self, name)
            if array.shape != shape or array.dtype != dtype:
                found = f"{array.shape} {array.dtype}"
                raise DatasetError("shape", name, f"{name} must be {shape} {np.dtype(dtype)}, not {found}")
        for name, column in zip((*self.names, self.target_name), (*self.values.T, self.targets), strict=True):
            bad = column[~(np.abs(column) <= LARGEST)]
            if len(bad):
                raise DatasetError("not_finite", name, f"{name!r} must lie within ±{LARGEST:g}, not be {bad[0]}")
        if self.is_train.sum() < 2:
            raise DatasetError(
                "split", "is_train", f"{self.is_train.sum()} of {n} rows are for training; want 2 or more"
            )
        train = self.values[self.is_train]
        mean, std = (train.mean(0), train.std(0)) if self.standardise else (np.zeros(d), np.ones(d))
        for name, spread, largest in zip(self.names, train.std(0), np.abs(train).max(0), strict=True):
            if spread <= LEAST_SPREAD * largest:
                raise DatasetError("constant", name, f"{name!r} is the same in all training rows, so it tells nothing")
        object.__setattr__(self, "mean", mean)
        object.__setattr__(self, "std", std)

    @property
    def inputs(self) -> np.ndarray:
        """(n, d) float64: the measurements as a model sees them."""
        return (self.values - self.mean) / self.std

    def original(self, parameters: np.ndarray) -> np.ndarray:
        """Turn weights and, last, bias (…, d + 1) on :attr:`inputs` into those that do the same on :attr:`values`."""
        weights = parameters[..., :-1] / self.std
        return np.concatenate([weights, parameters[..., -1:] - (weights * self.mean).sum(-1, keepdims=True)], -1)

    def seen(self, parameters: np.ndarray) -> np.ndarray:
        """Turn weights and bias (…, d + 1) on :attr:`values` into those on :attr:`inputs`; undoes :meth:`original`."""
        bias = parameters[..., -1:] + (parameters[..., :-1] * self.mean).sum(-1, keepdims=True)
        return np.concatenate([parameters[..., :-1] * self.std, bias], -1)
