"""What every room's run is asked after each step, and how numbers of several seeds are summed up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from torch import Tensor

Stop = Callable[[int], bool]
BAND = (0.1, 0.9)  # between these quantiles lie the middle four fifths of the seeds


def band(values: Tensor | np.ndarray) -> np.ndarray:
    """Sum up (seeds, ...) as low, median and high: (3, ...)."""
    low, high = BAND
    return np.quantile(np.asarray(values, dtype=np.float64), (low, 0.5, high), axis=0)
