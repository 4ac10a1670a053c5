"""Each preset shows what it claims, by the numbers of its own run."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from dlcore.experiments.logistic_regression import examine, run, scene
from dlcore.snapshot import Snapshot
from pages.logistic_regression import panels
from pages.logistic_regression.lesson import PREDICTION, QUESTIONS
from pages.logistic_regression.presets import PRESETS

CONFIGS = {preset.code: preset.config for preset in PRESETS}


@cache
def film(code: str) -> list[Snapshot]:
    return list(run(CONFIGS[code]))


def last(code: str) -> dict[str, float]:
    return film(code)[-1].metrics


def test_codes_and_configs_are_distinct() -> None:
    assert len(CONFIGS) == len(PRESETS) == len(set(CONFIGS.values()))
    assert all(config != type(config)() for config in CONFIGS.values())


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_its_panels_exist(preset) -> None:
    assert set(preset.panels) <= panels.offered(preset.config).keys()


def test_the_right_answer_is_what_happens() -> None:
    assert PREDICTION.right == "half" and PREDICTION.preset == "xor"
    assert abs(last("xor")["test_accuracy"] - 0.5) < abs(last("xor")["test_accuracy"] - 0.75)
    assert last("xor")["test_loss"] == pytest.approx(np.log(2), abs=0.02)
    assert "%" in PREDICTION.tell("half", last("xor"))


def test_one_in_ten_looks_fine_and_misses_much() -> None:
    config = CONFIGS["imbalanced"]
    found = examine(config, film("imbalanced")[-1].probes["parameters"])
    assert found["fresh_accuracy"] > 0.9 and found["fresh_recall"] < 0.6


@pytest.mark.parametrize("code", ["four_points", "separable", "cancer"])
def test_where_a_line_parts_the_points_nothing_is_best(code: str) -> None:
    assert not len(scene(CONFIGS[code]).reference)
    norms = [each.metrics["weight_norm"] for each in film(code)]
    assert norms[-1] > norms[-20] > norms[-40]


def test_the_product_opens_xor() -> None:
    assert last("xor_product")["test_accuracy"] > last("xor")["test_accuracy"] + 0.3


def test_the_squared_error_hardly_moves() -> None:
    first, end = (film("sure_and_wrong")[i].metrics for i in (0, -1))
    assert end["train_accuracy"] < 0.1 and abs(end["weight_norm"] - first["weight_norm"]) < 0.5


def test_another_seed_stops_at_once_and_small_steps_later() -> None:
    assert scene(CONFIGS["another_seed"]).epoch == 0
    assert scene(CONFIGS["small_steps"]).epoch > 5 * scene(type(CONFIGS["small_steps"])()).epoch


def test_overlapping_curves_all_level_off() -> None:
    ground, end = scene(CONFIGS["overlapping"]), film("overlapping")[-1]
    assert end.probes["norms"] == pytest.approx(ground.lengths, rel=1e-3)


def test_every_wrong_answer_has_a_reply_of_its_own() -> None:
    for question in QUESTIONS:
        assert sum(option.right for option in question.options) == 1
        assert len({option.reply for option in question.options}) == len(question.options) >= 3
