"""The learner's program of a contest arrives at the page's scores."""

from __future__ import annotations

from typing import Any

import pytest

from dlcore.experiments.classical_vs_deep import Config, run
from tests import programs

CONFIGS = {
    "plane": Config(budget=2, seeds=2, train=50, distractors=2, mislabelled=0.1, seed=7),
    "table": Config(data="wine", budget=1, seeds=1, standardise=False),
    "digits": Config(data="digits", budget=1, seeds=1, train=50),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_scores(name, printed):
    *_, last = run(CONFIGS[name])
    assert len(printed[name]) == 7
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4)
