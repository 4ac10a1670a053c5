"""Each preset shows what it claims, by the numbers of its own run."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from dlcore.config import Config
from dlcore.experiments.convolutional_network import run, scene
from dlcore.experiments.convolutional_network.config import Compare, LearnKernel, Network
from dlcore.experiments.convolutional_network.looking import look
from dlcore.models.blocks import macs, parameters
from dlcore.snapshot import Snapshot
from pages.convolutional_network import panels
from pages.convolutional_network.lesson import PREDICTION, QUESTIONS
from pages.convolutional_network.presets import PRESETS

CONFIGS: dict[str, Config] = {preset.code: preset.config for preset in PRESETS}


@cache
def film(config: Config) -> list[Snapshot]:
    return list(run(config, probes=("shifted",) if isinstance(config, Compare) else ()))


def last(code: str) -> dict[str, float]:
    return film(CONFIGS[code])[-1].metrics


def network(code: str) -> Network:
    config = CONFIGS[code]
    assert isinstance(config, Network)
    return config


def kernel(code: str) -> np.ndarray:
    return film(CONFIGS[code])[-1].probes["parameters"].reshape(3, 3)


def test_codes_and_configs_are_distinct() -> None:
    assert len(CONFIGS) == len(PRESETS) == len(set(CONFIGS.values()))
    assert all(config != type(config)() for config in CONFIGS.values())


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_its_panels_exist(preset) -> None:
    assert set(preset.panels) <= panels.offered(preset.config).keys()


def test_the_right_answer_is_what_happens() -> None:
    assert (PREDICTION.preset, PREDICTION.right) == ("shuffled", "lead_goes")
    ordered, shuffled = film(Compare())[-1].metrics, last("shuffled")
    assert ordered["cnn_test_accuracy"] > ordered["mlp_test_accuracy"] + 0.05
    assert shuffled["cnn_test_accuracy"] < shuffled["mlp_test_accuracy"] + 0.02
    assert abs(shuffled["mlp_test_accuracy"] - ordered["mlp_test_accuracy"]) < 0.08
    assert "%" in PREDICTION.tell("same", shuffled)


def test_small_digits_are_learned_in_a_moment() -> None:
    assert last("small_digits")["test_accuracy"] > 0.97


def test_without_an_activation_a_linear_map_is_left() -> None:
    config = network("no_activation")
    row = film(config.replace(steps=30))[-1].probes["parameters"]
    images = np.random.default_rng(0).random((3, 28, 28))
    a, b, zero = (each.logits for each in look(config, row, np.stack([images[0], images[1], 0 * images[0]])))
    (between,) = look(config, row, (0.3 * images[0] + 0.7 * images[1])[None])
    assert between.logits == pytest.approx(0.3 * a + 0.7 * b)
    assert not np.allclose(a - zero, b - zero)


def test_a_stride_takes_pooling_place_for_fewer_products() -> None:
    stride, default = network("stride"), Network()
    assert stride.parameters == default.parameters
    assert macs(stride.layers) < macs(default.layers) / 3


def test_augmentation_narrows_the_gap_of_two_hundred_images() -> None:
    bare, augmented = (film(network(code).replace(steps=150))[-1].metrics for code in ("few_images", "few_augmented"))
    assert bare["train_accuracy"] > 0.995
    assert bare["train_accuracy"] - bare["test_accuracy"] > 0.07
    assert augmented["test_accuracy"] > bare["test_accuracy"] + 0.02


def test_dropouts_dense_layer_doubles_the_parameters() -> None:
    assert 1.8 < network("dropout").parameters / Network().parameters < 2


def test_too_large_a_step_ruins_the_network() -> None:
    assert film(CONFIGS["diverging"])[-1].diverged or last("diverging")["test_accuracy"] < 0.2


def test_a_blurs_sum_is_found_long_before_its_differences() -> None:
    frames = film(CONFIGS["blur"])
    early = next(each for each in frames if each.step >= 20).probes["parameters"]
    assert early.sum() == pytest.approx(1, abs=0.1)
    assert abs(early - 1 / 9).max() > 0.2


def test_random_pixels_are_quicker_than_digits() -> None:
    assert last("random_pixels")["distance"] < 1e-3 < film(LearnKernel())[-1].metrics["distance"]


def test_an_even_grey_leads_to_a_wrong_kernel_without_loss() -> None:
    assert last("even_grey")["train_loss"] < 1e-9 and last("even_grey")["distance"] > 1
    assert kernel("even_grey").sum() == pytest.approx(1)


def test_past_the_limit_the_run_diverges() -> None:
    config = CONFIGS["too_fast"]
    assert isinstance(config, LearnKernel)
    assert config.lr > 2 / scene(config).steepest and film(config)[-1].diverged


def test_noise_is_where_the_loss_stops() -> None:
    assert last("noisy")["train_loss"] == pytest.approx(0.25, rel=0.1)
    assert abs(kernel("noisy") - scene(CONFIGS["noisy"]).true).max() < 0.25


def test_ten_times_the_parameters_do_not_make_up_for_it() -> None:
    assert last("ten_times")["mlp_test_accuracy"] < last("ten_times")["cnn_test_accuracy"] - 0.02
    assert last("ten_times")["mlp_test_accuracy"] > film(Compare())[-1].metrics["mlp_test_accuracy"] + 0.03


def test_training_on_shifts_helps_the_convolutional_network_with_shifts() -> None:
    shorter = CONFIGS["shifted_training"].replace(steps=200)
    trained, plain = (film(config)[-1].probes["shifted"] for config in (shorter, Compare()))
    assert trained[0, 3] > plain[0, 3] + 0.2
    assert trained[0, 3] > trained[1, 3] + 0.2


def test_no_pooling_has_over_ten_times_the_parameters_nearly_all_dense() -> None:
    config = CONFIGS["no_pooling"]
    assert isinstance(config, Compare)
    layers = config.convolutional
    assert parameters(layers) > 10 * parameters(Compare().convolutional)
    assert layers[-1].parameters > 0.9 * parameters(layers)


def test_every_wrong_answer_has_a_reply_of_its_own() -> None:
    for question in QUESTIONS:
        assert sum(option.right for option in question.options) == 1
        assert len({option.reply for option in question.options}) == len(question.options) >= 3
