"""Power laws: with a floor, fitted to a learning curve, error ≈ c + a · n^(−b); and growing, cost ≈ a · n^b."""

from __future__ import annotations

import numpy as np

STEEPEST = 4.0
FINENESS = 400  # exponents tried in each of the three rounds


def fit_power_law(sizes: np.ndarray, errors: np.ndarray, floor: bool) -> tuple[float, float, float]:
    """Fit error = c + a · n^(−b), with a ≥ 0, 0 ≤ b ≤ 4 and c ≥ 0, by least squares of the relative deviations.

    For a given b the law is linear in a and c, so b alone is searched for, on a grid that is refined twice.

    Parameters
    ----------
    sizes, errors
        (n,) each, both positive: training-set sizes, and the errors seen.
    floor
        Whether there is a c; without one, it is 0.

    Returns
    -------
    a, b, c
    """
    low, high = 0.0, STEEPEST
    a = b = c = np.zeros(1)
    best = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        for _round in range(3):
            b = np.linspace(low, high, FINENESS + 1)
            power, one = sizes ** -b[:, None] / errors, np.ones_like(b)[:, None] / errors  # (exponents, n)
            a, c = power.sum(1) / (power * power).sum(1), 0 * b  # without a floor
            if floor:
                p, q, s = (power * power).sum(1), (power * one).sum(1), (one * one).sum(1)
                u, v = power.sum(1), one.sum(1)
                inside = (u * s - v * q) / (p * s - q * q), (p * v - q * u) / (p * s - q * q)
                whole = (inside[0] >= 0) & (inside[1] >= 0) & (p * s - q * q > 1e-12 * p * s)
                c = np.where(whole, inside[1], np.where(inside[1] < 0, 0, v / s))
                a = np.where(whole, inside[0], np.where(inside[1] < 0, a, 0))
            best = int(np.square(c[:, None] * one + a[:, None] * power - 1).sum(1).argmin())
            step = (high - low) / FINENESS
            low, high = max(float(b[best]) - 2 * step, 0.0), min(float(b[best]) + 2 * step, STEEPEST)
    return float(a[best]), float(b[best]), float(c[best])


def fit_growth(sizes: np.ndarray, costs: np.ndarray) -> tuple[float, float]:
    """Fit cost = a · n^b, a straight line on logarithmic axes, by least squares of the logarithms.

    Parameters
    ----------
    sizes, costs
        (n,) each, both positive.

    Returns
    -------
    a, b
    """
    b, log_a = np.polyfit(np.log(sizes), np.log(costs), 1)
    return float(np.exp(log_a)), float(b)
