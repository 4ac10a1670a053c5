"""The learner's program of a transfer arrives at the page's numbers."""

from __future__ import annotations

from typing import Any

import pytest

from dlcore.experiments.transfer import run
from dlcore.experiments.transfer.config import WAYS, Amounts, Depth, Sources, Tuning
from dlcore.export import files, program
from tests import programs

QUICK = {"seeds": 2, "epochs": 15, "patience": 10, "placements": 2, "width": 16, "pretraining": 20}
CONFIGS = {
    "amounts": Amounts.from_texts({"largest": "5", "ways": "-".join(WAYS), "seed": "4"}).replace(**QUICK),
    "writers": Amounts(largest=5, source="mnist_same", tasks="even_odd", wander=0).replace(**QUICK),
    "tuning": Tuning(count=5).replace(**QUICK),
    "tethered": Tuning(count=5, share=0.1, pull=0.3, source="scrambled").replace(**QUICK),
    "depth": Depth(count=5, source="rotated").replace(**QUICK),
    "sources": Sources(count=5, sources=("digits", "mnist", "inverted", "labels")).replace(**QUICK),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_answers(name, printed):
    *_, last = run(CONFIGS[name])
    assert printed[name].keys() == {each for each in last.metrics if each.endswith("_accuracy")}
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-9)


@pytest.mark.parametrize("name", CONFIGS)
def test_a_program_reads_the_other_collection_only_where_it_is_asked_to(name):
    text = program(CONFIGS[name])
    foreign = name in ("writers", "sources")
    assert [each.name for each in files(text)] == (["mnist_5000.npz"] if foreign else [])
    assert ("import numpy" in text) == foreign
