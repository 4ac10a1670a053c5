"""The playground's run: resumed anywhere it is the same run, and what it shows is what torch.nn computes."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.experiments.neural_network import Config, examine, replay, run, scene, schedule
from dlcore.experiments.neural_network.config import OPTIMIZERS

EVERY_PROBE = (
    "surface", "unit_maps", "unit_scales", "gradient_norms", "weight_histograms", "weight_ranges",
    "activation_histograms", "activation_ranges", "confusion", "predictions", "misses",
)  # fmt: skip


def model_of(config, parameters):
    layers = []
    for fan_in, fan_out in pairwise(config.sizes):
        layers += [nn.Linear(fan_in, fan_out, dtype=torch.float64), nn.Tanh()]
    model = nn.Sequential(*layers[:-1])
    nn.utils.vector_to_parameters(torch.from_numpy(np.array(parameters)), model.parameters())
    return model


@pytest.mark.parametrize("dropout", [0.0, 0.3])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_run_from_any_checkpoint_is_bit_for_bit_the_rest_of_the_run(optimizer, dropout):
    config = Config(samples=60, epochs=12, optimizer=optimizer, dropout=dropout, l1=1e-3, weight_decay=1e-2)
    whole = list(run(config))
    assert [each.step for each in whole] == list(schedule(config))
    for i in (0, 3, len(whole) - 2):
        rest = list(run(config, whole[i].checkpoint))
        assert [each.step for each in rest] == [each.step for each in whole[i + 1 :]]
        for ours, theirs in zip(rest, whole[i + 1 :], strict=True):
            assert ours.metrics == theirs.metrics
            np.testing.assert_array_equal(ours.probes["parameters"], theirs.probes["parameters"])
            np.testing.assert_array_equal(ours.probes["surface"], theirs.probes["surface"])


def test_stopping_between_frames_changes_nothing():
    config = Config(samples=60, epochs=400, batch_size=1000)
    whole = {each.step: each for each in run(config)}
    checkpoint, seen = None, []
    while not seen or seen[-1].step < config.epochs:
        budget = iter(range(7))
        seen += run(config, checkpoint, stop=lambda _epoch, budget=budget: next(budget) == 6)
        checkpoint = seen[-1].checkpoint
    scheduled = [each for each in seen if each.step in whole]
    assert {each.step for each in scheduled} == set(whole)
    for each in scheduled:
        np.testing.assert_array_equal(each.probes["parameters"], whole[each.step].probes["parameters"])


def test_asked_to_stop_at_once_it_shows_the_untrained_network():
    (only,) = run(Config(), stop=lambda epoch: epoch == 0)
    assert only.step == 0 and only.checkpoint is not None


def test_a_finished_run_has_nothing_more_to_show():
    config = Config(samples=40, epochs=3)
    assert list(run(config, list(run(config))[-1].checkpoint)) == []


def test_the_global_generator_is_left_alone():
    before = torch.random.get_rng_state()
    list(run(Config(samples=40, epochs=2, dropout=0.5)))
    assert torch.equal(torch.random.get_rng_state(), before)


@pytest.mark.parametrize("dataset", ["spiral", "three_arms", "bumps", "iris"])
def test_metrics_and_surface_are_those_of_torch_nn(dataset):
    config = Config(dataset=dataset, samples=80, epochs=5, hidden=(6, 4), noise=0.2)
    last, data = list(run(config))[-1], scene(config)
    model = model_of(config, last.probes["parameters"])
    x, y = torch.from_numpy(data.inputs), torch.from_numpy(data.targets)
    z = model(x).detach()
    train, test = torch.from_numpy(data.is_train), torch.from_numpy(~data.is_train)
    for name, chosen in (("train", train), ("test", test)):
        if dataset == "bumps":
            loss = F.mse_loss(z[chosen, 0], y[chosen])
        elif data.outputs == 1:
            loss = F.binary_cross_entropy_with_logits(z[chosen, 0], y[chosen].double())
        else:
            loss = F.cross_entropy(z[chosen], y[chosen])
        assert last.metrics[f"{name}_loss"] == pytest.approx(float(loss), rel=1e-10)
        if data.classes:
            guess = (z[chosen, 0] > 0).long() if data.outputs == 1 else z[chosen].argmax(1)
            assert last.metrics[f"{name}_accuracy"] == pytest.approx(float((guess == y[chosen]).double().mean()))
    (left, right), (bottom, top) = data.window
    corners = (np.array([[left, bottom], [right, bottom], [left, top]]) - data.mean) / data.std
    z = model(torch.from_numpy(corners)).detach()
    if dataset == "bumps":
        expected = z[:, 0]
    elif data.outputs == 1:
        expected = torch.sigmoid(z[:, 0])
    else:
        best, winner = torch.softmax(z, 1).max(1)
        expected = winner + ((best - 1 / 3) * 1.5).clamp(0, 0.999)
    field = last.probes["surface"]
    np.testing.assert_allclose([field[0, 0], field[0, -1], field[-1, 0]], expected.numpy(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("dataset", ["moons", "blobs", "slope"])
def test_replay_of_the_record_gives_what_the_run_showed(dataset):
    config = Config(dataset=dataset, samples=60, epochs=6, hidden=(5,))
    shown = list(run(config, probes=EVERY_PROBE))
    again = replay(config, np.stack([each.probes["parameters"] for each in shown]), EVERY_PROBE)
    for name in EVERY_PROBE:
        np.testing.assert_allclose(again[name], np.stack([each.probes[name] for each in shown]), rtol=1e-6, atol=1e-7)
    assert again["unit_maps"].shape[1:] == (sum(config.sizes), 20, 20)
    assert again["gradient_norms"].shape[1:] == (2,)


def test_an_unknown_probe_is_refused_by_name():
    config = Config(samples=40, epochs=1)
    with pytest.raises(ValueError, match=r"unknown probes .'aura'"):
        replay(config, np.zeros((1, config.parameters)), ["aura"])


@pytest.mark.parametrize("lr", [3.0, 10.0])
def test_an_exploding_run_ends_with_its_last_finite_state(lr):
    config = Config(dataset="bumps", activation=("relu",), optimizer="sgd", lr=lr, epochs=200)
    shown = list(run(config))
    last = shown[-1]
    assert last.diverged and not any(each.diverged for each in shown[:-1])
    assert last.step < config.epochs and np.isfinite(last.probes["parameters"]).all()
    assert all(np.isfinite(value) for value in last.metrics.values()) and last.metrics["train_loss"] <= 1e6


def test_zero_weights_stay_alike():
    config = Config(hidden=(4,), init="zeros", epochs=20, samples=60)
    parameters = list(run(config))[-1].probes["parameters"]
    first = parameters[:8].reshape(4, 2)
    np.testing.assert_array_equal(first, np.broadcast_to(first[0], (4, 2)))


def test_examination_uses_points_that_no_seed_gives_the_learner():
    config = Config(dataset="gaussians", noise=0.0, epochs=30, samples=100)
    parameters = list(run(config))[-1].probes["parameters"]
    fresh = examine(config, parameters)
    assert fresh["fresh_accuracy"] > 0.95 and fresh == examine(config, parameters)
    data = scene(config)
    assert fresh["fresh_loss"] != pytest.approx(
        float(F.binary_cross_entropy_with_logits(
            model_of(config, parameters)(torch.from_numpy(data.inputs)).detach()[:, 0],
            torch.from_numpy(data.targets).double(),
        ))
    )  # fmt: skip


def test_measured_data_are_examined_on_the_points_kept_for_testing():
    config = Config(dataset="iris", epochs=20, samples=100)
    last = list(run(config))[-1]
    fresh = examine(config, last.probes["parameters"])
    assert fresh["fresh_accuracy"] == pytest.approx(last.metrics["test_accuracy"])
    assert fresh["fresh_loss"] == pytest.approx(last.metrics["test_loss"])


def test_few_measured_points_still_make_a_data_set():
    for seed in range(300):
        scene(Config(dataset="iris", measurements=(3, 4), samples=20, train_share=0.1, data_seed=seed))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA GPU")
def test_a_gpu_gives_the_numbers_of_the_cpu():
    config = Config(samples=100, epochs=10)
    cpu, gpu = (list(run(config.replace(device=device)))[-1] for device in ("cpu", "cuda"))
    np.testing.assert_allclose(gpu.probes["parameters"], cpu.probes["parameters"], rtol=1e-8, atol=1e-10)
    assert list(run(config.replace(device="auto")))[-1].metrics == gpu.metrics
