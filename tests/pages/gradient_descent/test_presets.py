"""Each preset shows what it says."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from dlcore.experiments.gradient_descent import run, scene
from dlcore.experiments.gradient_descent.config import Landscape, Race, Rates
from dlcore.snapshot import Snapshot
from pages.gradient_descent.lesson import PREDICTION
from pages.gradient_descent.panels import TITLES
from pages.gradient_descent.presets import PRESETS

CONFIGS = {preset.code: preset.config for preset in PRESETS}


@cache
def film(code: str) -> list[Snapshot]:
    return list(run(CONFIGS[code], probes=("spectrum",)))


def final(code: str) -> dict[str, float]:
    return film(code)[-1].metrics


def history(code: str, metric: str) -> np.ndarray:
    return np.array([each.metrics[metric] for each in film(code)])


def race(code: str) -> Race:
    config = CONFIGS[code]
    assert isinstance(config, Race)
    return config


def path(code: str, racer: str) -> np.ndarray:
    """(frames, 2)."""
    k = [each.code for each in race(code).lineup].index(racer)
    return np.stack([each.probes["parameters"].reshape(-1, 2)[k] for each in film(code)])


def test_codes_are_distinct_and_every_room_has_three_to_eight() -> None:
    assert len(CONFIGS) == len(PRESETS)
    for kind in (Race, Landscape, Rates):
        assert 3 <= sum(isinstance(config, kind) for config in CONFIGS.values()) <= 8


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_a_preset_runs_to_its_end_and_opens_panels_that_there_are(preset) -> None:
    assert not film(preset.code)[-1].diverged
    assert set(preset.panels) <= set(TITLES[preset.config.experiment])


def test_two_percent_past_the_edge_sgd_is_lost_and_momentum_is_not() -> None:
    config = race("past_the_edge")
    assert config.lr == pytest.approx(1.02 * 2 / config.condition)
    last = final("past_the_edge")
    assert 100 < last["sgd_stopped"] < config.steps and last["momentum_loss"] < 1e-3
    losses = history("past_the_edge", "sgd_loss")[12 : int(last["sgd_stopped"])]
    assert (np.diff(losses) > 0).all()


def test_the_prediction_comes_true() -> None:
    assert PREDICTION.preset in CONFIGS and PREDICTION.right == "lost"
    assert PREDICTION.tell("lost", final("past_the_edge")).startswith("**As you predicted.**")


def test_in_the_narrow_valley_sgd_zigzags_and_momentum_gets_farther() -> None:
    walked = path("narrow_valley", "sgd")
    turns = np.sign(np.diff(walked, axis=0))[:20]
    assert (np.diff(turns[:, 0]) != 0).mean() > 0.8
    last = final("narrow_valley")
    assert last["momentum_loss"] < 0.01 * last["sgd_loss"]


def test_everyone_finds_the_ravines_floor_but_not_all_get_along_it() -> None:
    after = {name: value for name, value in film("ravine")[60].metrics.items() if name.endswith("_loss")}
    assert max(after.values()) < 6
    losses = [value for name, value in final("ravine").items() if name.endswith("_loss")]
    assert min(losses) < 0.01 and max(losses) > 1


def test_on_the_saddle_plain_sgd_hesitates_longest_of_the_plain_ones() -> None:
    def left(racer: str) -> int:
        return int((np.abs(path("saddle", racer)[:, 1]) > 0.5).argmax())

    assert left("sgd") > left("momentum") > 0
    assert left("adam") > 0 and left("adam") < left("sgd")


def test_from_one_start_they_end_in_several_valleys() -> None:
    ends = {tuple(np.round(path("four_valleys", each.code)[-1]).tolist()) for each in race("four_valleys").lineup}
    assert len(ends) >= 2


def test_falling_schedules_come_to_rest_and_the_constant_one_does_not() -> None:
    late = {code: history("schedules", f"{code}_loss")[-60:].mean() for code in ("constant", "cosine", "onecycle")}
    assert late["cosine"] < 0.2 * late["constant"] and late["onecycle"] < 0.2 * late["constant"]


def test_the_tiny_rate_crawls_and_the_huge_one_is_lost_at_once() -> None:
    last = final("five_rates")
    assert last["rate1_loss"] > 1 and last["rate3_loss"] < 1e-3 and 1 <= last["rate5_stopped"] <= 5


def test_the_paths_own_plane_holds_nearly_all_of_it_and_a_random_one_hardly_any() -> None:
    assert scene(CONFIGS["stay_in_the_plane"]).share > 0.9
    assert scene(CONFIGS["random_plane"]).share < 0.2


def test_sharpness_climbs_to_what_the_rate_bears_and_stays() -> None:
    config, sharpness = CONFIGS["edge_of_stability"], history("edge_of_stability", "sharpness")
    assert isinstance(config, Landscape)
    assert sharpness[0] < 0.3 * 2 / config.lr
    late = sharpness[-15:]
    assert (np.abs(late * config.lr / 2 - 1) < 0.15).all()
    losses = history("edge_of_stability", "train_loss")
    assert losses[-1] < 0.5 * losses[len(losses) // 3]


def test_with_small_batches_the_noise_scale_grows_beyond_the_batch() -> None:
    scale = history("small_batches", "noise_scale")
    assert scale[-1] > 10 * scale[0] and scale[-1] > 5


def test_the_linear_curve_breaks_off_at_the_known_edge() -> None:
    config = CONFIGS["known_edge"]
    assert isinstance(config, Rates) and config.is_quadratic
    lost = np.isnan(film("known_edge")[-1].probes["losses"])
    first_lost = np.array(config.rates)[lost].min()
    assert 1 < first_lost / scene(config).edge < 1.3


def test_a_network_bears_rates_beyond_its_first_edge() -> None:
    config, losses = CONFIGS["network_edge"], film("network_edge")[-1].probes["losses"]
    beyond = np.array(CONFIGS["network_edge"].rates) > scene(config).edge  # type: ignore[union-attr]
    assert np.nanmin(losses[beyond]) < 0.5 * scene(config).start


def test_adam_loses_none() -> None:
    assert final("adam_rates")["diverged_count"] == 0
