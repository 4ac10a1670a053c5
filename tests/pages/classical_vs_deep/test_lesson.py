"""Presets show what their texts say, challenges can be solved and missed, questions have one right answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import torch

from dlcore.experiments.classical_vs_deep import Config, run
from pages.classical_vs_deep import panels
from pages.classical_vs_deep.lesson import PREDICTION, QUESTIONS
from pages.classical_vs_deep.presets import PRESETS
from pages.classical_vs_deep.tasks import CHALLENGES

torch.set_num_threads(1)
BY_CODE = {preset.code: preset.config for preset in PRESETS}
TASKS = {challenge.code: challenge for challenge in CHALLENGES}


@cache
def final(config: Config) -> dict[str, float]:
    *_, last = run(config)
    return last.metrics


def test_presets_are_few_and_none_is_the_default() -> None:
    assert 3 <= len(PRESETS) == len(BY_CODE) <= 8
    for preset in PRESETS:
        assert preset.config != Config() and set(preset.panels) <= set(panels.offered(preset.config))


def test_two_clouds_need_no_more_than_a_line() -> None:
    seen = final(BY_CODE["clouds"])
    assert seen["best_accuracy"] - seen["logistic_accuracy"] < 0.005


def test_no_line_will_do_for_xor() -> None:
    seen = final(BY_CODE["xor"].replace(seeds=1, budget=2))
    assert seen["logistic_accuracy"] < 0.75 < 0.9 < min(seen["network_accuracy"], seen["tree_accuracy"])


def test_the_prediction_comes_out_as_its_right_answer_says() -> None:
    seen = final(BY_CODE[PREDICTION.preset])
    scores = {name: value for name, value in seen.items() if name.endswith("_accuracy") and "best" not in name}
    others = [scores[f"{name}_accuracy"] for name in ("logistic", "neighbours", "svm", "forest", "boosting", "network")]
    assert PREDICTION.right == "close" and max(others) - min(others) < 0.03
    assert seen["tree_accuracy"] < min(others) - 0.01 and abs(seen["network_accuracy"] - seen["best_classical"]) < 0.03
    assert "%" in PREDICTION.tell("network", seen)


def test_a_single_tree_is_last_on_digits() -> None:
    seen = final(BY_CODE["digits"].replace(seeds=1, budget=1))
    assert seen["tree_accuracy"] < min(seen["forest_accuracy"], seen["network_accuracy"], seen["svm_accuracy"]) - 0.1


def test_trees_ignore_what_drowns_neighbours() -> None:
    seen = final(BY_CODE["distracted"])
    assert seen["forest_accuracy"] > seen["neighbours_accuracy"] + 0.08


def test_units_matter_to_distances_and_not_to_trees() -> None:
    seen = final(BY_CODE["units"])
    assert seen["svm_accuracy"] < 0.8 < 0.93 < seen["forest_accuracy"]


def test_wrong_labels_cost_everybody() -> None:
    wrong, clean = (final(BY_CODE["wrong_labels"].replace(mislabelled=share, seeds=2)) for share in (0.3, 0.0))
    assert wrong["tree_accuracy"] < clean["tree_accuracy"] - 0.05


@dataclass(frozen=True)
class Try:
    """A learner's attempt, and which of the challenge's conditions it misses."""

    code: str
    config: Config
    missed: tuple[str, ...] = ()


LINE = Config(data="gaussians")
LOST = Config(distractors=20)
UNITS = Config(data="wine", standardise=False)
TRIES = [
    Try("line_enough", LINE),
    Try("line_enough", LINE.replace(data="moons"), (
        "Logistic regression has at least 90.0% on fresh points", "The best of the others is at most 0.5% better",
    )),
    Try("line_enough", LINE.replace(seeds=2), ("At least 4 splits",)),
    Try("lost_neighbours", LOST),
    Try("lost_neighbours", LOST.replace(distractors=2), (
        "On fresh points the forest is at least 10.0% ahead of the neighbours",
    )),
    Try("lost_neighbours", LOST.replace(train=70), ("At least 100 training points",)),
    Try("wrong_units", UNITS),
    Try("wrong_units", UNITS.replace(standardise=True), ("The SVM has at most 80.0%",)),
]  # fmt: skip


@pytest.mark.parametrize("attempt", TRIES, ids=lambda attempt: f"{attempt.code}-{len(attempt.missed)}")
def test_a_try_misses_what_it_lacks(attempt: Try) -> None:
    challenge = TASKS[attempt.code]
    verdict = challenge.grade(attempt.config, final(attempt.config))
    pairs = zip(challenge.conditions, verdict.findings, strict=True)
    missed = tuple(condition.wording() for condition, finding in pairs if not finding.met)
    assert set(attempt.missed) <= set(missed) and bool(missed) == bool(attempt.missed)
    assert verdict.passed == (not attempt.missed)


def test_every_challenge_has_a_solution_and_a_near_miss() -> None:
    solved, missed = ({each.code for each in TRIES if bool(each.missed) == miss} for miss in (False, True))
    assert solved == missed == TASKS.keys()
    assert not any(challenge.grade(LINE, {}).passed for challenge in CHALLENGES)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_a_question_has_one_right_answer_and_a_reply_of_its_own_to_each(question: Any) -> None:
    assert sum(option.right for option in question.options) == 1
    for attribute in ("code", "text", "reply"):
        assert len({getattr(option, attribute) for option in question.options}) == len(question.options) >= 3
