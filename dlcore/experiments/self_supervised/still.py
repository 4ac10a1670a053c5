"""What the figures of a run show besides the run. Loads without torch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """How the digits are divided for an auto-encoder, and what principal components make of them.

    Attributes
    ----------
    train, test, fresh
        Indices of pictures (n,): trained on, held out to measure, and kept back for grading.
    test_labels, train_labels
        The digits that the held-out and the training pictures show; nothing is trained with them.
    shown
        (10,) which held-out pictures are redrawn: the first of every digit.
    given, projected
        (8, 89): these pictures as the network is given them, noise and all, and as two principal components redraw
        them; see :func:`row_of`.
    pca_codes
        (2, test): the held-out pictures along the two principal components.
    ranges
        What 0 and 255 mean in the arrays that are kept as bytes.
    """

    train: np.ndarray
    test: np.ndarray
    fresh: np.ndarray
    test_labels: np.ndarray
    train_labels: np.ndarray
    shown: np.ndarray
    given: np.ndarray
    projected: np.ndarray
    pca_codes: np.ndarray

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        return {"atlas": (0.0, 1.0)}


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How many labels there are: (sizes,)."""

    values: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """The points of a diffusion.

    Attributes
    ----------
    train, fresh
        (n, 2): what the network learns from, and points of the same kind that it never sees.
    """

    train: np.ndarray
    fresh: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Both ways step by step.

    Attributes
    ----------
    forwards, back
        (steps + 1, 2, n): points that dissolve, from time 0 on; and noise that becomes points, from the last time on.
    places
        (2, n²) where the field is drawn.
    field
        (steps + 1, 2, 3 · n²): line pieces from there, NaN after each, against the noise that the network sees
        there; as the way back begins with noise, so does this. The last ones are no longer than a point.
    """

    forwards: np.ndarray
    back: np.ndarray
    places: np.ndarray
    field: np.ndarray


def row_of(pictures: np.ndarray) -> np.ndarray:
    """Lay pictures (…, n, side · side) side by side, one column of NaN between them: (…, side, n (side + 1) − 1)."""
    *before, count, pixels = pictures.shape
    side = math.isqrt(pixels)
    tiles = pictures.reshape(*before, count, side, side)
    gap = np.full((*before, count, side, 1), np.nan)
    laid = np.moveaxis(np.concatenate([tiles, gap], -1), -3, -2)  # (…, side, n, side + 1)
    return laid.reshape(*before, side, -1)[..., :-1]
