"""A band's networks are the lone runs of its seeds, and one that explodes harms no other."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dlcore import worker
from dlcore.config import ConfigError
from dlcore.experiments.neural_network import Config, SeedBand, examine, replay, run, scene, schedule
from dlcore.experiments.neural_network.config import LARGEST_SEED
from dlcore.history import branch

METRICS = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
SMALL = Config(samples=60, epochs=10, hidden=(5, 4), seed=3)
WILD = Config(
    dataset="bumps", activation=("relu",), hidden=(2,), init="large", optimizer="sgd", batch_size=1000, lr=0.05,
    epochs=40, samples=60,
)  # fmt: skip


def values(snapshot, seeds):
    """What was measured of every network: metric -> (networks,)."""
    return dict(zip(METRICS, snapshot.probes["parameters"].reshape(-1, seeds), strict=False))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"dropout": 0.3, "batch_size": 7},
        {"optimizer": "nesterov", "weight_decay": 1e-2, "l1": 1e-3},
        {"dataset": "three_arms", "batch_size": 1000, "init": "he", "activation": ("relu",)},
        {"dataset": "bumps", "optimizer": "rmsprop", "dropout": 0.2},
    ],
)
def test_every_network_equals_its_lone_run(changes):
    band = SeedBand.of(SMALL.replace(**changes), 5)
    shown = list(run(band))
    assert [each.step for each in shown] == list(schedule(band)) == list(schedule(SMALL))
    assert [each.seed for each in band.lone] == [3, 4, 5, 6, 7]
    for k, lone in enumerate(band.lone):
        for ours, theirs in zip(shown, run(lone, probes=()), strict=True):
            for name, every in values(ours, 5).items():
                assert every[k] == pytest.approx(theirs.metrics[name], rel=1e-12, abs=1e-12)


def test_metrics_are_medians_and_probes_every_networks_value():
    band = SeedBand.of(SMALL, 4)
    shown = list(run(band))
    for each in shown:
        found = values(each, 4)
        for name in METRICS:
            assert each.metrics[name] == np.median(found[name])
        np.testing.assert_array_equal(each.probes["test_accuracies"], found["test_accuracy"].astype(np.float32))
        assert each.metrics["networks"] == 4
    record = np.stack([each.probes["parameters"] for each in shown])
    again = replay(band, record, ["train_losses", "test_losses"])
    np.testing.assert_array_equal(again["train_losses"], [each.probes["train_losses"] for each in shown])
    assert again["train_losses"].shape == (len(shown), 4) and set(again) == {"train_losses", "test_losses"}
    with pytest.raises(ValueError, match="surface"):
        replay(band, record, ["surface"])
    assert examine(band, record[-1]) == {} and scene(band).points.tolist() == scene(SMALL).points.tolist()


def test_regression_has_no_accuracies():
    last = list(run(SeedBand.of(SMALL.replace(dataset="slope"), 3)))[-1]
    assert last.probes["test_accuracies"].shape == (0,) and set(last.metrics) == {"train_loss", "test_loss", "networks"}


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_cut_into_slices_it_is_the_same_band_bit_for_bit(optimizer):
    band = SeedBand.of(SMALL.replace(optimizer=optimizer, dropout=0.2), 3)
    whole = list(run(band))
    pieces = []
    while not pieces or not pieces[-1].finished:
        pieces.append(worker.advance(band, pieces[-1].checkpoint if pieces else None, 0.0, None, band.default_probes))
    shown = [each for piece in pieces for each in piece.snapshots]
    assert len(pieces) > 5
    for ours, theirs in zip(shown, whole, strict=True):
        assert (ours.step, ours.metrics) == (theirs.step, theirs.metrics)
        np.testing.assert_array_equal(ours.probes["parameters"], theirs.probes["parameters"])


def lone_ends(band):
    return [list(run(each, probes=()))[-1] for each in band.lone]


def test_a_network_that_explodes_leaves_the_others_as_they_are():
    band = SeedBand.of(WILD, 6)
    ends = lone_ends(band)
    lost = np.array([end.diverged for end in ends])
    assert 0 < lost.sum() < 6  # else this test shows nothing
    for budget in (math.inf, 0.0):
        pieces = []
        while not pieces or not pieces[-1].finished:
            checkpoint = pieces[-1].checkpoint if pieces else None
            pieces.append(worker.advance(band, checkpoint, budget, None, band.default_probes))
        last = pieces[-1].snapshots[-1]
        assert last.step == band.epochs and not last.diverged and last.metrics["networks"] == 6 - lost.sum()
        losses = values(last, 6)["train_loss"]
        np.testing.assert_array_equal(np.isnan(losses), lost)
        expected = [end.metrics["train_loss"] for end in ends if not end.diverged]
        np.testing.assert_allclose(losses[~lost], expected, rtol=1e-9)
        assert last.metrics["train_loss"] == pytest.approx(np.median(expected), rel=1e-9)
        for each in (each for piece in pieces for each in piece.snapshots):
            gone = np.array([end.diverged and end.step < each.step for end in ends])
            np.testing.assert_array_equal(np.isnan(values(each, 6)["train_loss"]), gone)


def test_it_has_diverged_when_all_have():
    band = SeedBand.of(WILD.replace(lr=10.0), 4)
    shown, ends = list(run(band)), lone_ends(band)
    assert all(end.diverged for end in ends)
    assert shown[-1].diverged and shown[-1].step == max(end.step for end in ends)
    assert all(np.isfinite(list(each.metrics.values())).all() for each in shown)


def test_a_band_of_a_branch_gives_every_seed_its_own_past():
    band = SeedBand.of(branch(SMALL, 4).replace(lr=0.1, noise=0.0), 3)
    shown = list(run(band))
    assert shown[0].step == 4
    for k, end in enumerate(lone_ends(band)):
        assert values(shown[-1], 3)["test_loss"][k] == pytest.approx(end.metrics["test_loss"], rel=1e-12)


def test_a_link_holds_a_band_and_its_seeds_go_round():
    band = SeedBand.of(branch(SMALL.replace(seed=LARGEST_SEED), 4), 3)
    assert SeedBand.from_query(band.to_query()) == (band, {}) and band.to_query()["experiment"] == "band"
    assert [each.seed for each in band.lone] == [LARGEST_SEED, 0, 1] and band.lone[0].past == band.past


def test_work_counts_for_every_network():
    big = Config(hidden=(32, 32, 32), samples=1000, epochs=2000)
    with pytest.raises(ConfigError) as caught:
        SeedBand.of(big, 64)
    assert (caught.value.field, caught.value.reason) == ("epochs", "too_much_work")
