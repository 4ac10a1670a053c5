"""Handwritten digits kept in the project; ``data/SOURCES.md`` says where they come from. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "data"
FILES = {"mnist": "mnist_5000.npz", "digits8": "digits_8x8.npz"}
BRIGHTEST = {"mnist": 255, "digits8": 16}  # the grey value of a stroke


@dataclass(frozen=True, slots=True, eq=False)
class Digits:
    """Images of digits, bright strokes on black; shared, so the arrays are read-only.

    Attributes
    ----------
    images
        (n, side, side) uint8 grey values from 0 to `brightest`.
    labels
        (n,) int64: the digits 0 to 9.
    brightest
        The largest grey value.
    """

    images: np.ndarray
    labels: np.ndarray
    brightest: int

    @property
    def side(self) -> int:
        """Pixels along an edge."""
        return self.images.shape[1]

    def pixels(self, chosen: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Return the chosen images (m, side, side) as a network sees them: float64 from 0 to 1."""
        return self.images[chosen] / self.brightest


@cache
def digits(name: str) -> Digits:
    """Read ``"mnist"`` (5000 of 28×28) or ``"digits8"`` (1797 of 8×8); raise ``KeyError`` for any other name."""
    with np.load(FOLDER / FILES[name]) as file:
        images, labels = file["images"], file["labels"].astype(np.int64)
    images.flags.writeable = labels.flags.writeable = False
    return Digits(images, labels, BRIGHTEST[name])
