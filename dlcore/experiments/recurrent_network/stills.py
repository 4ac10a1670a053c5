"""What the rooms' figures show besides the frames. Loads without torch."""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The sequence on which a network's states are shown.

    Attributes
    ----------
    x
        (inputs, time) what goes in.
    answer
        What is right after the last step.
    """

    x: np.ndarray
    answer: float


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Lengths of gradients before training.

    Attributes
    ----------
    before
        Cell -> (lags,) the median over seeds of ‖∂loss/∂h‖, in powers of ten.
    """

    before: Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What a sweep goes through.

    Attributes
    ----------
    values
        (steps,) the delays.
    chance
        The share that guessing gets right.
    """

    values: np.ndarray
    chance: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """A room whose figures show nothing besides the frames."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A series to be forecast.

    Attributes
    ----------
    times, values
        (n,) each.
    cut
        Where the future begins.
    naive
        (horizon,) "the same as last season".
    """

    times: np.ndarray
    values: np.ndarray
    cut: int
    naive: np.ndarray

    @property
    def ranges(self) -> Mapping[str, tuple[float, float]]:
        """What 0 and 255 mean in the attention map."""
        return {"map": (0.0, 1.0)}
