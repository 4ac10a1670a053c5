"""Student's t distribution for a whole number of degrees of freedom. Loads without torch, and without SciPy."""

from __future__ import annotations

import math


def cumulative(t: float, freedom: int) -> float:
    """Probability that a variable with `freedom` degrees of freedom is at most `t`.

    Abramowitz and Stegun 1964, 26.7.3 and 26.7.4: with θ = arctan(t/√ν), a finite sum of powers of cos θ.
    """
    theta = math.atan(t / math.sqrt(freedom))
    sine, square = math.sin(theta), math.cos(theta) ** 2
    odd = freedom % 2
    term, total = (math.cos(theta) if odd else 1.0), 0.0
    for k in range(freedom // 2):
        total += term
        term *= square * (2 * k + 2) / (2 * k + 3) if odd else square * (2 * k + 1) / (2 * k + 2)
    within = 2 / math.pi * (theta + sine * total) if odd else sine * total
    return 0.5 + within / 2


def quantile(probability: float, freedom: int) -> float:
    """The `t` that a variable with `freedom` degrees of freedom stays below with that probability, by bisection."""
    low, high = -1.0, 1.0
    while cumulative(high, freedom) < probability:
        high *= 2
    while cumulative(low, freedom) > probability:
        low *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if cumulative(middle, freedom) < probability else (low, middle)
    return high
