"""Attributions of rows, and permutation importance against scikit-learn and a closed form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from sklearn.inspection import permutation_importance as theirs
from sklearn.linear_model import LinearRegression
from torch import Tensor, nn

from dlcore.attributions import explain_rows, permutation_importance
from dlcore.datasets.real import table

READ = table("diabetes")
X = torch.tensor((READ.values - READ.values.mean(0)) / READ.values.std(0))
Y = torch.tensor(READ.labels)
LINEAR = LinearRegression().fit(X.numpy(), Y.numpy())


def score(x: Tensor) -> Tensor:
    out = x @ torch.tensor(LINEAR.coef_) + LINEAR.intercept_
    return 1 - ((out - Y) ** 2).mean(-1) / Y.var(correction=0)


def test_a_row_of_a_linear_model_is_shared_out_as_coefficient_times_distance():
    model = nn.Linear(10, 1).double()
    baseline = torch.full((10,), 0.5, dtype=torch.float64)
    wanted = (model.weight * (X[:5] - baseline)).detach().numpy()
    np.testing.assert_allclose(explain_rows(model, X[:5], baseline), wanted, atol=1e-9)


def test_rows_of_a_network_are_shared_out_whole():
    generator = torch.Generator().manual_seed(0)
    model = nn.Sequential(nn.Linear(10, 16), nn.Tanh(), nn.Linear(16, 1)).double()
    with torch.no_grad():
        for value in model.parameters():
            value.normal_(generator=generator)
        baseline = torch.zeros(10, dtype=torch.float64)
        gained = (model(X[:8]) - model(baseline[None]))[:, 0].numpy()
    np.testing.assert_allclose(explain_rows(model, X[:8], baseline).sum(1), gained, atol=1e-4)


def test_importance_is_the_fall_of_the_score_column_by_column():
    found = permutation_importance(score, X, 3, torch.Generator().manual_seed(4))
    generator = torch.Generator().manual_seed(4)
    for feature in range(10):
        for repeat in range(3):
            changed = X.clone()
            changed[:, feature] = X[torch.randperm(len(X), generator=generator), feature]
            assert found[feature, repeat] == pytest.approx(float(score(X) - score(changed)), abs=1e-12)


def test_importance_is_scikit_learns_up_to_chance():
    ours = permutation_importance(score, X, 40, torch.Generator().manual_seed(0))
    bunch: Any = theirs(LINEAR, X.numpy(), Y.numpy(), n_repeats=40, random_state=0)
    other = bunch.importances
    error = np.sqrt((ours.var(1) + other.var(1)) / 40)
    assert (np.abs(ours.mean(1) - other.mean(1)) < 4 * error + 1e-4).all()


def test_importance_in_least_squares_is_twice_the_squared_coefficient():
    found = permutation_importance(score, X, 100, torch.Generator().manual_seed(1))
    wanted = 2 * LINEAR.coef_**2 / Y.numpy().var()
    assert (np.abs(found.mean(1) - wanted) < 4 * found.std(1) / 10 + 1e-4).all()
