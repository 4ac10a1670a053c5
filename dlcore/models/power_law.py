"""A power law with a floor, fitted to a learning curve: error ≈ c + a · n^(−b)."""

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
    best = (np.inf, 0.0, 0.0, 0.0)
    for _round in range(3):
        for b in np.linspace(low, high, FINENESS + 1):
            columns = [sizes**-b / errors] + ([1 / errors] if floor else [])
            found = [float(each.sum() / (each @ each)) for each in columns]  # each column alone
            options = [(found[0], 0.0), (0.0, found[-1])] if floor else [(found[0], 0.0)]
            if floor:
                (p, q), (r, s) = columns[0] @ np.stack(columns).T, columns[1] @ np.stack(columns).T
                determinant = p * s - q * r
                u, v = columns[0].sum(), columns[1].sum()
                if determinant > 1e-12 * p * s:
                    a, c = (u * s - v * q) / determinant, (p * v - r * u) / determinant
                    options += [(float(a), float(c))] if a >= 0 and c >= 0 else []
            for a, c in options:
                miss = float(np.square((c + a * sizes**-b) / errors - 1).sum())
                if miss < best[0]:
                    best = miss, a, float(b), c
        step = (high - low) / FINENESS
        low, high = max(best[2] - 2 * step, 0.0), min(best[2] + 2 * step, STEEPEST)
    return best[1:]
