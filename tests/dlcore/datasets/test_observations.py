"""Rows of measurements: what is accepted, how they are standardised, and the sets that lie ready."""

from __future__ import annotations

import pickle
from typing import Any, cast

import numpy as np
import pytest
import torch
from scipy import stats

from dlcore.datasets.dataset import DatasetError
from dlcore.datasets.lines import noisy_line
from dlcore.datasets.observations import Observations
from dlcore.datasets.quartet import ANSCOMBE, FOUR_POINTS


def rows(standardise: bool = False, **changes: Any) -> Observations:
    random = np.random.default_rng(0)
    given: dict[str, Any] = {
        "values": random.normal(5, 3, (9, 2)),
        "targets": random.normal(size=9),
        "is_train": np.arange(9) < 6,
        "names": ("a", "b"),
    }
    return Observations(**(given | changes), standardise=standardise)


def test_standardised_training_rows_have_mean_zero_and_deviation_one() -> None:
    train = rows(standardise=True).inputs[:6]
    assert train.mean(0) == pytest.approx([0, 0], abs=1e-12)
    assert train.std(0) == pytest.approx([1, 1])


def test_parameters_keep_their_predictions_in_either_unit() -> None:
    data, parameters = rows(standardise=True), np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]])
    original = data.original(parameters)
    seen = data.inputs @ parameters[:, :2].T + parameters[:, 2]
    assert data.values @ original[:, :2].T + original[:, 2] == pytest.approx(seen)
    assert data.seen(original) == pytest.approx(parameters)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"targets": np.zeros(8)}, "shape"),
        ({"targets": np.array([np.nan] * 9)}, "not_finite"),
        ({"values": np.full((9, 2), 1e12)}, "not_finite"),
        ({"is_train": np.arange(9) < 1}, "split"),
        ({"values": np.ones((9, 2))}, "constant"),
    ],
)
def test_what_cannot_be_fitted_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(DatasetError) as refused:
        rows(**changes)
    assert refused.value.reason == reason
    assert pickle.loads(pickle.dumps(refused.value)).reason == reason


def test_anscombes_four_share_line_mean_and_correlation() -> None:
    fits = [cast(Any, stats.linregress(x, y)) for x, y in ANSCOMBE]
    for (x, y), fit in zip(ANSCOMBE, fits, strict=True):
        assert (np.mean(x), np.mean(y)) == (9.0, pytest.approx(7.50, abs=0.005))
        assert (fit.slope, fit.intercept) == (pytest.approx(0.5, abs=0.001), pytest.approx(3.0, abs=0.005))
        assert fit.rvalue == pytest.approx(0.816, abs=0.001)


def test_the_four_points_lie_on_a_line_through_the_origin() -> None:
    assert [2 * x for x in FOUR_POINTS[0]] == list(FOUR_POINTS[1])


def test_a_noisy_line_is_its_line_its_noise_and_its_outliers() -> None:
    draw = lambda noise, outliers: noisy_line(500, 2.0, -1.0, noise, outliers, torch.Generator().manual_seed(3))
    x, y = draw(0.0, 0)
    assert torch.allclose(y, 2 * x - 1)
    x, y = draw(0.5, 0)
    assert (y - 2 * x + 1).std().item() == pytest.approx(0.5, rel=0.1)
    x, y = draw(0.0, 7)
    off = y - 2 * x + 1
    assert sorted(off.nonzero().flatten().tolist()) == sorted(x.argsort()[-7:].tolist())
    assert off[off > 0].min() >= 12
