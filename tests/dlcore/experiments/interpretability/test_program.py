"""The learner's programs arrive at the page's numbers."""

from __future__ import annotations

from typing import Any

import pytest

from dlcore.experiments.interpretability import run
from dlcore.experiments.interpretability.config import Cheat, Checks, Pictures, Table
from dlcore.export import packages, program
from tests import programs

CONFIGS = {
    "pictures": Pictures(steps=20, train_images=300, points=8, mislabelled=0.3, samples=8, baseline=0.2),
    "cheat": Cheat(steps=20, train_images=300, share=0.9, brightness=0.8),
    "alone": Checks(steps=20, train_images=300, images=4, cascade=False, seed=2),
    "table": Table(epochs=20, copies=2, row=5),
    "linear": Table(data="breast_cancer", model="linear", epochs=20, weight_decay=0.1),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_numbers(name, printed):
    *_, last = run(CONFIGS[name])
    assert printed[name].keys() == last.metrics.keys()
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4, abs=1e-9), metric


def test_the_programs_say_what_they_need():
    assert packages(program(CONFIGS["cheat"])) == ("numpy", "torch", "captum")
    assert packages(program(CONFIGS["table"])) == ("numpy", "torch", "captum", "scikit-learn")
