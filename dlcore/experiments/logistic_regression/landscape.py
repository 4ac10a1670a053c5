"""What the pictures of growing weights show besides the run. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The points, and what Newton's method says of them.

    Attributes
    ----------
    points
        (n, 2) float64.
    labels
        (n,) int64, 0 or 1.
    lengths
        (strengths,) ‖w‖ of the best weights; NaN where there are none.
    """

    points: np.ndarray
    labels: np.ndarray
    lengths: np.ndarray
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def window(self) -> tuple[float, float]:
        """Lowest and highest coordinate to draw, the same on both axes."""
        reach = 1.1 * float(np.abs(self.points).max())
        return -reach, reach
