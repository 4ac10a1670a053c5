"""The learner's programs print the page's counts, exponents, bytes and accuracies."""

from __future__ import annotations

from typing import Any

import pytest

from dlcore.config import Config
from dlcore.experiments.compute_cost import run
from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from dlcore.export import program
from dlcore.models.costs import KINDS
from tests import programs

CONFIGS: dict[str, Config] = {
    **{kind: Architecture(kind=kind, width=8, depth=2, length=12, batch=3, repeats=5) for kind in KINDS},
    "wider": Scaling(kind="mlp", varied="width", doublings=3, length=8, repeats=5),
    "longer": Scaling(kind="attention", varied="length", doublings=3, width=8, repeats=5),
    "formats": Formats(width=16, depth=1, epochs=1, batch=8, repeats=5, seed=4),
    "plain": Formats(formats=("float32", "int2"), width=8, depth=2, epochs=1, batch=8, repeats=5),
    "history": History(since=2015, overhead=1.5),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_metrics(name: str, printed) -> None:
    *_, last = run(CONFIGS[name])
    assert len(printed[name]) >= 4
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4), metric


def test_a_program_asks_for_torchao_only_where_it_is_used() -> None:
    assert "torchao" in program(CONFIGS["formats"]) and "torchao" not in program(CONFIGS["plain"])
