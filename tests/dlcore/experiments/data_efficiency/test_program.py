"""The learner's program of learning curves arrives at the page's errors."""

from __future__ import annotations

from typing import Any

import pytest

from dlcore.experiments.data_efficiency import run
from dlcore.experiments.data_efficiency.config import Curves, Shifts
from tests import programs

CONFIGS = {
    "planes": Curves(sets=("gaussians", "spiral"), models=("tree", "network"), largest=100, seeds=2, seed=3),
    "digits": Curves(sets=("digits",), models=("neighbours",), largest=100, seeds=1, floor=False),
    "shifts": Shifts(largest=56, epochs=20, seeds=2, width=8, pretraining=30),
    "still": Shifts(helps=("augmented", "plain"), largest=56, epochs=20, seeds=1, wandering=False, floor=True),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_errors_and_law(name, printed):
    *_, last = run(CONFIGS[name])
    assert {"exponent", "floor", "ten_times"} < set(printed[name])
    assert len(printed[name]) == 3 + len(CONFIGS[name].lines)
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4)
