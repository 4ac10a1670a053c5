"""The settings of the four experiments: what travels in links, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore.config import ConfigError
from dlcore.experiments.backpropagation.config import DepthSweep, LoopMistake, OneSample, UnitCensus

WEIGHT = st.floats(-10, 10).map(lambda x: round(x, 3) + 0.0)


@given(st.lists(WEIGHT, min_size=15, max_size=15), st.tuples(WEIGHT, WEIGHT), WEIGHT)
def test_weights_inputs_and_target_travel_in_a_link(weights, inputs, target):
    config = OneSample(weights=tuple(weights), inputs=inputs, target=target)
    assert OneSample.from_query(config.to_query()) == (config, {})


def test_the_largest_network_still_fits_into_a_link():
    config = OneSample(hidden=(4, 4, 4), weights=(-1.234567,) * 57)
    assert "weights" in config.to_query()
    assert OneSample.from_query(config.to_query()) == (config, {})


@pytest.mark.parametrize("text", ["0.5_0.5", "nan_" * 14 + "1", "1__2", "0.5-0.5", "99_" * 14 + "1", "1_" * 400 + "1"])
def test_weights_that_make_no_sense_are_ignored(text):
    config, ignored = OneSample.from_query({"weights": text, "seed": "3"})
    assert config == OneSample(seed=3)
    assert list(ignored) == ["weights"]


def test_a_probability_is_wanted_for_cross_entropy():
    with pytest.raises(ConfigError) as refusal:
        OneSample(loss="cross_entropy", target=1.5)
    assert (refusal.value.field, refusal.value.reason) == ("target", "target_probability")


def test_drawn_weights_are_short_not_zero_and_follow_the_seed():
    starts = [OneSample(hidden=(4, 3), seed=seed).start for seed in range(20)]
    assert len(set(starts)) == 20
    for start in starts:
        assert len(start) == OneSample(hidden=(4, 3)).parameters
        assert all(0.05 <= abs(weight) <= 1.2 and round(weight, 2) == weight for weight in start)


def test_each_experiment_has_its_code():
    codes = [each.experiment for each in (OneSample, DepthSweep, UnitCensus, LoopMistake)]
    assert codes == ["", "depth", "units", "loop"]


def test_a_census_that_would_take_minutes_is_refused():
    with pytest.raises(ConfigError) as refusal:
        UnitCensus(hidden=(32, 32, 32, 32), epochs=500)
    assert refusal.value.reason == "too_much_work"
