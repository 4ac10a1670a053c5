"""Many small pictures as one, with seams between them. Loads without torch."""

from __future__ import annotations

import math

import numpy as np


def columns(tiles: int) -> int:
    """How many tiles stand in a row: as near to twice as wide as high as can be, and at most eight."""
    return min(tiles, 8, max(1, math.ceil(math.sqrt(2 * tiles)))) if tiles > 4 else max(tiles, 1)


def mosaic(tiles: np.ndarray, across: int | None = None) -> np.ndarray:
    """Lay out tiles (n, height, width) row by row, one pixel of NaN between them.

    Returns
    -------
    picture
        (rows · (height + 1) − 1, across · (width + 1) − 1) float32; NaN too where the last row has no tile.
    """
    n, height, width = tiles.shape
    across = across or columns(n)
    rows = math.ceil(n / across)
    picture = np.full((rows * (height + 1) - 1, across * (width + 1) - 1), np.nan, dtype=np.float32)
    for i, tile in enumerate(tiles):
        top, left = i // across * (height + 1), i % across * (width + 1)
        picture[top : top + height, left : left + width] = tile
    return picture
