"""What the figures of a run show besides the run: which digits it is trained and measured on. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dlcore.datasets.digits import Digits, digits


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The parts that the digits are divided into; the digits themselves every process reads from their file.

    Attributes
    ----------
    name
        Of the data set.
    train, test, fresh
        Indices of images (n,): trained on, held out to measure the run on, and kept back for grading.
    """

    name: str
    train: np.ndarray
    test: np.ndarray
    fresh: np.ndarray

    @property
    def digits(self) -> Digits:
        """The whole data set."""
        return digits(self.name)

    @property
    def test_labels(self) -> np.ndarray:
        """The true digits (n,) of the held-out images."""
        return self.digits.labels[self.test]
