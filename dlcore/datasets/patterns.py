"""Small pictures of whole numbers, made for working with by hand. Loads without torch."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from dlcore.datasets.digits import digits

SIDE = 8
BRIGHT = 9


def pattern(name: str) -> np.ndarray:
    """Return a picture (channels, 8, 8) of float64 whole numbers; raise ``KeyError`` for a name not in `PATTERNS`."""
    return PATTERNS[name]()


def _digit() -> np.ndarray:
    """One of scikit-learn's small digits: grey values 0 to 16."""
    return digits("digits8").images[3][None].astype(np.float64)


def _edge() -> np.ndarray:
    """Dark at the left, bright at the right."""
    picture = np.zeros((1, SIDE, SIDE))
    picture[:, :, SIDE // 2 :] = BRIGHT
    return picture


def _spot() -> np.ndarray:
    """One bright pixel: what a kernel makes of it is the kernel itself, turned by half a turn."""
    picture = np.zeros((1, SIDE, SIDE))
    picture[0, 3, 4] = BRIGHT
    return picture


def _square() -> np.ndarray:
    picture = np.zeros((1, SIDE, SIDE))
    picture[0, 2:6, 2:6] = BRIGHT
    return picture


def _ramp() -> np.ndarray:
    """Brighter column by column."""
    return np.broadcast_to(np.arange(1.0, SIDE + 1), (1, SIDE, SIDE)).copy()


def _colours() -> np.ndarray:
    """Red, green and blue channels: a red square on green, beside a blue stripe."""
    picture = np.zeros((3, SIDE, SIDE))
    picture[1, :, :] = BRIGHT
    picture[1, 2:6, 1:5], picture[0, 2:6, 1:5] = 0, BRIGHT
    picture[1, :, 6], picture[2, :, 6] = 0, BRIGHT
    return picture


PATTERNS: Mapping[str, Callable[[], np.ndarray]] = {
    "digit": _digit,
    "edge": _edge,
    "square": _square,
    "spot": _spot,
    "ramp": _ramp,
    "colours": _colours,
}
