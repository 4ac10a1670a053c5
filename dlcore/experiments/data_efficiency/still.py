"""What the learning curves' figures show besides the frames. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

PLACES = 41  # where the fitted laws are drawn


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The still part of the pictures.

    Attributes
    ----------
    values
        (sizes,) how many points are trained on.
    places
        (PLACES,) sizes at which the fitted laws are drawn, up to ten times the largest.
    """

    values: np.ndarray
    places: np.ndarray


def drawn_for(sizes: tuple[int, ...]) -> Scene:
    """Return the scene of curves over these sizes."""
    return Scene(np.array(sizes, dtype=np.float64), np.geomspace(sizes[0], 10 * sizes[-1], PLACES))
