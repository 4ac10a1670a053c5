"""Each challenge has a solution that passes and near misses that fail, graded as a learner's run would be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dlcore.config import Config
from dlcore.experiments.gradient_descent import examine, run, scene
from dlcore.experiments.gradient_descent.config import Landscape, Race, Rates
from pages.gradient_descent.tasks import CHALLENGES
from ui.challenges import Verdict

BY_CODE = {challenge.code: challenge for challenge in CHALLENGES}
RAVINE = Race(surface="ravine", x=-1.2, y=1, racers=("momentum",), lr=0.001, momentum=0.95, steps=500)
NOISY = Race(noise=3, racers=("sgd",), lr=0.05, schedule="cosine", steps=500)
EGGS = Race(surface="rastrigin", x=-2.7, y=3.4, racers=("rmsprop",), adaptive_lr=0.5, schedule="cosine", steps=500)
CIRCLES = Landscape(dataset="circles", hidden=(8, 8), lr=1.0, epochs=1000)
EDGE = Rates(lowest=0.1, highest=1.0)
FRESH = "Loss at most {} from fresh starts nearby, for one racer at least"


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and which of the challenge's conditions it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


TRIES = [
    Try("through_the_ravine", RAVINE),
    Try("through_the_ravine", RAVINE.replace(momentum=0.9), (FRESH.format("0.0001"),)),
    Try("through_the_ravine", RAVINE.replace(racers=("momentum", "adam")), ("Only SGD, momentum or Nesterov",)),
    Try("through_the_ravine", RAVINE.replace(x=0.5), ("Start at least 2.00 from the lowest point",)),
    Try("through_the_ravine", RAVINE.replace(steps=1000), ("At most 500 steps",)),
    Try("rest_in_noise", NOISY),
    Try("rest_in_noise", NOISY.replace(schedule="constant"), (FRESH.format("0.01"),)),
    Try("rest_in_noise", NOISY.replace(schedule="constant", lr=0.005), (FRESH.format("0.01"),)),
    Try("rest_in_noise", NOISY.replace(noise=1), ("Gradient noise at least 3",)),
    Try("rest_in_noise", NOISY.replace(condition=10), ("Condition number at least 20",)),
    Try("rest_in_noise", NOISY.replace(racers=("momentum",), lr=0.005), ("SGD only",)),
    Try("out_of_the_egg_box", EGGS),
    Try("out_of_the_egg_box", EGGS.replace(adaptive_lr=0.1), (FRESH.format("1.5"),)),
    Try("out_of_the_egg_box", EGGS.replace(schedule="constant"), (FRESH.format("1.5"),)),
    Try("out_of_the_egg_box", EGGS.replace(x=-1, y=1), ("Start at least 4.00 from the lowest point",)),
    Try("on_the_edge", CIRCLES),
    Try("on_the_edge", CIRCLES.replace(lr=0.1), ("Sharpness × learning rate at least 1.900",)),
    Try(
        "on_the_edge",
        CIRCLES.replace(batch_size=50),
        ("SGD on all points at once", "Sharpness × learning rate at least 1.900"),
    ),
    Try("edge_in_the_middle", EDGE),
    Try("edge_in_the_middle", EDGE.replace(lowest=0.05, highest=0.5), ("At least 26 of 64 diverge",)),
    Try("edge_in_the_middle", EDGE.replace(lowest=0.2), ("At most 38 of 64 diverge",)),
    Try(
        "edge_in_the_middle",
        EDGE.replace(lowest=0.02),
        ("The highest rate at most 10 times the lowest", "At least 26 of 64 diverge"),
    ),
]


def verdict(attempt: Try) -> Verdict:
    config = attempt.config
    last = list(run(config))[-1]
    metrics = last.metrics | examine(config, last.probes["parameters"])
    return BY_CODE[attempt.code].grade(config, metrics)


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{'-'.join(attempt.missed) or 'solved'}")
def test_attempt(attempt: Try) -> None:
    found = verdict(attempt)
    conditions = BY_CODE[attempt.code].conditions
    missed = {each.wording() for each, finding in zip(conditions, found.findings, strict=True) if not finding.met}
    assert missed == set(attempt.missed)
    assert found.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    for code in BY_CODE:
        assert any(each.code == code and not each.missed for each in TRIES)
        assert any(each.code == code and each.missed for each in TRIES)


@pytest.mark.parametrize("code", BY_CODE)
@pytest.mark.parametrize("config", [Race(), Landscape(), Rates()], ids=lambda config: type(config).__name__)
def test_no_page_default_solves_anything_and_another_experiment_never_breaks_the_grading(code, config) -> None:
    assert not BY_CODE[code].grade(config, {}).passed
    metrics = list(run(config.replace(**({"steps": 10} if isinstance(config, Race) else {"epochs": 10}))))[-1].metrics
    assert not BY_CODE[code].grade(config, metrics).passed


def test_the_edge_can_be_worked_out_beforehand() -> None:
    assert EDGE.lowest < scene(EDGE).edge < EDGE.highest
