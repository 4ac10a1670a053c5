"""The landscape of a real network: its middle is the network's own loss, and its numbers are those of autograd."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.experiments.gradient_descent import examine, replay, run, scene
from dlcore.experiments.gradient_descent.config import Landscape
from dlcore.experiments.neural_network.experiment import scene as points_of

SMALL = {"samples": 60, "epochs": 12, "hidden": (4,), "lr": 0.3}


def small(**changes):
    return Landscape(**{**SMALL, **changes})


def loss_of(config):
    """The training loss as a function of the parameters in PyTorch's order."""
    data = points_of(config.network)
    x = torch.from_numpy(data.inputs[data.is_train])
    y = torch.from_numpy(data.targets[data.is_train]).double()[:, None]
    (_, hidden, _) = config.network.sizes
    model = nn.Sequential(nn.Linear(2, hidden), nn.Tanh(), nn.Linear(hidden, 1)).double()
    shapes = {name: value.shape for name, value in model.named_parameters()}

    def loss(vector):
        parts = vector.split([shape.numel() for shape in shapes.values()])
        given = {name: part.view(shape) for (name, shape), part in zip(shapes.items(), parts, strict=True)}
        z = torch.func.functional_call(model, given, x)
        return F.mse_loss(z, y) if not data.classes else F.binary_cross_entropy_with_logits(z, y)

    return loss


@pytest.mark.parametrize("dataset", ["moons", "bumps"])
@pytest.mark.parametrize("directions", ["path", "random", "sharpest", "chosen"])
def test_the_middle_is_the_models_loss_and_every_other_place_that_of_its_parameters(directions, dataset):
    config = small(directions=directions, dataset=dataset, first=3, second=7)
    drawn, last, loss = scene(config), list(run(config))[-1], loss_of(config)
    row, column = int(np.abs(drawn.y).argmin()), int(np.abs(drawn.x).argmin())
    assert drawn.x[column] == drawn.y[row] == 0
    assert drawn.losses[row, column] == pytest.approx(last.metrics["train_loss"], rel=3e-6)
    np.testing.assert_allclose(drawn.centre, last.probes["parameters"], rtol=1e-12)
    for i, j in ((0, 0), (40, 7), (13, 40)):
        there = drawn.centre + drawn.x[j] * drawn.directions[0] + drawn.y[i] * drawn.directions[1]
        assert drawn.losses[i, j] == pytest.approx(float(loss(torch.from_numpy(there))), rel=1e-5)


def test_sharpness_and_spectrum_are_those_of_autograd_functional():
    config = small()
    last = list(run(config, probes=("spectrum",)))[-1]
    hessian = torch.autograd.functional.hessian(loss_of(config), torch.from_numpy(last.probes["parameters"]))
    assert isinstance(hessian, torch.Tensor)
    expected = torch.linalg.eigvalsh(hessian).flip(0).numpy()
    assert last.metrics["sharpness"] == pytest.approx(expected[0], rel=1e-9)
    np.testing.assert_allclose(last.probes["spectrum"], expected[:40], rtol=1e-7, atol=1e-12)


def test_the_path_ends_in_the_middle_and_stays_within_the_picture():
    config = small(epochs=60)
    drawn, seen = scene(config), list(run(config))
    x, y = (np.array([each.probes[name][0] for each in seen]) for name in "xy")
    assert abs(x[-1]) < 1e-9 and abs(y[-1]) < 1e-9
    assert drawn.x[0] <= x.min() and x.max() <= drawn.x[-1] and drawn.y[0] <= y.min() and y.max() <= drawn.y[-1]
    assert 0.9 < drawn.share <= 1
    assert scene(config.replace(directions="random")).share < 0.5


def test_coordinates_are_the_nearest_on_the_plane():
    config = small(directions="random")
    drawn, first = scene(config), next(iter(run(config)))
    apart = first.probes["parameters"] - drawn.centre
    best, *_ = np.linalg.lstsq(drawn.directions.T, apart, rcond=None)
    np.testing.assert_allclose([first.probes["x"][0], first.probes["y"][0]], best, rtol=1e-8)


@pytest.mark.parametrize("batch_size", [1000, 5])
def test_a_run_from_any_checkpoint_is_bit_for_bit_the_rest_of_it(batch_size):
    config = small(batch_size=batch_size, optimizer="adam", lr=0.02)
    whole = list(run(config))
    for i in (0, 2, len(whole) - 2):
        rest = list(run(config, whole[i].checkpoint))
        assert [each.step for each in rest] == [each.step for each in whole[i + 1 :]]
        for ours, before in zip(rest, whole[i + 1 :], strict=True):
            assert ours.metrics == before.metrics
            np.testing.assert_array_equal(ours.probes["parameters"], before.probes["parameters"])


def test_it_stops_when_asked_even_between_frames():
    config = small(epochs=300)
    stopped = list(run(config, stop=lambda epoch: epoch == 101))
    assert stopped[-1].step == 101 and stopped[-1].checkpoint is not None
    assert list(run(config, stopped[-1].checkpoint))[-1].step == 300


def test_replay_gives_what_the_run_showed():
    config, names = small(batch_size=5), ("x", "y", "height", "spectrum", "arrows_x", "arrows_y")
    shown = list(run(config, probes=names))
    again = replay(config, np.stack([each.probes["parameters"] for each in shown]), names)
    for name in names:
        expected = np.stack([each.probes[name] for each in shown])
        np.testing.assert_allclose(again[name], expected, rtol=1e-7, atol=1e-9)


def test_arrows_begin_at_the_origin_and_full_batches_all_reach_the_full_gradient():
    arrows = next(iter(run(small(), probes=("arrows_x", "arrows_y")))).probes
    x, y = (arrows[f"arrows_{name}"].reshape(-1, 3) for name in "xy")
    assert (x[:, 0] == 0).all() and np.isnan(x[:, 2]).all()
    np.testing.assert_allclose(x[:, 1], 1, rtol=1e-9)
    np.testing.assert_allclose(y[:, 1], 0, atol=1e-9)


def test_a_training_that_blows_up_ends_with_its_last_finite_state():
    config = small(dataset="bumps", activation="relu", lr=10.0, epochs=200)
    last = list(run(config))[-1]
    assert last.diverged and all(np.isfinite(value) for value in last.metrics.values())
    assert np.isfinite(scene(config).losses).all()


def test_the_examination_is_the_playgrounds():
    config = small(epochs=100)
    fresh = examine(config, list(run(config))[-1].probes["parameters"])
    assert fresh["fresh_accuracy"] > 0.8
