"""Presets show what their texts say, challenges can be solved and missed, questions have one right answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest

from dlcore.config import Config
from dlcore.experiments.self_supervised import CONFIGS, examine, run
from dlcore.experiments.self_supervised.config import AutoEncoder, Diffusion, Pretext
from pages.self_supervised import panels
from pages.self_supervised.lesson import PREDICTION, QUESTIONS
from pages.self_supervised.presets import PRESETS, of_room
from pages.self_supervised.tasks import CHALLENGES
from pages.self_supervised.words import ROOMS

BY_CODE: Mapping[str, Config] = {preset.code: preset.config for preset in PRESETS}
TASKS = {challenge.code: challenge for challenge in CHALLENGES}


@cache
def final(config: Config) -> Any:
    *_, last = run(config, probes=())
    return last


def metrics(code: str, **changes: Any) -> Mapping[str, float]:
    return final(BY_CODE[code].replace(**changes)).metrics


def test_every_room_has_three_to_eight_presets_and_none_is_the_default() -> None:
    for room in ROOMS:
        assert 3 <= len(of_room(room)) <= 8
    assert len(BY_CODE) == len(PRESETS) and all(config != type(config)() for config in BY_CODE.values())
    for preset in PRESETS:
        assert set(preset.panels) <= set(panels.offered(preset.config))


def test_the_prediction_comes_out_as_its_right_answer_says() -> None:
    seen = metrics(PREDICTION.preset, largest=100, seeds=2)
    assert PREDICTION.right == "more" and seen["error_rotated_100"] > 1.5 * seen["error_pixels_100"]
    assert seen["error_rotated_100"] > seen["error_untrained_100"] > seen["error_pixels_100"]
    assert "%" in PREDICTION.tell("more", seen)


def test_without_bends_the_loss_stops_at_principal_components() -> None:
    seen = metrics("no_bends")
    assert seen["test_loss"] == pytest.approx(seen["pca_loss"], rel=0.02)


def test_noise_is_mostly_gone() -> None:
    seen = metrics("buried")
    assert seen["test_loss"] < 0.25 * seen["input_loss"] and seen["test_loss"] < 0.9 * seen["pca_loss"]


def test_fifty_pictures_are_learned_by_heart() -> None:
    seen = metrics("fifty")
    assert seen["train_loss"] < 0.6 * seen["test_loss"] and seen["test_loss"] > 0.95 * seen["pca_loss"]


def test_width_decides_whether_the_code_is_used() -> None:
    assert metrics("tight")["test_loss"] > final(AutoEncoder()).metrics["pca_loss"]
    wide, plain = metrics("wide", epochs=40), final(AutoEncoder()).metrics
    assert wide["test_loss"] < 0.95 * plain["test_loss"] and wide["code_accuracy"] > plain["code_accuracy"]


def test_longer_at_the_wrong_task_is_worse_with_many_labels() -> None:
    changes: dict[str, Any] = {"starts": ("rotated",), "seeds": 1, "largest": 316}
    long, short = (metrics("wrong_task", pretraining=epochs, **changes) for epochs in (100, 20))
    assert long["error_rotated_316"] > 1.2 * short["error_rotated_316"]


def test_a_probe_is_ahead_with_few_labels_and_fine_tuning_with_many() -> None:
    few = metrics("fine_tuned", largest=100)
    assert few["error_masked_32"] < 0.8 * few["error_scratch_32"]
    assert few["error_masked_32"] < few["error_tuned_32"] < few["error_scratch_32"]
    many = metrics("fine_tuned", seeds=1)
    assert many["error_tuned_1000"] < many["error_masked_1000"] > many["error_scratch_1000"]


def test_fifty_pictures_prepare_nothing() -> None:
    seen = metrics("few_pictures", largest=100)
    assert all(seen[f"error_masked_{count}"] > seen[f"error_pixels_{count}"] for count in (10, 32, 100))


def test_hiding_nearly_all_teaches_less() -> None:
    seen = metrics("nearly_all_hidden", largest=316, seeds=2)
    assert seen["error_masked_316"] > seen["error_autoencoded_316"]


def test_big_steps_blur_and_small_ones_do_not() -> None:
    small, big = final(Diffusion()).metrics, metrics("two_steps", updates=300)
    assert small["energy"] < 3 * small["floor"] and big["energy"] > 10 * big["floor"]


def test_a_linear_rate_wastes_few_steps() -> None:
    linear, cosine = (metrics("fast_noise", schedule=each) for each in ("linear", "cosine"))
    assert linear["nearest"] > 2 * cosine["nearest"] and linear["energy"] > cosine["energy"]


def test_ten_points_are_given_back() -> None:
    seen = metrics("by_heart", updates=3000)
    assert seen["nearest"] < 0.3 * seen["natural"] and seen["train_loss"] < 1.2 * seen["best_loss"]
    assert seen["test_loss"] > 1.5 * seen["train_loss"]


def test_one_cloud_is_nearly_as_well_foretold_as_can_be() -> None:
    seen = metrics("one_cloud", updates=600)
    assert seen["best_loss"] < seen["train_loss"] < 1.1 * seen["best_loss"]


def test_spiral_and_ddim_come_near_fresh_points() -> None:
    spiral, certain = metrics("spiral", updates=600), metrics("no_dice", updates=600)
    assert all(seen["energy"] < 6 * seen["floor"] for seen in (spiral, certain))


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and the challenge's conditions that it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


FEW = Pretext(starts=("scratch", "masked"), largest=100)
TRIES = [
    Try("two_numbers", AutoEncoder(width=32, epochs=120)),
    Try("two_numbers", AutoEncoder(width=32, epochs=40), ("On pictures kept for grading, at most 73% of their error",)),
    Try("two_numbers", AutoEncoder(width=64, epochs=40), ("At most 32 units",)),
    Try("clean_up", AutoEncoder(noise=0.6, epochs=80)),
    Try("clean_up", AutoEncoder(noise=0.5), ("On pictures kept for grading, at most 14.3% of the error is left",)),
    Try("thirty_two_labels", FEW),
    Try("thirty_two_labels", FEW.replace(seeds=2), ("At least 3 repetitions",)),
    Try("thirty_two_labels", FEW.replace(unlabelled=50), ("With 32 labels, at most 80% of the error from scratch",)),
    Try("twenty_steps", Diffusion(steps=20)),
    Try("twenty_steps", Diffusion(), ("At most 20 steps",)),
    Try(
        "twenty_steps",
        Diffusion(steps=10, schedule="linear"),
        (
            "Distance at most 3.0 times that of fresh points",
            "Median distance to a training point at most 2.5 times that of fresh points",
        ),
    ),
]


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{'-'.join(attempt.missed)}")
def test_a_try_misses_what_it_lacks(attempt: Try) -> None:
    challenge, last = TASKS[attempt.code], final(attempt.config)
    verdict = challenge.grade(attempt.config, last.metrics | examine(attempt.config, last.probes["parameters"]))
    pairs = zip(challenge.conditions, verdict.findings, strict=True)
    assert tuple(condition.wording() for condition, finding in pairs if not finding.met) == attempt.missed
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


def test_a_lead_needs_both_curves() -> None:
    lonely = TASKS["thirty_two_labels"].grade(Pretext(starts=("scratch",)), {f"error_scratch_{32}": 0.3})
    assert not lonely.passed and np.isfinite(lonely.findings[-1].seen or 0.0)
