"""Each preset shows what it claims, by the numbers of its own run."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from dlcore.experiments.backpropagation import run, scene
from dlcore.experiments.backpropagation.config import OneSample
from dlcore.snapshot import Snapshot
from pages.backpropagation.lesson import PREDICTION
from pages.backpropagation.panels import TITLES
from pages.backpropagation.presets import PRESETS

CONFIGS = {preset.code: preset.config for preset in PRESETS}


@cache
def film(code: str) -> list[Snapshot]:
    return list(run(CONFIGS[code], probes=CONFIGS[code].default_probes))


def ends(code: str) -> dict[str, float]:
    return film(code)[-1].metrics


def test_codes_are_distinct_and_no_preset_diverges() -> None:
    assert len(CONFIGS) == len(PRESETS)
    assert not any(film(code)[-1].diverged for code in CONFIGS)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_a_presets_panels_are_those_of_its_experiment(preset) -> None:
    assert set(preset.panels) <= TITLES[preset.config.experiment].keys()


def test_a_single_chain_has_one_path() -> None:
    config = CONFIGS["one_chain"]
    assert isinstance(config, OneSample)
    assert set(config.hidden) == {1}


def test_many_paths_meet_in_every_unit_of_the_first_layer() -> None:
    nodes = scene(CONFIGS["many_paths"]).nodes
    assert nodes["z2"].size == 3
    assert nodes["h1"].size == 3


def test_the_dead_end_stops_before_the_first_layer() -> None:
    graph, first = scene(CONFIGS["dead_relu"]), film("dead_relu")[0]
    values, gradients = graph.cut(first.probes["values"]), graph.cut(first.probes["gradients"])
    assert (values["z1"] < 0).all()
    assert np.abs(gradients["h1"]).max() > 0.01
    assert (gradients["W1"] == 0).all()
    assert {each.metrics["first_gradient_norm"] for each in film("dead_relu")} == {0}


def test_a_step_too_far_makes_it_worse_with_the_same_gradient() -> None:
    first, default = film("overshoot")[0], next(run(OneSample()))
    assert first.metrics == default.metrics
    assert film("overshoot")[1].metrics["loss"] > first.metrics["loss"]


def test_sure_and_wrong_is_pushed_by_the_error_itself() -> None:
    config, graph, first = CONFIGS["sure_and_wrong"], scene(CONFIGS["sure_and_wrong"]), film("sure_and_wrong")[0]
    assert isinstance(config, OneSample)
    z = graph.cut(first.probes["values"])["z3"][0]
    assert graph.cut(first.probes["gradients"])["z3"][0] == pytest.approx(1 / (1 + np.exp(-z)) - config.target)


def test_vanishing_loses_twenty_powers_of_ten() -> None:
    assert ends("vanishing")["first_norm"] < 1e-20 * ends("vanishing")["last_norm"]


def test_he_keeps_relu_level_and_its_band_widens() -> None:
    assert 0.1 < ends("healthy")["first_norm"] / ends("healthy")["last_norm"] < 10
    low, _median, high = film("healthy")[-1].probes["norms"][:, 0]
    low_before, _median, high_before = film("healthy")[0].probes["norms"][:, 0]
    assert high - low > 2 * (high_before - low_before)


def test_exploding_grows_towards_the_first_layer() -> None:
    assert ends("exploding")["first_norm"] > 100 * ends("exploding")["last_norm"]


def test_more_than_half_of_the_units_die() -> None:
    shares = [each.metrics["dead_share"] for each in film("killed")]
    assert shares[-1] > 0.5
    assert max(shares[:11]) > 0.5  # within a few epochs
    assert shares[0] < 0.1


def test_zero_init_never_parts_its_sixteen_units() -> None:
    assert film("zero_init")[-1].probes["unit_weights"].shape == (2, 16)
    assert {each.metrics["different"] for each in film("zero_init")} == {1}
    assert ends("zero_init")["train_loss"] < film("zero_init")[0].metrics["train_loss"] - 0.1


def test_the_prediction_comes_true() -> None:
    assert PREDICTION.preset == "forgotten"
    assert PREDICTION.right in PREDICTION.options
    outcome = PREDICTION.tell(PREDICTION.right, ends("forgotten"))
    assert outcome.startswith("**As you predicted.**")
    slopes = np.array([each.probes["paths"][2] for each in film("forgotten")])
    assert (np.diff(np.sign(slopes - 2)) != 0).sum() >= 6  # it swings round the slope of 2
    assert ends("forgotten")["loss_without"] > 5 * ends("forgotten")["loss_with"]
