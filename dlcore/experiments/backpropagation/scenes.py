"""What the runs are about, as plain values that load without torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a depth sweep averages over: `points` random inputs."""

    points: int


@dataclass(frozen=True, slots=True)
class Census:
    """What the counted network learns: `points` (n, 2) and their labels `targets` (n,), 0 or 1."""

    points: np.ndarray
    targets: np.ndarray


@dataclass(frozen=True, slots=True)
class Line:
    """Points (n,) and (n,) to fit a line to, and what PyTorch says to the programs of :mod:`.pitfalls`.

    Attributes
    ----------
    sayings
        (code, what came of it) for each: the text of the error or of the warning, or the result.
    """

    x: np.ndarray
    y: np.ndarray
    sayings: tuple[tuple[str, str], ...]
