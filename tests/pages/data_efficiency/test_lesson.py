"""Presets show what their texts say, challenges can be solved and missed, questions have one right answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch

from dlcore.config import Config
from dlcore.experiments.data_efficiency import CONFIGS, run
from dlcore.experiments.data_efficiency.config import Curves, Shifts
from pages.data_efficiency.lesson import PREDICTION, QUESTIONS
from pages.data_efficiency.presets import PRESETS, of_room
from pages.data_efficiency.tasks import CHALLENGES
from pages.data_efficiency.words import ROOMS

torch.set_num_threads(1)
BY_CODE = {preset.code: preset.config for preset in PRESETS}
TASKS = {challenge.code: challenge for challenge in CHALLENGES}


@cache
def final(config: Config) -> Any:
    *_, last = run(config)
    return last


def curve(code: str, what: str, **changes: Any) -> np.ndarray:
    config = BY_CODE[code].replace(**changes)
    assert isinstance(config, (Curves, Shifts))
    return final(config).probes["measured"][[name for _data, name in config.lines].index(what)]


def test_every_room_has_three_to_eight_presets_and_none_is_the_default() -> None:
    for room in ROOMS:
        assert 3 <= len(of_room(room)) <= 8
    assert len(BY_CODE) == len(PRESETS) and all(config != type(config)() for config in BY_CODE.values())


def test_the_prediction_comes_out_as_its_right_answer_says() -> None:
    seen = final(BY_CODE[PREDICTION.preset]).metrics
    assert PREDICTION.right == "third" and 0.2 < seen["error"] / seen["error_tenth"] < 0.5
    assert "%" in PREDICTION.tell("third", seen)


def test_a_spiral_needs_more_points_than_a_line() -> None:
    seen = final(BY_CODE["line_and_spiral"].replace(largest=100)).metrics
    assert seen["needed_spiral_network"] > 2.5 * seen["needed_gaussians_network"]


def test_a_line_on_a_spiral_goes_flat() -> None:
    flat, falling = (curve("wrong_model", name, seeds=2, models=("logistic", "svm")) for name in ("logistic", "svm"))
    assert flat[-1] > 0.8 * flat[2] and falling[-1] < 0.3 * falling[2]


def test_noise_is_a_floor_for_everybody() -> None:
    last = final(BY_CODE["hard_floor"].replace(seeds=2, models=("neighbours", "svm"), largest=316))
    assert last.probes["measured"][:, -1].min() > 0.05
    assert np.ptp(last.probes["measured"][:, -1]) < 0.05


def test_one_tree_and_many_learn_moons_about_alike() -> None:
    one, many = (curve("trees", name, seeds=2) for name in ("tree", "forest"))
    assert np.abs(many - one).max() < 0.06 and max(one[-1], many[-1]) < 0.3 * min(one[0], many[0])


def test_shifting_helps_only_where_pictures_wander() -> None:
    there, here = (
        final(Shifts(helps=("plain", "augmented"), wandering=wander)).probes["measured"][:, -1]
        for wander in (True, False)
    )
    assert there[1] < 0.6 * there[0] and here[1] > here[0]


def test_patience_helps_augmentation_and_not_the_plain_curve() -> None:
    short, long = (
        final(Shifts(helps=("plain", "augmented"), epochs=epochs, seeds=2)).probes["measured"][:, -1]
        for epochs in (100, 300)
    )
    assert long[1] < 0.9 * short[1] and long[0] > 0.9 * short[0]


def test_wrong_labels_move_the_curve_to_the_right_and_up() -> None:
    config = BY_CODE["half_wrong"].replace(seeds=2, largest=100)
    errors = final(config).probes["measured"]
    assert (errors[1] > errors[0]).all()


def test_a_start_from_thirty_pictures_has_hardly_a_lead() -> None:
    config = BY_CODE["little_pretraining"]
    errors = final(config).probes["measured"]
    assert errors[1].mean() == pytest.approx(errors[0].mean(), abs=0.03)


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and some of the challenge's conditions that it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


SPIRAL = Curves(sets=("gaussians", "spiral"), models=("neighbours",), noise=0.1, largest=316)
PROPHET = Curves(sets=("digits",), models=("network",))
SHIFT = Shifts(helps=("plain", "augmented"))
TRIES = [
    Try("line_against_spiral", SPIRAL.replace(target=0.05)),
    Try("line_against_spiral", SPIRAL.replace(models=("logistic",)), ("It reaches the error on the spiral too",)),
    Try("line_against_spiral", SPIRAL.replace(target=0.3), ("It needs at least 3.0 times as many points there",)),
    Try("good_prophet", PROPHET),
    Try("good_prophet", PROPHET.replace(sets=("moons",), models=("logistic",)), (
        "From 100 to 1,000 examples the error falls at least by a factor of 2.5",
    )),
    Try("good_prophet", PROPHET.replace(seeds=2), ("At least 4 repetitions",)),
    Try("worth_of_shifts", SHIFT),
    Try("worth_of_shifts", SHIFT.replace(wandering=False), ("The plain error is at least 1.70 times the other",)),
]  # fmt: skip


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{'-'.join(attempt.missed)}")
def test_a_try_misses_what_it_lacks(attempt: Try) -> None:
    challenge = TASKS[attempt.code]
    verdict = challenge.grade(attempt.config, final(attempt.config).metrics)
    pairs = zip(challenge.conditions, verdict.findings, strict=True)
    missed = tuple(condition.wording() for condition, finding in pairs if not finding.met)
    assert set(attempt.missed) <= set(missed) and bool(missed) == bool(attempt.missed), missed
    assert verdict.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    solved, missed = ({each.code for each in TRIES if bool(each.missed) == miss} for miss in (False, True))
    assert solved == missed == TASKS.keys()


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.code)
@pytest.mark.parametrize("each", CONFIGS)
def test_nothing_passes_unmeasured_in_any_room(challenge: Any, each: type[Config]) -> None:
    assert not challenge.grade(each(), {}).passed


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_a_question_has_one_right_answer_and_a_reply_of_its_own_to_each(question: Any) -> None:
    assert sum(option.right for option in question.options) == 1
    for attribute in ("code", "text", "reply"):
        assert len({getattr(option, attribute) for option in question.options}) == len(question.options) >= 3
