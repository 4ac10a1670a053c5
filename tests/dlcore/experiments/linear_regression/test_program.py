"""The program that a learner takes home arrives at the numbers of the page."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dlcore.datasets.own import OwnData
from dlcore.experiments.linear_regression import Config, SeveralFeatures, run
from tests import programs

_X = np.random.default_rng(0).normal(size=(30, 3))
OWN = OwnData.of(_X, _X @ [1.0, -2.0, 0.5] + 1e-3 * np.arange(30), axes=("a", "b", "c"))
LINE = OwnData.of(_X[:, :1], _X[:, 1], axes=("a",))
CONFIGS = {
    "four points": Config(),
    "by hand, standardised": Config(init="hand", hand_slope=3.0, hand_intercept=-1.0, standardise=True, epochs=30),
    "noisy, Huber, in batches": Config(dataset="noisy", outliers=3, loss="huber", batch_size=8, epochs=20, delta=2.0),
    "noisy, MAE": Config(dataset="noisy", loss="mae", epochs=20, init="zeros"),
    "Anscombe": Config(dataset="anscombe", quartet=4, lr=0.005, epochs=50, seed=3),
    "patients, one": Config(dataset="diabetes", measurement="s5", standardise=True, lr=0.1, epochs=30),
    "diverged": Config(lr=0.3, epochs=200),
    "several": SeveralFeatures(epochs=40),
    "ridge": SeveralFeatures(penalty="ridge", strength=0.3, measurements=("bmi", "bp", "s5"), epochs=40),
    "own rows": SeveralFeatures(dataset="own", own=OWN, penalty="ridge", strength=0.1, train_share=0.6, epochs=20),
    "own points": Config(dataset="own", own=LINE, epochs=20),
    "lasso": SeveralFeatures(penalty="lasso", strength=5.0, epochs=40, batch_size=64),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_metrics(name, printed):
    last = list(run(CONFIGS[name]))[-1]
    found = dict(printed[name])
    assert found.pop("diverged", False) == last.diverged
    assert set(found) == set(last.metrics)
    for metric, value in last.metrics.items():
        assert found[metric] == pytest.approx(value, rel=1e-7, abs=1e-9)
