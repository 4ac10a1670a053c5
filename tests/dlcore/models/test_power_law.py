"""The fit recovers known laws, and is the best that brute force finds for others."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.models.power_law import fit_growth, fit_power_law

SIZES = np.array([10, 18, 32, 56, 100, 178, 316, 562, 1000], dtype=np.float64)


@pytest.mark.parametrize(("a", "b", "c"), [(2.0, 0.5, 0.0), (3.0, 1.0, 0.02), (0.8, 0.31, 0.05), (15.0, 1.6, 0.001)])
def test_a_known_law_is_recovered(a: float, b: float, c: float) -> None:
    found = fit_power_law(SIZES, c + a * SIZES**-b, floor=True)
    np.testing.assert_allclose(found, (a, b, c), rtol=2e-3, atol=2e-4)


def test_a_known_law_without_a_floor_is_recovered_and_continued() -> None:
    a, b, c = fit_power_law(SIZES, 2.5 * SIZES**-0.7, floor=False)
    assert c == 0.0 and (a, b) == pytest.approx((2.5, 0.7), rel=1e-3)
    assert a * 10_000**-b == pytest.approx(2.5 * 10_000**-0.7, rel=1e-3)


def test_a_known_law_is_recovered_from_noisy_errors_within_sampling_error() -> None:
    generator = np.random.default_rng(0)
    exponents = []
    for _ in range(20):
        noisy = (0.02 + 3 * SIZES**-0.9) * np.exp(0.03 * generator.standard_normal(len(SIZES)))
        exponents.append(fit_power_law(SIZES, noisy, floor=True)[1])
    assert np.mean(exponents) == pytest.approx(0.9, abs=0.03)


def test_a_flat_curve_has_nothing_but_a_floor() -> None:
    a, b, c = fit_power_law(SIZES, np.full(len(SIZES), 0.3), floor=True)
    np.testing.assert_allclose(c + a * SIZES**-b, 0.3, rtol=1e-9)


@pytest.mark.parametrize("floor", [True, False])
def test_no_law_of_a_fine_grid_fits_better(floor: bool) -> None:
    errors = np.array([0.30, 0.22, 0.19, 0.12, 0.10, 0.09, 0.05, 0.055, 0.05])

    def miss(a: float, b: float, c: float) -> float:
        return float(np.square((c + a * SIZES**-b) / errors - 1).sum())

    ours = miss(*fit_power_law(SIZES, errors, floor))
    floors = np.linspace(0, 0.06, 31) if floor else [0.0]
    grid = [miss(a, b, c) for a in np.linspace(0.2, 3, 57) for b in np.linspace(0.1, 1.5, 57) for c in floors]
    assert ours <= min(grid) + 1e-12


@pytest.mark.parametrize(("a", "b"), [(2.0, 1.0), (0.3, 2.0), (50.0, 0.0), (7.0, 1.37)])
def test_a_known_growth_is_recovered(a: float, b: float) -> None:
    assert fit_growth(SIZES, a * SIZES**b) == pytest.approx((a, b), rel=1e-9, abs=1e-9)


def test_the_exponent_of_a_sum_of_powers_lies_between_theirs() -> None:
    _a, b = fit_growth(SIZES, 40 * SIZES + SIZES**2)
    assert 1 < b < 2
