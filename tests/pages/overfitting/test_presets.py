"""Every preset runs to its end and shows what its text says."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import torch

from dlcore.experiments.overfitting import run
from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Real, Remedies, Stopping
from pages.overfitting.lesson import PREDICTION, QUESTIONS
from pages.overfitting.presets import PRESETS, of_room
from pages.overfitting.words import ROOMS

torch.set_num_threads(1)
BY_CODE = {preset.code: preset.config for preset in PRESETS}


@cache
def column(config, name):
    return np.array([each.metrics[name] for each in run(config)])


def errors(code, name="test_error"):
    return column(BY_CODE[code], name)


def test_every_room_has_three_to_eight_presets_and_none_is_the_default() -> None:
    for room in ROOMS:
        assert 3 <= len(of_room(room)) <= 8
    assert all(preset.config != type(preset.config)() for preset in PRESETS)
    assert len(BY_CODE) == len(PRESETS)


def test_bias_falls_and_variance_rises() -> None:
    bias, variance = errors("sources", "bias2"), errors("sources", "variance")
    assert bias[0] > 50 * bias[7] and variance[12] > 50 * variance[0]


def test_ten_times_the_data_tame_the_same_degrees() -> None:
    assert errors("ten_times")[-1] < 0.15 < 100 < column(Capacity(), "test_error")[-1]


def test_without_noise_the_error_falls_where_it_rose_with_noise() -> None:
    assert errors("no_noise")[14] < 1e-3 * errors("no_noise")[5]
    assert column(Capacity(), "test_error")[14] > 10 * column(Capacity(), "test_error")[5]


def test_ridge_brings_the_right_end_down() -> None:
    assert errors("ridge_polynomial")[-1] < 0.3


def test_wide_networks_hardly_over_fit() -> None:
    small = BY_CODE["networks"].replace(epochs=300, seeds=4)
    assert (
        column(small, "parameters")[-1] > 700
        and column(small, "test_error")[-1] < 1.5 * column(small, "test_error").min()
    )


def test_too_little_patience_stops_before_anything_is_learned() -> None:
    assert errors("impatient", "stop_epoch")[-1] < 20 and errors("impatient", "stopped_error")[-1] > 0.4


def test_few_validation_points_promise_too_much() -> None:
    *_, last = run(BY_CODE["few_validation"])
    assert np.median(last.probes["marks"][2]) < 0.8 * last.metrics["stopped_error"]


def test_with_plenty_of_points_the_two_errors_stay_together() -> None:
    config = BY_CODE["plenty"].replace(epochs=500, seeds=4)
    assert column(config, "test_error")[-1] < 1.5 * column(config, "train_error")[-1]


def test_small_batches_still_stop() -> None:
    assert errors("stochastic", "stopped_share")[-1] > 0.5


def test_l1_clears_nine_tenths_before_the_fit_suffers() -> None:
    zeros, test = errors("sparse", "zeros"), errors("sparse")
    assert test[zeros > 0.9].min() < test[0]


@pytest.mark.parametrize("code", ["dropout", "jitter", "more_data", "stop_early"])
def test_a_remedy_helps(code: str) -> None:
    config = BY_CODE[code].replace(seeds=4, values=8)
    test = column(config, "test_error")
    assert test.min() < 0.85 * test[0]


def test_fewer_epochs_mean_smaller_weights() -> None:
    config = BY_CODE["stop_early"].replace(seeds=4, values=8)
    assert (np.diff(column(config, "norm")) < 0).all()


def test_past_the_peak_the_error_falls_below_its_first_minimum() -> None:
    config = BY_CODE[PREDICTION.preset]
    assert isinstance(config, Descent)
    test = column(config, "test_error")
    peak = int(test.argmax())
    assert config.swept[peak] == config.threshold and config.swept[-1] == 20 * config.samples
    assert test[-1] < test[:peak].min() and PREDICTION.right == "falls"
    *_, last = run(config)
    assert "0." in PREDICTION.tell("falls", last.metrics)


def test_more_samples_hurt_up_to_the_threshold() -> None:
    config, test = BY_CODE["more_data_hurts"], errors("more_data_hurts")
    assert isinstance(config, Descent)
    assert test[config.swept.index(40)] > 10 * test[config.swept.index(12)]


def test_epochs_go_down_up_and_down() -> None:
    test = errors("epochwise")
    peak = 5 + int(test[5:20].argmax())
    assert test[:peak].min() < test[peak] > 1.5 * test[peak:].min()


def test_ridge_flattens_the_peak() -> None:
    config, test = BY_CODE["ridge_descent"], errors("ridge_descent")
    assert isinstance(config, Descent)
    assert test[config.swept.index(40)] < test[0]


def test_a_network_needs_many_patients_and_a_line_fewer() -> None:
    network, line = errors("diabetes"), errors("diabetes_linear")
    config = BY_CODE["diabetes"]
    assert isinstance(config, Real)
    enough = np.array(config.counts) > 30
    assert network[0] > 1 and (network[enough] > line[enough]).all()


def test_weight_decay_takes_the_false_confidence() -> None:
    decayed, plain = errors("cancer_decay", "test_loss"), column(Real(), "test_loss")
    assert decayed[-4:].mean() < plain[-4:].mean()
    assert abs(errors("cancer_decay")[-4:] - column(Real(), "test_error")[-4:]).max() < 0.02


def test_leakage_is_luck() -> None:
    coin, honest, large = (BY_CODE[code].replace(epochs=30, width=4) for code in ("coin", "honest", "large_test"))
    assert column(coin, "optimism")[-1] > 0.05 and column(coin, "mean_fresh")[-1] == pytest.approx(0.5, abs=0.01)
    assert abs(column(honest, "optimism")[-1]) < 0.04
    assert column(large, "optimism")[-1] < column(Leakage(epochs=30, width=4), "optimism")[-1]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_a_question_has_one_right_answer_and_a_reply_of_its_own_to_each(question) -> None:
    assert sum(option.right for option in question.options) == 1
    for attribute in ("code", "text", "reply"):
        assert len({getattr(option, attribute) for option in question.options}) == len(question.options) >= 3


def test_right_answers_do_not_always_stand_in_one_place() -> None:
    assert len({[option.right for option in question.options].index(True) for question in QUESTIONS}) > 1


def test_rooms_of_the_presets_are_the_rooms() -> None:
    rooms = {Capacity, Stopping, Remedies, Descent, Real, Leakage}
    assert {type(config) for config in BY_CODE.values()} == rooms
