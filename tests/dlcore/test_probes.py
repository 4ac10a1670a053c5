"""Probes against plain loops over one network at a time."""

import numpy as np
import pytest
import torch
from sklearn.metrics import confusion_matrix

from dlcore import probes
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.stacked import StackedMLP, layers

SIZES = (2, 5, 4, 3)


@pytest.fixture
def net():
    generator = torch.Generator().manual_seed(0)
    theta = torch.stack([initial_parameters(SIZES, "he", generator) for _ in range(4)])
    return StackedMLP(theta, SIZES, ["tanh", "relu"], LOSSES["cross_entropy"])


@pytest.fixture
def x():
    return torch.randn(1, 2, 60, generator=torch.Generator().manual_seed(1), dtype=torch.float64)


def test_plane_runs_along_x1_first_and_reaches_the_corners():
    grid = probes.plane(torch.tensor([[-1.0, 3.0], [10.0, 20.0]]), 5)
    expected = [(x1, x2) for x2 in np.linspace(10, 20, 5) for x1 in np.linspace(-1, 3, 5)]
    np.testing.assert_allclose(grid.numpy(), expected)


def test_surface_of_two_classes_is_the_probability_of_class_1():
    z = torch.tensor([[[-2.0, 0.0, 3.0]]])
    np.testing.assert_allclose(probes.surface(z, 2)[0].numpy(), 1 / (1 + np.exp([2.0, 0.0, -3.0])), rtol=1e-6)


def test_surface_of_several_classes_holds_winner_and_confidence():
    z = torch.tensor([[[0.0, 5.0, -1.0], [0.0, 0.0, -1.0], [0.0, 0.0, 4.0]]])
    field = probes.surface(z, 3)[0]
    p = z[0].exp() / z[0].exp().sum(0)
    assert field[0] == 0  # a tie of all three is no confidence at all
    assert field[1] == pytest.approx((float(p[0, 1]) - 1 / 3) * 1.5, rel=1e-5)
    assert field[2] == pytest.approx(2 + (float(p[2, 2]) - 1 / 3) * 1.5, rel=1e-5)
    assert probes.surface(z * 1e6, 3).max() < 3


def test_surface_of_a_regression_is_the_prediction():
    assert probes.surface(torch.tensor([[[1.5, -7.0]]]), 0).tolist() == [[1.5, -7.0]]


def test_confusion_equals_scikit_learn():
    generator = torch.Generator().manual_seed(2)
    actual = torch.randint(0, 3, (50,), generator=generator)
    predicted = torch.randint(0, 3, (4, 50), generator=generator)
    ours = probes.confusion(predicted, actual, 3)
    for k in range(4):
        np.testing.assert_array_equal(ours[k], confusion_matrix(actual, predicted[k], labels=[0, 1, 2]))


def test_predicted_class_of_a_logit_and_of_several():
    assert probes.predicted_class(torch.tensor([[[-0.1, 0.1]]])).tolist() == [[0, 1]]
    assert probes.predicted_class(torch.tensor([[[5.0, 0.0], [1.0, 2.0], [1.0, 3.0]]])).tolist() == [[0, 2]]


@pytest.mark.parametrize("scale", [1e-9, 0.3, 1.0, 5.0, 1e8])
def test_histogram_equals_numpy(scale):
    values = torch.randn(3, 500, generator=torch.Generator().manual_seed(3), dtype=torch.float64) * scale
    shares, ranges = probes.histogram(values)
    for k in range(3):
        r = float(ranges[k])
        assert np.log2(r) == int(np.log2(r)) and r >= float(values[k].abs().max().clamp_min(2.0**-20))
        expected, _ = np.histogram(values[k], bins=probes.BINS, range=(-r, r))
        np.testing.assert_allclose(shares[k], expected / 500)


def test_histograms_leave_biases_out_and_take_every_layer(net, x):
    shares, ranges = probes.weight_histograms(net)
    assert shares.shape == (4, 3, probes.BINS) and ranges.shape == (4, 3)
    weights = layers(net.theta, SIZES)[1][2, :, :-1]
    expected, _ = np.histogram(weights, bins=probes.BINS, range=(-float(ranges[2, 1]), float(ranges[2, 1])))
    np.testing.assert_allclose(shares[2, 1], expected / weights.numel())
    shares, _ = probes.activation_histograms(net.forward(x))
    assert shares.shape == (4, 3, probes.BINS)
    torch.testing.assert_close(shares.sum(2), torch.ones(4, 3))


def test_gradient_norms_equal_autograd(net, x):
    y = torch.nn.functional.one_hot(torch.arange(60) % 3, 3).double().T[None]
    ours = probes.gradient_norms(net, x, y)
    for k in range(4):
        row = net.theta[k].clone().requires_grad_()
        W = layers(row[None], SIZES)
        h = torch.tanh(W[0][0, :, :-1] @ x[0] + W[0][0, :, -1:])
        h = torch.relu(W[1][0, :, :-1] @ h + W[1][0, :, -1:])
        z = W[2][0, :, :-1] @ h + W[2][0, :, -1:]
        torch.nn.functional.cross_entropy(z.T, y[0].argmax(0)).backward()
        expected = torch.stack([part.norm() for part in layers(row.grad[None], SIZES)])
        torch.testing.assert_close(ours[k], expected, rtol=1e-10, atol=1e-14)


def test_unit_maps_are_every_unit_scaled_to_its_own_peak(net, x):
    outputs = net.forward(x)
    maps, scales = probes.unit_maps(x, outputs)
    assert maps.shape == (4, 2 + 5 + 4 + 3, 60)
    torch.testing.assert_close(maps.abs().amax(2), torch.ones(4, 14, dtype=torch.float64))
    torch.testing.assert_close((maps * scales[:, :, None])[:, 2:7], outputs[0])
    torch.testing.assert_close((maps * scales[:, :, None])[3, :2], x[0])
