"""Each challenge has a solution that passes and near misses that fail, measured as a learner's run would be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

from dlcore.config import Config
from dlcore.experiments.convolutional_network import examine, run
from dlcore.experiments.convolutional_network.config import LearnKernel, Network
from pages.convolutional_network.tasks import CHALLENGES

BY_CODE = {challenge.code: challenge for challenge in CHALLENGES}


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and which of the challenge's conditions it misses, by their places."""

    code: str
    config: Config
    missed: tuple[int, ...] = ()


FRUGAL = Network(channels=(6, 8), steps=250)
FEW = Network(train_images=300, shift=2, angle=10.0, steps=200)
SHIFTED = Network(shift=3, steps=300, channels=(8, 16))
OUTLINE = LearnKernel(target="edge", optimizer="momentum", lr=0.5, steps=100)
SMALL = Network(dataset="digits8", kernel_size=3, same=True, shift=0, steps=150)
TRIES = [
    Try("frugal", FRUGAL),
    Try("frugal", SHIFTED, (1,)),
    Try("frugal", FRUGAL.replace(channels=(2, 8), steps=100), (2,)),
    Try("few", FEW),
    Try("few", FEW.replace(shift=0, angle=0.0), (2,)),
    Try("few", SHIFTED, (1,)),
    Try("shift_proof", SHIFTED),
    Try("shift_proof", FRUGAL, (2,)),
    Try("shift_proof", SMALL, (0, 2)),
    Try("outline", OUTLINE),
    Try("outline", OUTLINE.replace(optimizer="sgd", lr=1.0), (2,)),
    Try("outline", OUTLINE.replace(steps=300), (1,)),
    Try("outline", OUTLINE.replace(inputs="random", lr=0.1), (0,)),
]


@cache
def measured(config: Config) -> dict[str, float]:
    *_earlier, last = run(config, probes=())
    return last.metrics | examine(config, last.probes["parameters"])


@pytest.mark.parametrize("attempt", TRIES, ids=lambda each: f"{each.code}-{each.missed or 'solved'}")
def test_it_is_graded_as_it_should_be(attempt: Try) -> None:
    verdict = BY_CODE[attempt.code].grade(attempt.config, measured(attempt.config))
    missed = tuple(i for i, finding in enumerate(verdict.findings) if not finding.met)
    assert missed == attempt.missed
    assert verdict.passed is (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    assert {each.code for each in TRIES if not each.missed} == BY_CODE.keys()
    assert {each.code for each in TRIES if each.missed} == BY_CODE.keys()


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda each: each.code)
def test_a_run_of_another_experiment_passes_nothing(challenge) -> None:
    other = Network() if challenge.code == "outline" else LearnKernel()
    metrics = {"fresh_accuracy": 1.0, "shifted_accuracy": 1.0, "distance": 0.0}
    assert not challenge.grade(other, metrics).passed
    assert not challenge.grade(OUTLINE, {}).passed
