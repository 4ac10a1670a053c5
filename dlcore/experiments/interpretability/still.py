"""What the figures show besides the frames. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dlcore.datasets.digits import digits

from .config import Cheat

PORTIONS = 20  # in which the pixels are taken away
TAKEN = tuple(100 * k / PORTIONS for k in range(PORTIONS + 1))  # percent of them


@dataclass(frozen=True, slots=True, eq=False)
class Album:
    """The digits: held-out images (n,) by their number in the data set."""

    test: np.ndarray

    def image(self, number: int) -> np.ndarray:
        """Return a held-out image (side, side) from 0 to 1."""
        return digits("mnist").pixels(self.test[[number]])[0]

    def label(self, number: int) -> int:
        """Say which digit a held-out image truly shows."""
        return int(digits("mnist").labels[self.test[number]])


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """A held-out image (side, side) of the digit with the patch laid on, and where the patch is."""

    image: np.ndarray
    patch: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the lines of the likenesses have their points: numbers of layers."""

    layers: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A table after copies were added.

    Attributes
    ----------
    features
        Names without their units; a copy has the name of its original and its number.
    values
        (n, features): the rows that test, in the units of the file.
    truths
        (n,): their class or their value.
    classes
        The classes' names; empty where a value is predicted.
    coefficients
        (features,) of a linear model on the same training rows, in standard deviations.
    copied
        Where the copied feature and its copies stand.
    """

    features: tuple[str, ...]
    values: np.ndarray
    truths: np.ndarray
    classes: tuple[str, ...]
    coefficients: np.ndarray
    copied: tuple[int, ...]


def laid_on(config: Cheat, images: np.ndarray) -> np.ndarray:
    """Lay the patch on images (n, side, side), in the top left corner, one pixel from the edges."""
    planted = images.copy()
    planted[:, 1 : 1 + config.size, 1 : 1 + config.size] = config.brightness
    return planted


def patch(config: Cheat, side: int) -> np.ndarray:
    """Say which pixels (side, side) the patch covers."""
    covered = np.zeros((side, side), dtype=bool)
    covered[1 : 1 + config.size, 1 : 1 + config.size] = True
    return covered
