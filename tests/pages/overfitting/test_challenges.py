"""Each challenge has a solution that passes and near misses that fail, measured as a learner's run would be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import torch

from dlcore.config import Config
from dlcore.experiments.overfitting import CONFIGS, run
from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Remedies, Stopping
from pages.overfitting.tasks import CHALLENGES

torch.set_num_threads(1)
BY_CODE = {challenge.code: challenge for challenge in CHALLENGES}
IN_TIME = Stopping(patience=50, epochs=1500, seeds=4)
SPARSE = Remedies(remedy="l1", width=24, seeds=4, values=12)
FLAT = Descent(weight_decay=0.3, largest=400, seeds=4)
HONEST = Leakage(choose="validation", held_out=200, repeats=64, epochs=40)


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and which of the challenge's conditions it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


TRIES = [
    Try("sweet_spot", Capacity(degree=5)),
    Try("sweet_spot", Capacity(degree=6), ("Error on fresh points at most 0.130",)),
    Try("sweet_spot", Capacity(degree=4), ("Error on fresh points at most 0.130",)),
    Try("sweet_spot", Capacity(degree=5, samples=60), ("At most 20 training points",)),
    Try("sweet_spot", Capacity(degree=5, weight_decay=1e-6), ("Weight decay 0",)),
    Try("sweet_spot", Capacity(degree=5, noise=0.25), ("Noise at least 0.30",)),
    Try("in_time", IN_TIME),
    Try("in_time", IN_TIME.replace(patience=200), ("Stopped by epoch 120 (median)",)),
    Try(
        "in_time",
        IN_TIME.replace(patience=2),
        (
            "Fresh error of the kept networks at most 0.115",
            "Left alone to the end, the test error is at least 1.40 times that",
        ),
    ),
    Try(
        "in_time",
        IN_TIME.replace(epochs=300),
        ("Left alone to the end, the test error is at least 1.40 times that",),
    ),
    Try("sparse", SPARSE),
    Try("sparse", SPARSE.replace(remedy="weight_decay"), (
        "Remedies: L1 on the sine", "At least 85% of the weights exactly zero at the chosen λ",
    )),
    Try("sparse", SPARSE.replace(width=4), ("At least 85% of the weights exactly zero at the chosen λ",)),
    Try("no_peak", FLAT),
    Try("no_peak", FLAT.replace(largest=200), ("Up to 400 features at least",)),
    Try("no_peak", FLAT.replace(noise=0.4), ("Noise at least 0.50",)),
    Try(
        "no_peak",
        FLAT.replace(weight_decay=0.0),
        ("No test error above 1.350 on the way", "Error on fresh points at the end at most 0.550"),
    ),
    Try("honest_score", HONEST),
    Try(
        "honest_score",
        HONEST.replace(choose="test"),
        ("The report misses the fresh accuracy by at most 0.60%, on average",),
    ),
    Try("honest_score", HONEST.replace(held_out=500), ("At most 200 points in each held-out set",)),
    Try("honest_score", HONEST.replace(tries=32), ("At least 64 tries",)),
]  # fmt: skip


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{','.join(attempt.missed) or 'solved'}")
def test_a_try_misses_exactly_what_it_lacks(attempt: Try) -> None:
    *_, last = run(attempt.config)
    challenge = BY_CODE[attempt.code]
    verdict = challenge.grade(attempt.config, last.metrics)
    pairs = zip(challenge.conditions, verdict.findings, strict=True)
    assert tuple(condition.wording() for condition, finding in pairs if not finding.met) == attempt.missed
    assert verdict.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    assert (
        {each.code for each in TRIES if not each.missed}
        == BY_CODE.keys()
        == {each.code for each in TRIES if each.missed}
    )


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
def test_nothing_passes_unmeasured_or_in_another_room(challenge) -> None:
    solution = next(each.config for each in TRIES if each.code == challenge.code and not each.missed)
    assert not challenge.grade(solution, {}).passed
    for each in CONFIGS:
        if not isinstance(solution, each):
            verdict = challenge.grade(each(), {})
            assert verdict.findings[0].met is False
