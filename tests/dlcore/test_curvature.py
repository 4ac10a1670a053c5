"""Hessian and gradient noise against ``torch.autograd.functional`` on the same network in ``torch.nn``."""

from itertools import pairwise

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.curvature import eigenvalues, gradient_noise, hessian, per_example_gradients
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.stacked import StackedMLP, torch_order

SIZES = (2, 5, 4, 1)
ACTIVATIONS = {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "relu": nn.ReLU, "gelu": nn.GELU, "identity": nn.Identity}


def setting(name, seed=0):
    generator = torch.Generator().manual_seed(seed)
    theta = initial_parameters(SIZES, "default", generator)
    x = torch.randn(1, 2, 40, generator=generator, dtype=torch.float64)
    y = (x[:, :1] * x[:, 1:] > 0).double()
    return theta, StackedMLP(theta[None], SIZES, [name] * 2, LOSSES["binary_cross_entropy"]), x, y


def oracle(name, x, y):
    """The loss as a function of the parameters in PyTorch's order, on chosen examples."""
    layers = []
    for fan_in, fan_out in pairwise(SIZES):
        layers += [nn.Linear(fan_in, fan_out, dtype=torch.float64), ACTIVATIONS[name]()]
    model = nn.Sequential(*layers[:-1])
    shapes = {key: value.shape for key, value in model.named_parameters()}

    def loss(vector, chosen=slice(None)):
        parts = vector.split([shape.numel() for shape in shapes.values()])
        given = {key: part.view(shape) for (key, shape), part in zip(shapes.items(), parts, strict=True)}
        z = torch.func.functional_call(model, given, x[0].T[chosen])
        return F.binary_cross_entropy_with_logits(z, y[0].T[chosen])

    return loss


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_hessian_and_its_eigenvalues_are_those_of_autograd_functional(name):
    theta, net, x, y = setting(name)
    order = torch_order(SIZES)
    found = hessian(theta, SIZES, [name] * 2, net.loss, x, y)
    expected = torch.autograd.functional.hessian(oracle(name, x, y), theta[order])
    assert isinstance(expected, torch.Tensor)
    torch.testing.assert_close(found[order][:, order], expected, rtol=1e-9, atol=1e-13)
    torch.testing.assert_close(eigenvalues(found), torch.linalg.eigvalsh(expected).flip(0), rtol=1e-8, atol=1e-13)


def test_hessian_is_the_difference_of_gradients():
    theta, net, x, y = setting("tanh")
    found, step = hessian(theta, SIZES, ["tanh"] * 2, net.loss, x, y), 1e-5
    both = torch.cat([theta + step * torch.eye(len(theta)), theta - step * torch.eye(len(theta))])
    shifted = StackedMLP(both, SIZES, ["tanh"] * 2, net.loss)
    ones = torch.cat([x, torch.ones_like(x[:, :1])], 1).expand(len(both), -1, -1)
    plus, minus = shifted.backward(ones, y, shifted.workspace(40)).chunk(2)
    torch.testing.assert_close(found, (plus - minus) / (2 * step), rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("name", ["tanh", "relu"])
def test_each_examples_gradient_is_that_of_its_own_loss(name):
    theta, net, x, y = setting(name)
    order, loss = torch_order(SIZES), oracle(name, x, y)
    found = per_example_gradients(net, x, y)[:, order]
    for i in range(0, 40, 7):
        expected = torch.autograd.functional.jacobian(lambda v, i=i: loss(v, slice(i, i + 1)), theta[order])
        torch.testing.assert_close(found[i], expected, rtol=1e-9, atol=1e-13)


def test_noise_scale_and_arrows_keep_lengths_and_the_full_gradients_direction():
    _, net, x, y = setting("tanh")
    generator = torch.Generator().manual_seed(1)
    batches = torch.stack([torch.randperm(40, generator=generator)[:5] for _ in range(30)])
    found, each = gradient_noise(net, x, y, batches), per_example_gradients(net, x, y)
    full, covariance = each.mean(0), torch.cov(each.T)
    assert found.scale == pytest.approx(float(covariance.trace() / full.dot(full)), rel=1e-9)
    torch.testing.assert_close(found.full, torch.stack([full.norm(), full.new_zeros(())]), rtol=1e-9, atol=1e-12)
    expected = each[batches].mean(1) @ full / full.norm()
    torch.testing.assert_close(found.arrows[:, 0], expected, rtol=1e-9, atol=1e-12)
    aside = each[batches].mean(1) - expected[:, None] * full / full.norm()
    scatter = torch.linalg.eigvalsh(torch.cov(aside.T))[-1]
    assert float(found.arrows[:, 1].var()) == pytest.approx(float(scatter), rel=1e-6)


def test_a_batch_of_everything_has_no_noise():
    _, net, x, y = setting("tanh")
    found = gradient_noise(net, x, y, torch.arange(40).repeat(3, 1))
    torch.testing.assert_close(found.arrows, found.full.expand(3, 2), rtol=1e-9, atol=1e-12)
