"""The learner's program of each room arrives at the page's numbers."""

from __future__ import annotations

from typing import Any

import pytest

from dlcore.config import Config
from dlcore.experiments.overfitting import run
from dlcore.experiments.overfitting.config import REMEDIES, Capacity, Descent, Leakage, Real, Remedies, Stopping
from tests import programs

SMALL: dict[str, Any] = {"seeds": 2, "epochs": 4, "width": 4}
CONFIGS: dict[str, Config] = {
    "polynomial": Capacity(seeds=3, degree=9, curve="bump"),
    "ridge": Capacity(seeds=2, degree=20, weight_decay=0.01, seed=5),
    "network": Capacity(model="network", activation="relu", weight_decay=0.001, **SMALL),
    "time": Stopping(seeds=2, width=4, epochs=30, batch_size=5, patience=2, curve="stairs"),
    "time_full": Stopping(seeds=2, width=4, epochs=20, patience=5, weight_decay=0.01),
    **{remedy: Remedies(remedy=remedy, values=8, **SMALL) for remedy in REMEDIES},
    "width_descent": Descent(seeds=2, largest=60, samples=20),
    "samples_descent": Descent(along="samples", seeds=2, features=20, weight_decay=0.1),
    "epochs_descent": Descent(along="epochs", seeds=2, samples=60),
    "cancer": Real(seeds=2, epochs=3),
    "diabetes": Real(table="diabetes", hidden=0, seeds=2, epochs=3, weight_decay=0.1),
    "leakage": Leakage(tries=4, repeats=2, epochs=5),
    "coin": Leakage(tries=4, repeats=2, epochs=5, coin=True, choose="validation"),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_metrics(name, printed):
    last = list(run(CONFIGS[name]))[-1].metrics
    errors = {"mean_reported", "mean_fresh"} if isinstance(CONFIGS[name], Leakage) else {"train_error", "test_error"}
    assert errors <= set(printed[name]) <= set(last)
    for metric, value in printed[name].items():
        assert value == pytest.approx(last[metric], rel=1e-6, abs=1e-12)
