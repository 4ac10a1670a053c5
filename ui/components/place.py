"""Where a learner has clicked in a figure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure was clicked: the coordinates, and the trace and the point of it, None where there is none."""

    x: float
    y: float
    trace: int | None = None
    point: int | None = None


def read(clicked: Any) -> Place | None:
    """Read what the browser sent; it comes from outside, so anything else than a place is None."""
    if not isinstance(clicked, Mapping):
        return None
    x, y, trace, point = (clicked.get(name) for name in ("x", "y", "trace", "point"))
    if not (isinstance(x, (int, float)) and isinstance(y, (int, float)) and math.isfinite(x) and math.isfinite(y)):
        return None
    if not all(each is None or (isinstance(each, int) and each >= 0) for each in (trace, point)):
        return None
    return Place(float(x), float(y), trace, point)
