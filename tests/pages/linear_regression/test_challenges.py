"""Each challenge has a solution that passes and near misses that fail, on what no run has seen."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dlcore.experiments.linear_regression import Config, SeveralFeatures, examine, run
from pages.linear_regression.lesson import CHALLENGES
from ui.challenges import Challenge, Verdict

BY_CODE = {challenge.code: challenge for challenge in CHALLENGES}
STRAY = Config(dataset="noisy", outliers=4, standardise=True, lr=0.1, epochs=1000)
SPARSE = SeveralFeatures(penalty="lasso", strength=24.0, epochs=1000)


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and which of the challenge's conditions it misses."""

    code: str
    config: Config | SeveralFeatures
    missed: tuple[str, ...] = ()


TEN = "For x from 5 to 10, at most 0.001 off on average"
ASTRAY = "On 1000 fresh x, at most 0.600 off the true line on average"
TRIES = [
    Try("ten", Config(standardise=True, lr=0.4, epochs=50)),
    Try("ten", Config(lr=0.11, epochs=50), (TEN,)),
    Try("ten", Config(standardise=True, lr=0.4, epochs=51), ("At most 50 epochs",)),
    Try("ten", Config(init="hand", hand_slope=2.0, epochs=1), ("Not started by hand",)),
    Try("edge", Config(lr=0.115, epochs=1000)),
    Try("edge", Config(lr=0.11, epochs=1000), ("Learning rate at least 95.0% of the largest stable one",)),
    Try("edge", Config(lr=0.115, epochs=100), ("Distance to the closed form at most 1e-06",)),
    Try("outliers", STRAY.replace(loss="huber")),
    Try("outliers", STRAY.replace(loss="mae", epochs=3000)),
    Try("outliers", STRAY, (ASTRAY,)),
    Try("outliers", STRAY.replace(loss="huber", outliers=3), ("At least 4 outliers",)),
    Try("few_measurements", SPARSE),
    Try("few_measurements", SPARSE.replace(strength=5.0), ("At most 4 weights that are not zero",)),
    Try("few_measurements", SPARSE.replace(strength=60.0), ("R² at least 0.400 on 100 patients kept back",)),
    Try("few_measurements", SPARSE.replace(penalty="ridge", strength=0.3), ("At most 4 weights that are not zero",)),
    Try(
        "few_measurements",
        SeveralFeatures(measurements=("bmi", "bp", "s5", "s3"), epochs=1000),
        ("Several measurements, all ten offered",),
    ),
]


def grade(attempt: Try) -> Verdict:
    *_, last = run(attempt.config)
    fresh = examine(attempt.config, last.probes["parameters"])
    return BY_CODE[attempt.code].grade(attempt.config, {**last.metrics, **fresh})


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{','.join(attempt.missed) or 'solved'}")
def test_a_try_misses_exactly_what_it_lacks(attempt: Try) -> None:
    verdict = grade(attempt)
    pairs = list(zip(BY_CODE[attempt.code].conditions, verdict.findings, strict=True))
    assert tuple(condition.wording() for condition, finding in pairs if not finding.met) == attempt.missed, pairs
    assert verdict.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    assert {t.code for t in TRIES if not t.missed} == BY_CODE.keys() == {t.code for t in TRIES if t.missed}


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
def test_nothing_passes_unmeasured(challenge: Challenge) -> None:
    solution = next(each.config for each in TRIES if each.code == challenge.code and not each.missed)
    verdict = challenge.grade(solution, {})
    assert not verdict.passed and any(finding.met is None for finding in verdict.findings)


@pytest.mark.parametrize("config", [Config(), SeveralFeatures()])
def test_the_default_experiments_solve_nothing(config: Config | SeveralFeatures) -> None:
    *_, last = run(config)
    metrics = {**last.metrics, **examine(config, last.probes["parameters"])}
    assert not any(challenge.grade(config, metrics).passed for challenge in CHALLENGES)
