"""Each challenge has a solution that passes and near misses that fail, on fresh points as a learner's run would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from dlcore.datasets.catalogue import DATASETS
from dlcore.experiments.neural_network import Config, examine, run
from pages.neural_network.lesson import CHALLENGES
from pages.neural_network.presets import PRESETS
from ui.challenges import Verdict

BY_CODE = {challenge.code: challenge for challenge in CHALLENGES}
OVERSIZED = Config(dataset="moons", noise=0.35, samples=160, hidden=(32, 32), activation=("relu",))
SIGMOIDS = next(preset.config for preset in PRESETS if preset.code == "sigmoid_stall")


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and which of the challenge's conditions it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


def xor(**changes: Any) -> Config:
    return Config(dataset="xor", noise=0.05, lr=0.03, epochs=100, **changes)


def circles(**changes: Any) -> Config:
    return Config(dataset="circles", noise=0.05, lr=0.03, **changes)


TRIES = [
    Try("thrifty_spiral", Config(hidden=(4,), lr=0.02, epochs=500)),
    Try("thrifty_spiral", Config(hidden=(5,), lr=0.02, epochs=500), ("At most 20 parameters",)),
    Try("thrifty_spiral", Config(hidden=(3,), lr=0.02, epochs=500), ("At least 95.0% of 1000 fresh points right",)),
    Try("thrifty_spiral", Config(hidden=(4,), lr=0.02, epochs=500, noise=0.05), ("Noise at least 0.10",)),
    Try("three_units", circles(hidden=(3,), activation=("gelu",))),
    Try("three_units", circles(hidden=(4,)), ("At most 3 hidden units",)),
    Try("three_units", circles(hidden=(2,)), ("At least 97.0% of 1000 fresh points right",)),
    Try("three_units", circles(hidden=(3,), features=("x1", "x2", "x1x1", "x2x2")), ("Inputs x₁ and x₂ only",)),
    Try("flat_xor", xor(hidden=(), features=("x1x2",))),
    Try("flat_xor", xor(hidden=(2,), features=("x1x2",)), ("No hidden layer",)),
    Try(
        "flat_xor",
        xor(hidden=(), features=("x1", "x2", "x1x1", "x2x2", "sinx1", "sinx2")),
        ("At least 97.0% of 1000 fresh points right",),
    ),
    Try("restrained_moons", OVERSIZED.replace(weight_decay=0.01)),
    Try("restrained_moons", OVERSIZED, ("At most 3.00% better on training points than on fresh ones",)),
    Try(
        "restrained_moons",
        OVERSIZED.replace(optimizer="adamw", weight_decay=1),
        ("At least 90.0% of 1000 fresh points right",),
    ),
    Try("restrained_moons", OVERSIZED.replace(weight_decay=0.01, hidden=(16, 16)), ("At least 1000 parameters",)),
    Try("deep_sigmoids", SIGMOIDS.replace(optimizer="adam", lr=0.01, init="he", epochs=300)),
    Try("deep_sigmoids", SIGMOIDS, ("At least 95.0% of 1000 fresh points right",)),
    Try(
        "deep_sigmoids",
        SIGMOIDS.replace(optimizer="adam", lr=0.01, epochs=100),
        ("At least 95.0% of 1000 fresh points right",),
    ),
    Try(
        "deep_sigmoids",
        SIGMOIDS.replace(optimizer="adam", lr=0.01, init="he", activation=("sigmoid",) * 5 + ("tanh",)),
        ("Every activation a sigmoid",),
    ),
]


def grade(attempt: Try) -> Verdict:
    *_, last = run(attempt.config, probes=())
    fresh = examine(attempt.config, last.probes["parameters"], samples=1000)
    return BY_CODE[attempt.code].grade(attempt.config, {**last.metrics, **fresh})


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{','.join(attempt.missed) or 'solved'}")
def test_a_try_misses_exactly_what_it_lacks(attempt: Try) -> None:
    verdict = grade(attempt)
    pairs = zip(BY_CODE[attempt.code].conditions, verdict.findings, strict=True)
    assert tuple(condition.wording() for condition, finding in pairs if not finding.met) == attempt.missed
    assert verdict.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    assert (
        {each.code for each in TRIES if not each.missed}
        == BY_CODE.keys()
        == {each.code for each in TRIES if each.missed}
    )


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
def test_nothing_passes_unmeasured(challenge) -> None:
    solution = next(each.config for each in TRIES if each.code == challenge.code and not each.missed)
    verdict = challenge.grade(solution, {})
    assert not verdict.passed
    assert any(finding.met is None for finding in verdict.findings)
    assert not DATASETS[solution.dataset].real  # there are no fresh points of measured data


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
def test_the_default_experiment_solves_nothing(challenge) -> None:
    assert not challenge.grade(Config(), {"fresh_accuracy": 1.0, "train_accuracy": 1.0}).passed
