"""64 learning rates at once: each is the run that it would be alone, and the quadratic's edge is 2/λmax."""

import numpy as np
import pytest

from dlcore.experiments.gradient_descent import examine, run, scene
from dlcore.experiments.gradient_descent.config import Rates
from dlcore.experiments.neural_network import run as train
from dlcore.experiments.neural_network.experiment import scene as points_of


@pytest.mark.parametrize(
    "changes", [{}, {"dataset": "moons", "hidden": (4,), "batch_size": 20, "optimizer": "momentum"}]
)
def test_each_of_them_is_the_run_that_it_would_be_alone(changes):
    config = Rates(epochs=10, samples=60, highest=0.2, **changes)
    losses = list(run(config))[-1].probes["losses"]
    for i in (0, 20, 45, 63):
        alone = list(train(config.network(config.rates[i]), probes=()))[-1]
        assert losses[i] == pytest.approx(alone.metrics["train_loss"], rel=1e-9)


@pytest.mark.parametrize(("optimizer", "reach"), [("sgd", 1.0), ("momentum", 1.9), ("nesterov", 1.9 / 2.8)])
def test_the_edge_of_a_quadratic_loss_follows_from_the_data(optimizer, reach):
    config = Rates(optimizer=optimizer, epochs=300, lowest=0.05, highest=1.0)
    data = points_of(config.network(0.1))
    x = np.column_stack([data.inputs, np.ones(len(data.inputs))])[data.is_train]
    expected = reach * 2 / np.linalg.eigvalsh(2 * x.T @ x / len(x)).max()
    assert scene(config).edge == pytest.approx(expected, rel=1e-9)
    stopped = np.isnan(list(run(config))[-1].probes["losses"])
    rates = np.array(config.rates)
    assert not stopped[rates < 0.97 * expected].any() and stopped[rates > 1.05 * expected].all()
    assert config.is_quadratic


def test_only_an_exact_quadratic_has_a_known_edge():
    assert Rates().is_quadratic
    for other in (Rates(hidden=(4,)), Rates(dataset="moons"), Rates(batch_size=10), Rates(optimizer="adam")):
        assert not other.is_quadratic
    assert scene(Rates(optimizer="adam")).edge == 0.0


def test_rates_are_even_on_a_logarithmic_scale():
    rates = Rates(lowest=0.01, highest=1.0).rates
    assert len(rates) == 64 and rates[0] == 0.01 and rates[-1] == pytest.approx(1.0)
    np.testing.assert_allclose(np.diff(np.log(rates)), np.log(100) / 63)


def test_the_diverged_are_counted_marked_and_stay_so():
    seen = list(run(Rates()))
    last = seen[-1]
    lost = np.isnan(last.probes["losses"])
    assert last.metrics["diverged_count"] == lost.sum() > 0
    np.testing.assert_array_equal(np.isnan(last.probes["lost"]), ~lost)
    counts = [each.metrics["diverged_count"] for each in seen]
    assert counts == sorted(counts) and counts[0] == 0
    best = int(np.nanargmin(last.probes["losses"]))
    assert last.metrics["best_loss"] == last.probes["losses"][best]
    assert last.metrics["best_rate"] == Rates().rates[best]


def test_a_run_from_any_checkpoint_is_bit_for_bit_the_rest_of_it():
    config = Rates(epochs=20, batch_size=20)
    whole = list(run(config))
    for i in (0, 5, 12):
        rest = list(run(config, whole[i].checkpoint))
        assert [each.metrics for each in rest] == [each.metrics for each in whole[i + 1 :]]
        for ours, before in zip(rest, whole[i + 1 :], strict=True):
            np.testing.assert_array_equal(ours.probes["losses"], before.probes["losses"])


def test_the_examination_measures_the_best_one_on_fresh_points():
    config = Rates()
    last = list(run(config))[-1]
    fresh = examine(config, last.probes["parameters"])
    assert 0 < fresh["fresh_loss"] < 0.02
    everyone_lost = Rates(lowest=5.0, highest=10.0)
    assert examine(everyone_lost, list(run(everyone_lost))[-1].probes["parameters"]) == {}
