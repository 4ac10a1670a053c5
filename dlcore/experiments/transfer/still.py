"""What the figures show besides the frames: some pictures of both tasks. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

ROWS = 5  # pictures of each class that are shown


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The still part of the pictures.

    Attributes
    ----------
    places
        What the steps stand for: counts, epochs, layers, or the index of a source.
    old, new
        (ROWS · (side + 1), classes · (side + 1)) from 0 to 1: pictures of the first task and of the second, a column
        for each class, with empty lines between them. Where several sources are compared, `old` is the first one's.
    """

    places: np.ndarray
    old: np.ndarray
    new: np.ndarray
