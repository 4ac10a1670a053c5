"""Polynomials, random features and ridge regression against NumPy and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.preprocessing import PolynomialFeatures

from dlcore.models.linear import legendre, relu_features, ridge


def points(n=20, seed=0):
    g = torch.Generator().manual_seed(seed)
    x = 2 * torch.rand(n, generator=g, dtype=torch.float64) - 1
    return x, torch.sin(4 * x) + 0.3 * torch.randn(n, generator=g, dtype=torch.float64)


def test_legendre_polynomials_are_numpys():
    x, _ = points()
    np.testing.assert_allclose(legendre(x, 20), np.polynomial.legendre.legvander(x.numpy(), 20), atol=1e-12)
    assert legendre(x, 0).shape == (20, 1)


@pytest.mark.parametrize("degree", [0, 1, 3, 8, 12])
def test_a_polynomial_fit_equals_scikit_learns(degree):
    x, y = points()
    grid = torch.linspace(-1, 1, 50, dtype=torch.float64)
    ours = legendre(grid, degree) @ ridge(legendre(x, degree), y)
    powers = PolynomialFeatures(degree)
    theirs = LinearRegression(fit_intercept=False).fit(powers.fit_transform(x[:, None].numpy()), y.numpy())
    np.testing.assert_allclose(ours, theirs.predict(powers.transform(grid[:, None].numpy())), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("weight_decay", [1e-6, 1e-2, 1.0])
@pytest.mark.parametrize("degree", [3, 20, 30])
def test_a_ridge_fit_equals_scikit_learns(degree, weight_decay):
    x, y = points()
    features = legendre(x, degree)
    theirs = Ridge(alpha=weight_decay * len(x), fit_intercept=False, solver="svd").fit(features.numpy(), y.numpy())
    np.testing.assert_allclose(ridge(features, y, weight_decay), theirs.coef_, rtol=1e-7, atol=1e-9)


def test_of_all_fits_that_meet_every_point_it_is_the_shortest():
    x, y = points(10)
    features = legendre(x, 25)
    w = ridge(features, y)
    torch.testing.assert_close(features @ w, y, rtol=1e-9, atol=1e-10)
    np.testing.assert_allclose(w, np.linalg.lstsq(features.numpy(), y.numpy(), rcond=None)[0], rtol=1e-8, atol=1e-10)
    direction = torch.randn(26, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    aside = direction - torch.linalg.pinv(features) @ (features @ direction)  # changes no prediction
    assert float((w + 0.1 * aside).norm()) > float(w.norm())


def test_a_batch_of_fits_is_so_many_fits():
    parts = [points(seed=seed) for seed in range(3)]
    x, y = (torch.stack(each) for each in zip(*parts, strict=True))
    together = ridge(legendre(x, 9), y, 0.01)
    for k in range(3):
        torch.testing.assert_close(together[k], ridge(legendre(x[k], 9), y[k], 0.01), rtol=1e-9, atol=1e-11)


def test_random_features_are_a_layer_that_is_never_trained():
    g = torch.Generator().manual_seed(0)
    x, directions = (torch.randn(*shape, generator=g, dtype=torch.float64) for shape in ((7, 3), (3, 5)))
    layer = torch.nn.Linear(3, 5, bias=False, dtype=torch.float64)
    layer.weight.data = directions.T
    torch.testing.assert_close(relu_features(x, directions), torch.relu(layer(x)).detach())
