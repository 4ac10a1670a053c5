"""What is to be solved, and from where. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dlcore.datasets.observations import Observations


@dataclass(frozen=True, slots=True, eq=False)
class Problem(Observations):
    """The data, where descent sets out from, and how its first epochs go with batches of three sizes.

    Attributes
    ----------
    start
        (d + 1,): weights and bias, as trained.
    trails
        (3, epochs + 1, d + 1): parameters after each epoch from the same start and with the same rate, for batches of
        all points, of a quarter of them, and of one; NaN from where they run away.
    """

    start: np.ndarray = field(kw_only=True)
    trails: np.ndarray = field(kw_only=True)

    @property
    def trail_batches(self) -> tuple[int, int, int]:
        """The three trails' batch sizes."""
        return batch_sizes(int(self.is_train.sum()))


def batch_sizes(points: int) -> tuple[int, int, int]:
    """All points, a quarter of them, one."""
    return points, max(points // 4, 2), 1
