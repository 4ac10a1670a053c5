"""The closed forms against scikit-learn, SciPy and autograd; and the bowl against descent itself."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
import torch
from scipy import stats
from sklearn.datasets import load_diabetes
from sklearn.linear_model import HuberRegressor, Lasso, LinearRegression, Ridge
from sklearn.metrics import r2_score
from sklearn.utils import Bunch

from dlcore.models import least_squares as ls
from dlcore.models.student import cumulative, quantile

_bunch = cast(Bunch, load_diabetes())
X: np.ndarray = _bunch.data / _bunch.data.std(0)
Y: np.ndarray = _bunch.target


def both(model: Any) -> np.ndarray:
    return np.append(model.coef_, model.intercept_)


def test_least_squares_is_scikit_learns() -> None:
    assert ls.least_squares(X, Y) == pytest.approx(both(LinearRegression().fit(X, Y)), rel=1e-9)


def test_least_squares_has_no_gradient() -> None:
    theta = torch.tensor(ls.least_squares(X, Y), requires_grad=True)
    loss = (torch.tensor(X) @ theta[:-1] + theta[-1] - torch.tensor(Y)).square().mean()
    (gradient,) = torch.autograd.grad(loss, theta)
    assert gradient.abs().max() < 1e-8


@pytest.mark.parametrize("strength", [0.01, 1.0, 30.0])
def test_ridge_is_scikit_learns(strength: float) -> None:
    expected = both(Ridge(alpha=len(X) * strength, tol=1e-12).fit(X, Y))
    assert ls.ridge(X, Y, strength) == pytest.approx(expected, rel=1e-7, abs=1e-8)


def test_lasso_is_scikit_learns_at_every_strength_at_once() -> None:
    strengths = np.array([0.1, 2.0, 20.0, 60.0])
    found = ls.lasso(X, Y, strengths)
    for theta, strength in zip(found, strengths, strict=True):
        expected = both(Lasso(alpha=strength / 2, tol=1e-12, max_iter=200_000).fit(X, Y))
        assert theta == pytest.approx(expected, abs=1e-4)
        assert ls.lasso(X, Y, strength) == pytest.approx(theta, abs=1e-5)
    assert (np.diff((found[:, :-1] != 0).sum(1)) <= 0).all()


def test_from_the_largest_useful_strength_on_the_lasso_keeps_nothing() -> None:
    most = ls.largest_useful(X, Y)
    assert not ls.lasso(X, Y, 1.0001 * most)[:-1].any()
    assert ls.lasso(X, Y, 0.999 * most)[:-1].any()


def test_huber_minimises_torchs_loss() -> None:
    x, y = X[:, 2:3], Y / 50
    theta = torch.tensor(ls.huber(x, y, 0.5), requires_grad=True)
    predicted = torch.tensor(x) @ theta[:-1] + theta[-1]
    (gradient,) = torch.autograd.grad(torch.nn.functional.huber_loss(predicted, torch.tensor(y), delta=0.5), theta)
    assert gradient.abs().max() < 1e-9


def test_a_tiny_delta_gives_the_least_absolute_error() -> None:
    random = np.random.default_rng(0)
    x, y = random.normal(size=(21, 1)), random.normal(size=21)
    lines = [
        np.array([slope, y[i] - slope * x[i, 0]])
        for i in range(21)
        for j in range(i)
        for slope in [(y[j] - y[i]) / (x[j, 0] - x[i, 0])]
    ]
    least = min(np.abs(ls.predict(x, line) - y).mean() for line in lines)  # some best line meets two points
    assert np.abs(ls.predict(x, ls.huber(x, y, 1e-6, 5000)) - y).mean() == pytest.approx(least, rel=1e-3)


def test_huber_resists_as_scikit_learns_does() -> None:
    x = np.linspace(0, 10, 40)[:, None]
    y = 2 * x[:, 0] + 1 + 0.1 * np.sin(37 * x[:, 0])
    y[-4:] += 50
    slope, _ = ls.huber(x, y, 1.0)
    resisting = HuberRegressor(epsilon=1.35, alpha=0).fit(x, y)
    assert slope == pytest.approx(resisting.coef_[0], abs=0.3)
    assert abs(ls.least_squares(x, y)[0] - 2) > 3 * abs(slope - 2)


def test_r_squared_is_scikit_learns() -> None:
    predicted = np.stack([X[:, 2] * 40 + 150, np.full(len(Y), Y.mean())])
    assert ls.r_squared(Y, predicted) == pytest.approx([r2_score(Y, row) for row in predicted], abs=1e-12)


def test_intervals_of_one_measurement_are_scipys() -> None:
    found, expected = ls.intervals(X[:, 2:3], Y), cast(Any, stats.linregress(X[:, 2], Y))
    assert found.estimate == pytest.approx([expected.slope, expected.intercept])
    assert found.error == pytest.approx([expected.stderr, expected.intercept_stderr])
    assert found.t == pytest.approx(stats.t.ppf(0.975, len(Y) - 2))


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    random = np.random.default_rng(1)
    x, truth = random.normal(size=(12, 3)), np.array([1.0, -2.0, 0.5, 3.0])
    held = []
    for _ in range(2000):
        found = ls.intervals(x, ls.predict(x, truth) + random.normal(size=12), level=0.9)
        held.append((found.low <= truth) & (truth <= found.high))
    assert np.mean(held) == pytest.approx(0.9, abs=0.02)


def test_intervals_need_more_rows_than_parameters() -> None:
    with pytest.raises(ValueError, match="one row more"):
        ls.intervals(np.eye(2), np.ones(2))


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 9, 10, 331])
@pytest.mark.parametrize("probability", [0.025, 0.5, 0.9, 0.975, 0.9999])
def test_students_t_is_scipys(freedom: int, probability: float) -> None:
    t = quantile(probability, freedom)
    assert t == pytest.approx(stats.t.ppf(probability, freedom), rel=1e-7, abs=1e-9)
    assert cumulative(t, freedom) == pytest.approx(probability, rel=1e-9)


@pytest.mark.parametrize("strength", [0.0, 0.7])
def test_the_bowls_curvatures_are_those_of_autograds_hessian(strength: float) -> None:
    def loss(theta: torch.Tensor) -> torch.Tensor:
        error = torch.tensor(X) @ theta[:-1] + theta[-1] - torch.tensor(Y)
        return error.square().mean() + strength * theta[:-1].square().sum()

    hessian = torch.autograd.functional.hessian(loss, torch.zeros(11, dtype=torch.float64))
    assert isinstance(hessian, torch.Tensor)
    assert ls.bowl(X, strength).curvatures == pytest.approx(np.linalg.eigvalsh(hessian.numpy()), rel=1e-6)


def test_descent_goes_where_the_bowls_formula_says() -> None:
    x, y = X[:, :2], Y
    shape, best = ls.bowl(x), ls.least_squares(x, y)
    theta = start = np.array([3.0, -1.0, 5.0])
    for _ in range(37):
        theta = theta - 0.3 * 2 * ls.with_ones(x).T @ (ls.predict(x, theta) - y) / len(y)
    assert shape.after(37, 0.3, start, best) == pytest.approx(theta, rel=1e-10)


def test_a_column_is_dependent_when_the_others_leave_next_to_nothing_of_it() -> None:
    x = np.random.default_rng(0).normal(size=(50, 4)) * [1.0, 1e6, 1e-6, 1.0] + [0.0, 1e6, 1.0, -3.0]
    assert ls.dependent(x) is None
    for share in (1e-4, 1e-2):  # of the last column that is its own, by scikit-learn's measure
        told = LinearRegression().fit(x[:, :3], x[:, 3]).predict(x[:, :3])
        own = x[:, 3] - told
        last = x[:, 0] * 5 + 7 + share * 5 * x[:, 0].std() * own / own.std()
        found = ls.dependent(np.column_stack([x[:, :3], last]))
        assert found == (3 if share < 1e-3 else None)
    assert ls.dependent(np.column_stack([x, np.ones(50)])) == 4
    assert ls.dependent(x[:3]) == 2  # three rows settle a constant and two weights
