"""Each challenge has a solution that passes and near misses that fail, measured as a learner's run would be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dlcore.experiments.logistic_regression import CONFIGS, Config, examine, run
from pages.logistic_regression.tasks import CHALLENGES

BY_CODE = {challenge.code: challenge for challenge in CHALLENGES}


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and which of the challenge's conditions it misses, by their places."""

    code: str
    config: Config
    missed: tuple[int, ...] = ()


XOR = Config(dataset="xor", distance=3.0, terms="product", lr=1.0)
FAST = Config(lr=5.0, epochs=50)
HELD = Config(dataset="separable", weight_decay=0.1, lr=1.0, epochs=500)
THREE = Config(dataset="breast_cancer", measurements=(21, 22, 28), epochs=500)
ESCAPE = Config(distance=4.0, init="wrong", lr=1.0, epochs=50)
TRIES = [
    Try("bend", XOR),
    Try("bend", XOR.replace(terms="quadratic"), (2,)),
    Try("bend", XOR.replace(terms="linear"), (3,)),
    Try("bend", XOR.replace(distance=3.5), (1,)),
    Try("fifty", FAST),
    Try("fifty", FAST.replace(lr=0.5), (3,)),
    Try("fifty", FAST.replace(epochs=60), (2,)),
    Try("fifty", FAST.replace(weight_decay=0.01), (1,)),
    Try("short", HELD),
    Try("short", HELD.replace(weight_decay=0.01), (1,)),
    Try("short", HELD.replace(weight_decay=0.0, epochs=20), (1, 2)),
    Try("short", HELD.replace(weight_decay=0.0, lr=0.01), (2,)),
    Try("three", THREE),
    Try("three", THREE.replace(measurements=(21, 28)), (2,)),
    Try("three", THREE.replace(measurements=(21, 22, 25, 28)), (1,)),
    Try("escape", ESCAPE),
    Try("escape", ESCAPE.replace(loss="mse"), (3,)),
    Try("escape", ESCAPE.replace(loss="mse", lr=100.0), (1,)),
    Try("escape", ESCAPE.replace(init="default"), (0,)),
]


def measured(config: Config) -> dict[str, float]:
    *_, last = run(config, probes=())
    return last.metrics | examine(config, last.probes["parameters"])


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code} {attempt.missed or 'solved'}")
def test_a_try_misses_exactly_what_it_lacks(attempt: Try) -> None:
    verdict = BY_CODE[attempt.code].grade(attempt.config, measured(attempt.config))
    assert tuple(i for i, finding in enumerate(verdict.findings) if not finding.met) == attempt.missed
    assert verdict.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    solved, missed = ({each.code for each in TRIES if bool(each.missed) == flag} for flag in (False, True))
    assert solved == missed == BY_CODE.keys()


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
def test_nothing_passes_unmeasured(challenge) -> None:
    solution = next(each.config for each in TRIES if each.code == challenge.code and not each.missed)
    assert not challenge.grade(solution, {}).passed


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
@pytest.mark.parametrize("config_class", CONFIGS)
def test_no_default_experiment_solves_anything(challenge, config_class) -> None:
    perfect = {"fresh_accuracy": 1.0, "fresh_area": 1.0, "distance": 0.0, "weight_norm": 0.1}
    assert not challenge.grade(config_class(), perfect).passed
