"""Each preset shows what it claims, by the numbers of its own run."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from dlcore.experiments.linear_regression import Config, run, scene
from dlcore.experiments.linear_regression.facts import bowls, training_rows
from dlcore.models.least_squares import bowl, least_squares
from dlcore.snapshot import Snapshot
from pages.linear_regression import panels
from pages.linear_regression.lesson import PREDICTION
from pages.linear_regression.presets import PRESETS

CONFIGS = {preset.code: preset.config for preset in PRESETS}


@cache
def film(code: str) -> list[Snapshot]:
    return list(run(CONFIGS[code]))


def final(code: str) -> dict[str, float]:
    return film(code)[-1].metrics


def share_of_edge(code: str) -> float:
    config = CONFIGS[code]
    return config.lr / bowl(training_rows(scene(config))[0]).largest_rate


def across_the_valley(code: str) -> np.ndarray:
    """Distance along the steepest direction, with its sign, at the first epochs."""
    data = scene(CONFIGS[code])
    x, y = training_rows(data)
    path = np.stack([each.probes["parameters"] for each in film(code)])[:6]
    return (path - least_squares(x, y)) @ bowl(x).directions[:, -1]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_a_preset_ends_as_it_should_and_opens_panels_that_there_are(preset) -> None:
    assert film(preset.code)[-1].diverged == (preset.code == "above_the_edge")
    assert set(preset.panels) <= panels.offered(preset.config.experiment).keys()


def test_the_standardised_bowl_is_round_and_twenty_epochs_are_enough() -> None:
    config = CONFIGS["standardised"]
    assert config.lr == 40 * Config().lr and config.epochs == 20
    assert bowls(config, scene(config)).seen.condition == pytest.approx(1)
    assert final("standardised")["prediction"] == pytest.approx(10, abs=1e-9)


def test_the_edge_is_about_twelve_times_the_articles_rate() -> None:
    assert bowls(Config(), scene(Config())).seen.largest_rate / Config().lr == pytest.approx(12, abs=0.1)


def test_just_below_and_just_above_jump_across_and_part_ways() -> None:
    assert share_of_edge("below_the_edge") == pytest.approx(0.98, abs=0.001)
    assert share_of_edge("above_the_edge") == pytest.approx(1.02, abs=0.001)
    below, above = across_the_valley("below_the_edge"), across_the_valley("above_the_edge")
    for along in (below, above):
        assert (along[1:] * along[:-1] < 0).all()
    assert (np.diff(np.abs(below)) < 0).all() and (np.diff(np.abs(above)) > 0).all()
    assert final("below_the_edge")["prediction"] == pytest.approx(10, abs=1e-6)


def test_one_point_at_a_time_keeps_trembling() -> None:
    late = [each.metrics["distance"] for each in film("one_at_a_time")[-40:]]
    assert np.std(late) > 0.05 and min(late) > 1e-3


def test_outliers_turn_the_squared_errors_line_and_not_hubers() -> None:
    truth = Config().slope
    assert abs(final("outliers")["slope"] - truth) > 5 * abs(final("outliers_huber")["slope"] - truth)


def test_anscombes_four_end_on_one_line() -> None:
    ends = [list(run(CONFIGS["anscombe"].replace(quartet=n)))[-1].metrics for n in (1, 2, 3, 4)]  # type: ignore[call-arg]
    for name in ("slope", "intercept", "train_loss"):
        assert np.ptp([each[name] for each in ends]) < 0.01


def test_the_lasso_leaves_some_weights_at_exactly_zero() -> None:
    weights = film("lasso")[-1].probes["parameters"][:-1]
    assert 1 <= (weights == 0).sum() < 10


def test_the_prediction_comes_true() -> None:
    assert PREDICTION.right in PREDICTION.options
    assert PREDICTION.tell(PREDICTION.right, final(PREDICTION.preset)).startswith("**As you predicted.**")
