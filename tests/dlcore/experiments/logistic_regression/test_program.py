"""The program that a learner takes home arrives at the numbers of the page."""

import json

import pytest

from dlcore.experiments.logistic_regression import Config, Growth, Mistake, run, scene
from tests import programs

EVERY = {
    "default": Config(epochs=20),
    "four": Config(dataset="four", epochs=20),
    "line": Config(dataset="line", optimizer="momentum", epochs=20),
    "separable": Config(dataset="separable", weight_decay=0.01, optimizer="adamw", epochs=20),
    "xor": Config(dataset="xor", terms="quadratic", optimizer="adam", flipped=0.1, epochs=10, batch_size=20),
    "cancer": Config(dataset="breast_cancer", optimizer="nesterov", epochs=10),
    "thirty": Config(dataset="breast_cancer", measurements=tuple(range(1, 31)), epochs=10, weight_decay=0.1),
    "iris": Config(dataset="iris", measurements=(1, 2, 4), optimizer="rmsprop", lr=0.01, epochs=10),
    "penguins": Config(dataset="penguins", loss="mse", terms="product", epochs=10),
    "wrong": Config(init="wrong", loss="mse", epochs=10),
    "zeros": Config(init="zeros", positives=0.1, epochs=10),
    "exploding": Config(distance=0.5, weight_decay=1.0, lr=100.0, epochs=200),
    "mistake": Mistake(epochs=100),
    "growth": Growth(epochs=50, samples=40),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each program prints."""
    return programs.outputs(EVERY, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", EVERY)
def test_the_program_prints_the_last_snapshots_metrics(name, printed):
    last = list(run(EVERY[name], probes=()))[-1]
    found = json.loads(printed[name].splitlines()[-1])
    assert found.pop("diverged", False) == last.diverged
    expected = {metric: value for metric, value in last.metrics.items() if metric != "distance"}
    assert found == pytest.approx(expected, rel=1e-5 if name == "mistake" else 1e-8, abs=1e-12)


def test_the_mistaken_program_prints_pytorchs_error(printed):
    story = scene(EVERY["mistake"])
    assert f"epoch {story.epoch}: {story.kind}: {story.error}" in printed["mistake"]
