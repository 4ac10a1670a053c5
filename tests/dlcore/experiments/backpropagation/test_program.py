"""The programs that learners take home arrive at the page's numbers."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from dlcore.config import Config
from dlcore.experiments.backpropagation import run
from dlcore.experiments.backpropagation.config import DepthSweep, LoopMistake, OneSample, UnitCensus
from dlcore.export import notebook, program
from tests import programs

ACTIVATIONS = ("identity", "relu", "leaky_relu", "tanh", "sigmoid")
CONFIGS: dict[str, Config] = {
    "the default": OneSample(),
    "three layers, cross-entropy, Adam": OneSample(
        hidden=(3, 4, 2), loss="cross_entropy", target=0.25, optimizer="adam", lr=0.05, steps=4
    ),
    "weights of one's own": OneSample(hidden=(1,), weights=(0.5, -1.0, 0.25, 2.0, -0.75), optimizer="momentum"),
    "one sample that diverges": OneSample(lr=3.0, steps=20),
    **{f"one sample, {name}": OneSample(activation=name, steps=3) for name in ACTIVATIONS},
    "depth": DepthSweep(deepest=6, seeds=4),
    "depth, weights scaled": DepthSweep(activation="sine", init="xavier", scale=1.5, deepest=5, seeds=3, width=4),
    "depth, an even number of seeds": DepthSweep(activation="relu", init="he", deepest=4, seeds=2, seed=9),
    "units": UnitCensus(epochs=4),
    "units, all zero": UnitCensus(activation="sigmoid", init="zeros", lr=1.0, epochs=3, hidden=(4,)),
    "units that die": UnitCensus(lr=3.0, batch_size=5, epochs=6, optimizer="momentum"),
    "loop": LoopMistake(),
    "loop that diverges": LoopMistake(lr=1.0, steps=300, seed=3),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_a_program_prints_the_last_snapshots_metrics(name: str, printed: dict[str, Any]) -> None:
    last = list(run(CONFIGS[name]))[-1]
    found = printed[name]
    assert found.pop("diverged", False) == last.diverged == ("diverges" in name)
    assert set(found) == set(last.metrics)
    for metric, value in last.metrics.items():
        assert math.isfinite(found[metric])
        assert found[metric] == pytest.approx(value, rel=1e-6, abs=1e-12), metric


@pytest.mark.parametrize("config", [OneSample(), DepthSweep(), UnitCensus(), LoopMistake()])
def test_every_program_is_python_also_as_a_notebook(config: Config) -> None:
    compile(program(config), "program", "exec")
    assert [cell["cell_type"] for cell in json.loads(notebook(config))["cells"]]


def test_the_first_programs_gradients_are_those_of_the_page(tmp_path: Path) -> None:
    config = OneSample()
    output = programs.outputs({"first": config}, tmp_path)["first"]
    told = [json.loads(line.partition(" = ")[2]) for line in output.splitlines() if ".grad =" in line]
    flat = [number for each in told for number in _flat(each)]
    first = next(run(config, probes=("gradients",)))
    from dlcore.experiments.backpropagation import scene

    nodes = scene(config).cut(first.probes["gradients"])
    expected = [number for name, array in nodes.items() if name[0] in "Wb" for number in array.ravel()]
    assert flat == pytest.approx(expected, rel=1e-12)


def _flat(value: Any) -> list[float]:
    return [number for each in value for number in _flat(each)] if isinstance(value, list) else [value]
