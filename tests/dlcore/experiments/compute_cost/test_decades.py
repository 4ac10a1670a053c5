"""The line through the models and the estimate of energy, against laws and examples by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.datasets.milestones import milestones
from dlcore.experiments.compute_cost import run
from dlcore.experiments.compute_cost.config import LATEST, History
from dlcore.experiments.compute_cost.decades import LEAST, chosen, doubling, energy


@pytest.mark.parametrize("months", [3.4, 6.0, 24.0])
def test_a_known_time_to_double_is_recovered(months: float) -> None:
    years = np.array([2012.0, 2014.5, 2017.2, 2021.9])
    slope, start = doubling(years, 1e18 * 2 ** ((years - 2012) * 12 / months))
    assert 12 / slope == pytest.approx(months) and 2 ** (slope * 2012 + start) == pytest.approx(1e18, rel=1e-6)


def test_the_last_frame_is_the_line_through_all_chosen_models() -> None:
    config = History(since=2017)
    *_, last = run(config)
    every = [each for each in milestones() if each.year >= 2017]
    slope, start = np.polyfit([each.year for each in every], np.log2([each.flop for each in every]), 1)
    assert last.metrics["models"] == len(every) and last.metrics["doubling_months"] == pytest.approx(12 / slope)
    assert last.metrics["tenfold_years"] == pytest.approx(np.log2(10) / slope)
    trend = [(slope * each.year + start) * np.log10(2) for each in every]
    np.testing.assert_allclose(last.probes["trend"], trend)
    np.testing.assert_allclose(last.probes["shown"], np.log10([each.flop for each in every]))


def test_there_is_no_line_before_there_are_models_enough() -> None:
    first, second, third, *_ = run(History(since=2017))
    for snapshot in (first, second):
        assert snapshot.metrics["doublings_a_year"] == 0 and np.isnan(snapshot.probes["trend"]).all()
    assert third.step == LEAST and np.isfinite(third.probes["trend"]).all()


def test_energy_is_operations_over_operations_per_joule_used_times_the_building() -> None:
    config = History(flop_per_joule=1e12, utilisation=0.5, overhead=1.5)
    assert energy(config, 3.6e6 * 1e12) == pytest.approx(1 / 0.5 * 1.5)  # kWh
    assert energy(config.replace(flop_per_joule=1e10), 1e20) == pytest.approx(100 * energy(config, 1e20))


def test_its_own_training_is_counted_twice_for_each_multiply_accumulate() -> None:
    config = History(width=16, depth=1, epochs=2)
    forward, backward = 784 * 16 + 16 * 10, 784 * 16 + 2 * 16 * 10
    assert config.own_flop == 2 * (forward + backward) * 4000 * 2


def test_the_latest_start_still_leaves_a_line() -> None:
    assert len(chosen(History(since=LATEST))) >= LEAST
