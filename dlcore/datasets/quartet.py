"""Small sets of points that are written out: four on y = 2x, and Anscombe's quartet. Loads without torch.

Anscombe, F. J. (1973). Graphs in statistical analysis. *The American Statistician* 27 (1), 17-21.
"""

from __future__ import annotations

Pairs = tuple[tuple[float, ...], tuple[float, ...]]

FOUR_POINTS: Pairs = ((1.0, 2.0, 3.0, 4.0), (2.0, 4.0, 6.0, 8.0))

_X = (10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0)
_X4 = (8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 19.0, 8.0, 8.0, 8.0)
ANSCOMBE: tuple[Pairs, ...] = (
    (_X, (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)),
    (_X, (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74)),
    (_X, (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73)),
    (_X4, (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89)),
)
