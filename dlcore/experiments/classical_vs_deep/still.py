"""What the contest's figures show besides the frames. Loads without torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from dlcore.rivals.spaces import RIVALS

EDGE = 3.8  # the window on the plane reaches from −EDGE to EDGE on both axes
CELLS = 36


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The first split's points on the plane, empty where the data have more than two measurements.

    Attributes
    ----------
    points, classes
        (n, 2) and (n,) of the training points, with the labels that the rivals see.
    ranges
        What the ends of the surfaces' bytes stand for.
    """

    points: np.ndarray
    classes: np.ndarray
    ranges: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: {f"surface_{name}": (0.0, 1.0) for name in RIVALS}
    )
