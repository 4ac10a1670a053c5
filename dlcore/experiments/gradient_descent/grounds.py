"""What is drawn of a run before it sets out: a surface, a plane through a network's loss, a row of learning rates.

The web process takes these in, so this module loads without torch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LEAST = 1e-12  # of a loss whose logarithm is drawn


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """The surface, as it is drawn.

    Attributes
    ----------
    x, y
        (columns,) and (rows,): the places.
    heights
        (rows, columns): log10(1 + loss), so that valleys and slopes can be seen in one picture.
    """

    x: np.ndarray
    y: np.ndarray
    heights: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The loss on a plane through the trained parameters.

    Attributes
    ----------
    x, y
        (columns,) and (rows,): coordinates along the two directions; 0 is among both.
    losses
        (rows, columns): the training loss.
    centre, directions
        (parameters,) and (2, parameters): the plane, in PyTorch's order of the parameters.
    share
        Which share of the path's squared distances from its end lies in the plane.
    """

    x: np.ndarray
    y: np.ndarray
    losses: np.ndarray
    centre: np.ndarray
    directions: np.ndarray
    share: float

    @property
    def heights(self) -> np.ndarray:
        """log10 of the loss, which is drawn."""
        return np.log10(np.maximum(self.losses, LEAST))


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """What the curve is drawn over.

    Attributes
    ----------
    rates
        (64,): the learning rates.
    edge
        Where steps along the sharpest direction at the first weights begin to grow; for a quadratic loss that is the
        edge of divergence. 0 where there is none that is known.
    start
        The loss before the first step.
    """

    rates: np.ndarray
    edge: float
    start: float
