"""Each challenge has a solution that passes and near misses that fail, measured as a learner's run would be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

from dlcore.config import Config
from dlcore.experiments.backpropagation import CONFIGS, examine, run
from dlcore.experiments.backpropagation.config import DepthSweep, OneSample, UnitCensus
from dlcore.snapshot import Checkpoint
from pages.backpropagation.lesson import CHALLENGES
from pages.backpropagation.presets import DEAD
from ui.challenges import Verdict

BY_CODE = {challenge.code: challenge for challenge in CHALLENGES}
SILENT = (0.5, 0.3, -0.4, 0.6, -9.0, -9.0, 0.7, -0.5, 0.3, 0.6, 0.1, -0.2, 0.5, -0.4, 0.2)


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and which of the challenge's conditions it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


TRIES = [
    Try("one_step", OneSample(hidden=(2, 2), lr=0.206, steps=1)),
    Try("one_step", OneSample(hidden=(2, 2), lr=0.212, steps=1), ("Loss at most 0.0002 after",)),
    Try("one_step", OneSample(hidden=(2, 2), lr=0.206, steps=2), ("At most 1 optimiser step",)),
    Try(
        "one_step",
        OneSample(target=-0.134336, lr=0.01, steps=1),
        ("Loss at least 0.5 before",),
    ),
    Try("silent", OneSample(activation="relu", weights=SILENT)),
    Try(
        "silent",
        OneSample(activation="relu", weights=DEAD),
        ("No gradient in layer 1 for at least 99.0% of 1000 fresh inputs",),
    ),
    Try(
        "silent",
        OneSample(activation="relu", weights=(0.0, *SILENT[1:])),
        ("Every weight and bias at least 0.1 in size",),
    ),
    Try("loud_sigmoid", DepthSweep(init="he", scale=5.0, width=64)),
    Try(
        "loud_sigmoid",
        DepthSweep(init="he", scale=5.0, width=16),
        ("Gradient norm in layer 1 at least 1.0e-03, on fresh seeds",),
    ),
    Try("loud_sigmoid", DepthSweep(init="he", scale=5.0, width=64, deepest=15), ("At least 30 layers",)),
    Try("level_tanh", DepthSweep(activation="tanh", init="xavier", scale=1.15)),
    Try("level_tanh", DepthSweep(activation="tanh"), ("Factor per layer at least 0.970, on fresh seeds",)),
    Try(
        "level_tanh",
        DepthSweep(activation="tanh", init="xavier", scale=2.0),
        ("Factor per layer at most 1.030, on fresh seeds",),
    ),
    Try("nobody_dies", UnitCensus(lr=1.0)),
    Try("nobody_dies", UnitCensus(lr=1.0, init="default"), ("At most 10.0% of the units dead on fresh points",)),
    Try("nobody_dies", UnitCensus(lr=0.5), ("Learning rate at least 1",)),
    Try("nobody_dies", UnitCensus(lr=1.0, activation="leaky_relu"), ("Activation: ReLU",)),
]


@cache
def measured(config: Config) -> dict[str, float]:
    """The end of a run, and what is found on fresh inputs, seeds or points."""
    only_the_last = Checkpoint(config.deepest - 1, b"") if isinstance(config, DepthSweep) else None
    *_, last = run(config, only_the_last)
    return {**last.metrics, **examine(config, last.probes["parameters"])}


def grade(attempt: Try) -> Verdict:
    return BY_CODE[attempt.code].grade(attempt.config, measured(attempt.config))


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{','.join(attempt.missed) or 'solved'}")
def test_a_try_misses_exactly_what_it_lacks(attempt: Try) -> None:
    verdict = grade(attempt)
    pairs = zip(BY_CODE[attempt.code].conditions, verdict.findings, strict=True)
    assert tuple(condition.wording() for condition, finding in pairs if not finding.met) == attempt.missed
    assert verdict.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    solved, missed = ({each.code for each in TRIES if bool(each.missed) == wanted} for wanted in (False, True))
    assert solved == missed == BY_CODE.keys()


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
def test_nothing_passes_unmeasured(challenge) -> None:
    solution = next(each.config for each in TRIES if each.code == challenge.code and not each.missed)
    verdict = challenge.grade(solution, {})
    assert not verdict.passed
    assert any(finding.met is None for finding in verdict.findings)


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
@pytest.mark.parametrize("experiment", CONFIGS, ids=lambda each: each.experiment or "first")
def test_no_default_solves_anything_and_another_experiments_run_is_no_answer(challenge, experiment) -> None:
    config = experiment()
    assert not challenge.grade(config, measured(config)).passed


def test_the_hint_of_the_first_challenge_points_near_the_solution() -> None:
    """To first order the error reaches zero at lr = 2 L / ‖g‖²."""
    config = next(each.config for each in TRIES if each.code == "one_step" and not each.missed)
    assert isinstance(config, OneSample)
    first = next(run(config)).metrics
    assert config.lr == pytest.approx(2 * first["loss"] / first["gradient_norm"] ** 2, rel=0.05)
