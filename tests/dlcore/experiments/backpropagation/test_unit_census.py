"""Dead and equal units, counted by brute force."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch

from dlcore.experiments.backpropagation import examine, replay, run, scene
from dlcore.experiments.backpropagation.config import UnitCensus

PROBES = ("dead", "unit_weights")


def layers_of(config: UnitCensus, row: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    found, start = [], 0
    for fan_in, fan_out in pairwise(config.sizes):
        end = start + fan_in * fan_out
        found.append((row[start:end].reshape(fan_out, fan_in), row[end : end + fan_out]))
        start = end + fan_out
    return found


def test_dead_relu_units_are_those_that_never_fire() -> None:
    config = UnitCensus(lr=3.0, batch_size=5, epochs=8)
    snapshots = list(run(config, probes=PROBES))
    points = scene(config).points
    for snapshot in snapshots:
        h, shares, dead, units = points.T, [], 0, 0
        for W, b in layers_of(config, snapshot.probes["parameters"])[:-1]:
            h = np.maximum(W @ h + b[:, None], 0)
            silent = (h <= 0).all(axis=1)
            shares.append(silent.mean())
            dead, units = dead + silent.sum(), units + len(silent)
        assert snapshot.probes["dead"] == pytest.approx(shares)
        assert snapshot.metrics["dead_share"] == pytest.approx(dead / units)
    assert snapshots[-1].metrics["dead_share"] > 0.3


@pytest.mark.parametrize("activation", ["leaky_relu", "tanh", "sigmoid"])
def test_other_activations_leave_nobody_dead(activation: str) -> None:
    assert list(run(UnitCensus(activation=activation, epochs=3)))[-1].metrics["dead_share"] == 0


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_units_that_start_at_zero_stay_equal_and_still_learn(optimizer: str) -> None:
    config = UnitCensus(activation="sigmoid", init="zeros", lr=0.1, epochs=10, optimizer=optimizer)
    snapshots = list(run(config, probes=PROBES))
    assert {snapshot.metrics["different"] for snapshot in snapshots} == {1}
    assert np.ptp(snapshots[-1].probes["unit_weights"], axis=1).max() < 1e-12
    assert np.abs(snapshots[-1].probes["parameters"]).max() > 1e-3


def test_drawn_units_all_differ() -> None:
    first = next(run(UnitCensus(hidden=(7,)), probes=PROBES))
    assert first.metrics["different"] == 7
    assert first.probes["unit_weights"].shape == (2, 7)


def test_the_loss_is_the_networks() -> None:
    config = UnitCensus(hidden=(5,), activation="tanh", epochs=2)
    last, census = list(run(config))[-1], scene(config)
    (W1, b1), (W2, b2) = layers_of(config, last.probes["parameters"])
    z = torch.from_numpy((W2 @ np.tanh(W1 @ census.points.T + b1[:, None]) + b2[:, None])[0])
    y = torch.from_numpy(census.targets).double()
    expected = torch.nn.functional.binary_cross_entropy_with_logits(z, y).item()
    assert last.metrics["train_loss"] == pytest.approx(expected, rel=1e-10)
    assert last.metrics["train_accuracy"] == pytest.approx(((z > 0) == (y > 0)).double().mean().item())


def test_it_goes_on_from_a_checkpoint_and_replays() -> None:
    config = UnitCensus(epochs=6, optimizer="momentum")
    whole = list(run(config, probes=PROBES))
    again = list(run(config, whole[2].checkpoint, probes=PROBES))
    assert [each.step for each in again] == [each.step for each in whole[3:]]
    for ours, theirs in zip(again, whole[3:], strict=True):
        assert ours.metrics == theirs.metrics
        assert (ours.probes["parameters"] == theirs.probes["parameters"]).all()
    replayed = replay(config, np.stack([each.probes["parameters"] for each in whole]), PROBES)
    for name in PROBES:
        np.testing.assert_array_equal(replayed[name], np.stack([each.probes[name] for each in whole]))


def test_fresh_points_are_measured() -> None:
    config = UnitCensus()
    found = examine(config, list(run(config))[-1].probes["parameters"])
    assert found["fresh_accuracy"] > 0.97
    assert 0 <= found["fresh_dead_share"] < 0.2
