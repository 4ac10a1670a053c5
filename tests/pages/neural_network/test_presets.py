"""Each preset shows what it claims, by the numbers of its own run."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from dlcore.experiments.neural_network import replay, run, scene
from dlcore.snapshot import Snapshot
from pages.neural_network.lesson import PREDICTION
from pages.neural_network.presets import PRESETS

CONFIGS = {preset.code: preset.config for preset in PRESETS}


@cache
def film(code: str) -> list[Snapshot]:
    return list(run(CONFIGS[code], probes=()))


def history(code: str, metric: str) -> np.ndarray:
    return np.array([snapshot.metrics[metric] for snapshot in film(code)])


def first_layer(code: str) -> np.ndarray:
    """(frames, units, inputs + 1): the first layer's weights and, last, its biases."""
    inputs, units = CONFIGS[code].sizes[:2]
    rows = np.stack([snapshot.probes["parameters"] for snapshot in film(code)])
    weights = rows[:, : inputs * units].reshape(-1, units, inputs)
    return np.concatenate([weights, rows[:, inputs * units : (inputs + 1) * units, None]], axis=2)


def gradient_norms(code: str) -> np.ndarray:
    """(frames, layers)."""
    rows = np.stack([snapshot.probes["parameters"] for snapshot in film(code)])
    return replay(CONFIGS[code], rows, ["gradient_norms"])["gradient_norms"]


def test_codes_are_distinct() -> None:
    assert len(CONFIGS) == len(PRESETS)


@pytest.mark.parametrize("code", CONFIGS)
def test_a_preset_runs_to_its_end_unless_it_is_meant_to_diverge(code: str) -> None:
    assert film(code)[-1].diverged == (code == "lr_too_high")


@pytest.mark.parametrize("code", ["linear_circles", "depth_without_activation"])
def test_a_straight_line_cannot_do_circles(code: str) -> None:
    assert history(code, "test_accuracy").max() < 0.7


def test_depth_without_activation_has_a_straight_boundary() -> None:
    """Logits along any line through the plane are affine, so those of a grid have no second difference."""
    code = "depth_without_activation"
    (surface,) = replay(CONFIGS[code], film(code)[-1].probes["parameters"][None], ["surface"])["surface"]
    logits = np.log(surface.astype(float)) - np.log1p(-surface.astype(float))
    assert np.abs(np.diff(logits, 2, axis=0)).max() < 1e-3
    assert np.abs(np.diff(logits, 2, axis=1)).max() < 1e-3


def test_two_units_solve_xor() -> None:
    assert CONFIGS["xor_two_units"].hidden == (2,)
    assert history("xor_two_units", "test_accuracy")[-1] >= 0.97


@pytest.mark.parametrize("code", ["spiral_features", "spiral_depth"])
def test_the_spiral_is_solved_by_features_and_by_depth(code: str) -> None:
    assert history(code, "test_accuracy")[-1] >= 0.95


def test_zero_init_never_breaks_symmetry_though_it_learns() -> None:
    layer = first_layer("zero_init")
    assert np.ptp(layer, axis=1).max() < 1e-12
    assert np.abs(layer[-1]).max() > 0.1
    assert history("zero_init", "train_loss")[-1] < history("zero_init", "train_loss")[0] - 0.1


def test_the_rate_too_high_lies_beyond_the_sharpest_curvature() -> None:
    """A linear model's loss is a parabola in the weights; its curvature 2 XᵀX / n is known without training."""
    config = CONFIGS["lr_too_high"]
    data = scene(config)
    x = np.column_stack([data.inputs, np.ones(len(data.inputs))])[data.is_train]
    edge = 2 / np.linalg.eigvalsh(2 * x.T @ x / len(x)).max()
    assert edge < config.lr < 1.5 * edge
    loss = history("lr_too_high", "train_loss")
    assert loss[-1] > 1000
    assert (np.diff(loss[2:-1]) > 0).all()
    assert not list(run(config.replace(lr=0.9 * edge), probes=()))[-1].diverged


def test_overfitting_knows_the_training_points_and_gets_worse_on_others() -> None:
    test_loss = history("overfitting", "test_loss")
    assert history("overfitting", "train_accuracy")[-1] >= 0.98
    assert test_loss[-1] > 2 * test_loss.min()
    assert 0 < test_loss.argmin() < len(test_loss) / 2


def test_six_sigmoid_layers_stall() -> None:
    assert history("sigmoid_stall", "train_accuracy")[-1] < 0.6
    norms = gradient_norms("sigmoid_stall")
    passed_back = norms[0, :-1] / norms[0, 1:]
    assert (passed_back > 1 / 8).all()
    assert (passed_back < 1 / 4).all()
    assert norms[:, 0].max() < 1e-4


def test_the_prediction_is_about_a_preset_and_comes_true() -> None:
    config = CONFIGS[PREDICTION.preset]
    assert config.hidden == (8, 8, 8, 8)
    assert config.activation == ("identity",)
    assert PREDICTION.right in PREDICTION.options
    outcome = PREDICTION.tell(PREDICTION.right, film(PREDICTION.preset)[-1].metrics)
    assert outcome.startswith("**As you predicted.**")
