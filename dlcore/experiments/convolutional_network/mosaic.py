"""Many small pictures as one, with seams between them. Loads without torch."""

from __future__ import annotations

import math

import numpy as np

MOST_TILES = 64


def columns(tiles: int) -> int:
    """How many tiles stand in a row: as near to twice as wide as high as can be, and at most eight."""
    return min(tiles, 8, max(1, math.ceil(math.sqrt(2 * tiles)))) if tiles > 4 else max(tiles, 1)


def extent(n: int, height: int, width: int, across: int | None = None) -> tuple[int, int]:
    """Rows and columns of the mosaic of at most 64 tiles of this size."""
    n = min(n, MOST_TILES)
    across = across or columns(n)
    return math.ceil(n / across) * (height + 1) - 1, across * (width + 1) - 1


def mosaic(tiles: np.ndarray, across: int | None = None) -> np.ndarray:
    """Lay out the first 64 tiles of (n, height, width) row by row, one pixel of NaN between them.

    Returns
    -------
    picture
        Float32 of the shape that :func:`extent` gives; NaN too where the last row has no tile.
    """
    n, height, width = tiles.shape
    across = across or columns(min(n, MOST_TILES))
    picture = np.full(extent(n, height, width, across), np.nan, dtype=np.float32)
    for i, tile in enumerate(tiles[:MOST_TILES]):
        top, left = i // across * (height + 1), i % across * (width + 1)
        picture[top : top + height, left : left + width] = tile
    return picture
