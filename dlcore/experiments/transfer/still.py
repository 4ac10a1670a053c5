"""What the figures show besides the frames: a picture of each class from both tasks. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The still part of the pictures.

    Attributes
    ----------
    places
        What the steps stand for: counts, epochs, layers, or the index of a source.
    old, new
        (side, classes · side) from 0 to 1: a picture of each class of the first task and of the second, side by side.
        Where several sources are compared, `old` is the first one's.
    """

    places: np.ndarray
    old: np.ndarray
    new: np.ndarray
