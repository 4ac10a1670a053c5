"""Presets show what their texts say, challenges can be solved and missed, questions have one right answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch

from dlcore.config import Config
from dlcore.experiments.convolutional_network import fitting
from dlcore.experiments.interpretability import CONFIGS, cheating, examine, pictures, run, scene
from dlcore.experiments.interpretability.config import METHODS, Cheat, Checks, Pictures, Table
from pages.interpretability.lesson import PREDICTION, QUESTIONS
from pages.interpretability.presets import PRESETS, of_room
from pages.interpretability.tasks import CHALLENGES
from pages.interpretability.words import ROOMS

torch.set_num_threads(1)
BY_CODE = {preset.code: preset.config for preset in PRESETS}
TASKS = {challenge.code: challenge for challenge in CHALLENGES}


@cache
def final(config: Config, probes: tuple[str, ...] = ()) -> Any:
    """Return the last snapshot, of a run that is not looked at in between where that takes most of the time."""
    if isinstance(config, (Pictures, Cheat)):
        room, eye = (pictures, pictures.explainer) if isinstance(config, Pictures) else (cheating, cheating.watch)
        training = fitting.Training(config.network, config.network.layers, *room.material(config))
        frames = fitting.follow(training, eye(config), (config.steps,), None, probes, lambda _step: False)
    else:
        frames = run(config, probes=probes)
    *_, last = frames
    return last


def test_every_room_has_three_to_eight_presets_and_none_is_the_default() -> None:
    for room in ROOMS:
        assert 3 <= len(of_room(room)) <= 8
    assert len(BY_CODE) == len(PRESETS) and all(config != type(config)() for config in BY_CODE.values())


def test_the_prediction_comes_out_as_its_right_answer_says() -> None:
    seen = final(BY_CODE[PREDICTION.preset]).metrics
    found = {method: seen[f"found_{method}"] for method in METHODS}
    assert seen["fooled"] > 0.4 and seen["test_accuracy"] > 0.9  # it reads the patch, and nobody would think so
    assert PREDICTION.right == "some" and min(found.values()) < 0.34 and max(found.values()) == 1
    assert found["occlusion"] == found["integrated_gradients"] == 1  # as a question's reply says
    assert "%" in PREDICTION.tell("some", seen)


def test_without_a_patch_in_training_nothing_is_read_or_found() -> None:
    seen = final(BY_CODE["honest"].replace(steps=200)).metrics
    assert seen["fooled"] < 0.05
    assert all(seen[f"found_{method}"] == 0 for method in METHODS)


def test_a_tiny_patch_does_not_pay() -> None:
    seen = final(BY_CODE["tiny"].replace(steps=200)).metrics
    assert seen["fooled"] < 0.1 and seen["bare_accuracy"] > 0.8


def test_one_point_is_far_off_and_a_white_baseline_makes_another_picture_of_the_same_answer() -> None:
    probes = ("integrated_gradients_0_-1", "sums_0_-1")
    one, black, white = (
        final(config.replace(steps=100, train_images=1000), probes)
        for config in (BY_CODE["one_point"], Pictures(), BY_CODE["white"])
    )
    assert one.metrics["gap"] > 3 * black.metrics["gap"]
    assert white.metrics["gap"] < 0.02 and white.probes["sums_0_-1"][3] == black.probes["sums_0_-1"][3]
    assert np.corrcoef(white.probes[probes[0]].ravel(), black.probes[probes[0]].ravel())[0, 1] < 0.5


def test_random_labels_teach_nothing_and_still_make_pictures() -> None:
    seen = final(BY_CODE["random_labels"], ("saliency_0_-1",))
    assert (
        seen.metrics["test_accuracy"] < 0.2
        and seen.metrics["train_accuracy"] == 1
        and seen.probes["saliency_0_-1"].max() == 1
    )


def test_slopes_stay_alike_as_a_frame_and_hardly_in_the_middle() -> None:
    seen = final(Checks(images=8)).metrics
    assert seen["alike_saliency"] > 0.25 and seen["alike_smooth_grad"] > 0.25
    for method in METHODS:
        assert abs(seen[f"inner_{method}"]) < 0.2
    for method in ("occlusion", "integrated_gradients"):
        assert abs(seen[f"alike_{method}"]) < 0.2
        assert seen[f"area_{method}"] < seen["area_saliency"] < seen["area_random"]


def test_one_layer_alone_changes_maps_less_than_all() -> None:
    alone, all_drawn = (final(Checks(cascade=cascade, images=4, steps=100)) for cascade in (False, True))
    mean = METHODS.index("occlusion")
    assert alone.probes["likeness"][mean, -1] > all_drawn.probes["likeness"][mean, -1] + 0.2
    np.testing.assert_allclose(alone.probes["likeness"][:, 1], all_drawn.probes["likeness"][:, 1])


def test_falls_follow_the_squares_of_the_coefficients_of_a_linear_model() -> None:
    config = BY_CODE["linear"]
    fall = final(config, ("fall",)).probes["fall"]
    assert np.corrcoef(scene(config).coefficients ** 2, fall)[0, 1] > 0.8


def test_copies_take_the_importance_of_their_original_and_together_they_have_it_still() -> None:
    plain, copied = final(BY_CODE["linear"]).metrics, final(BY_CODE["twins"]).metrics
    assert copied["alone"] < 0.3 * plain["alone"]
    assert copied["together"] == pytest.approx(plain["together"], abs=0.02)
    assert copied["score"] == pytest.approx(plain["score"], abs=0.01)


def test_of_thirty_measurements_each_can_nearly_be_spared() -> None:
    seen = final(BY_CODE["tumours"]).metrics
    assert seen["score"] > 0.93 and seen["largest"] < 0.06


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and some of the challenge's conditions that it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


MANY = Table(copies=4, weight_decay=0.1)
TRIES = (
    Try("exact_sum", Pictures(points=128)),
    Try("exact_sum", Pictures(), ("Off by at most {bound}",)),
    Try("hidden_cheat", Cheat(share=0.9, steps=600)),
    Try(
        "hidden_cheat",
        Cheat(share=0.8, size=6),
        ("Saliency's hottest place is the patch on at most {bound} of the images",),
    ),
    Try("spared", MANY),
    Try("spared", MANY.replace(weight_decay=1e-3), ("Shuffled alone, the score falls by at most {bound}",)),
    Try("spared", MANY.replace(copies=0), ("Shuffled alone, the score falls by at most {bound}",)),
)


@pytest.mark.parametrize("attempt", TRIES, ids=lambda each: f"{each.code}-{'missed' if each.missed else 'solved'}")
def test_challenges_can_be_solved_and_are_not_passed_by_accident(attempt: Try) -> None:
    last = final(attempt.config)
    metrics = last.metrics | examine(attempt.config, last.probes["parameters"])
    task = TASKS[attempt.code]
    verdict = task.grade(attempt.config, metrics)
    missed = [
        condition.text for condition, finding in zip(task.conditions, verdict.findings, strict=True) if not finding.met
    ]
    assert missed == list(attempt.missed)
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
