"""What a room's figures show besides the frames: data, the true curve, the values that are swept. Without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The still part of an experiment's pictures.

    Attributes
    ----------
    values
        (steps,) what is swept, at each step: degrees, widths, strengths, …
    x, y
        (n,) the first data set's training points, where the room has a curve to draw; else empty.
    grid, truth
        (g,) where fits are drawn, and the true curve there; else empty.
    """

    values: np.ndarray
    x: np.ndarray
    y: np.ndarray
    grid: np.ndarray
    truth: np.ndarray


def bare(values: np.ndarray) -> Scene:
    """Return the scene of a room without a curve."""
    nothing = np.zeros(0)
    return Scene(values, nothing, nothing, nothing, nothing)
