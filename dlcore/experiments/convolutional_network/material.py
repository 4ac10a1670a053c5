"""What the figures of a run show besides the run: which digits it is trained and measured on. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dlcore.datasets.digits import Digits, digits

DISTANCES = (0, 1, 2, 3, 4, 6)  # pixels by which images are moved, to see who still reads them


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


@dataclass(frozen=True, slots=True, eq=False)
class Hunt:
    """What a kernel is looked for in.

    Attributes
    ----------
    image, wanted
        The first input image (side, side), and the output (side − size + 1, …) that the kernel is to make of it.
    true
        (size, size): the kernel that made the outputs.
    best
        (size, size): where the loss is lowest; the one nearest to zero if that is so in several places.
    steepest, flattest
        The largest and the smallest curvature of the loss, in any direction.
    determined
        How many of the kernel's numbers the images determine, of size².
    """

    image: np.ndarray
    wanted: np.ndarray
    true: np.ndarray
    best: np.ndarray
    steepest: float
    flattest: float
    determined: int
