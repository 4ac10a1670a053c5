"""What the rooms' figures show besides the frames. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One cell's rows of numbers.

    Attributes
    ----------
    rows
        (quantity, unit) of each row.
    x
        (time,) the sequence.
    weights
        (gates * hidden, 1 + hidden + 2) the weights that act at every step.
    steepest
        The largest size of a gradient.
    """

    rows: tuple[tuple[str, int], ...]
    x: np.ndarray
    weights: np.ndarray
    steepest: float
