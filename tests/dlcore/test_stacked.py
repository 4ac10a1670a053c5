"""The hand-written backward pass against autograd, and K networks against each one alone."""

from itertools import pairwise

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.models.activations import ACTIVATIONS
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP, layers, torch_order, with_ones
from dlcore.training import Training

LAYERS = {
    "identity": nn.Identity,
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "gelu": nn.GELU,
}


class Sine(nn.Module):
    def forward(self, x):
        return torch.sin(x)


def sequential(sizes, activations, parameters):
    layers = []
    for i, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        layers.append(nn.Linear(fan_in, fan_out, dtype=torch.float64))
        if i < len(activations):
            layers.append(LAYERS.get(activations[i], Sine)())
    model = nn.Sequential(*layers)
    nn.utils.vector_to_parameters(parameters[torch_order(sizes)], model.parameters())
    return model


def rows(sizes, networks, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.stack([initial_parameters(sizes, "default", generator) for _ in range(networks)])


def data(n=30, seed=1):
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(n, 2, generator=generator, dtype=torch.float64)
    return x, (x.prod(1, keepdim=True) > 0).double()


@pytest.mark.parametrize("networks", [1, 3])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (5,), (4, 3, 6)])
def test_forward_and_gradient_equal_autograd(hidden, activation, networks):
    sizes, activations = (2, *hidden, 1), [activation] * len(hidden)
    theta, (x, y) = rows(sizes, networks), data()
    net = StackedMLP(theta, sizes, activations, LOSSES["binary_cross_entropy"])
    outputs = net.forward(x.T[None])
    columns = with_ones(x.T[None]).expand(networks, -1, -1)
    grad = net.backward(columns, y.T[None], net.workspace(len(x)))
    for k in range(networks):
        model = sequential(sizes, activations, theta[k])
        z = model(x)
        F.binary_cross_entropy_with_logits(z, y).backward()
        expected = nn.utils.parameters_to_vector([p.grad for p in model.parameters() if p.grad is not None])
        torch.testing.assert_close(outputs[-1][k].T, z.detach(), rtol=1e-12, atol=1e-14)
        torch.testing.assert_close(grad[k, torch_order(sizes)], expected, rtol=1e-10, atol=1e-14)


def test_dropout_gradient_equals_autograd_through_the_same_mask():
    sizes, (x, y) = (2, 6, 5, 1), data()
    theta = rows(sizes, 1)
    net = StackedMLP(theta, sizes, ["tanh", "sigmoid"], LOSSES["binary_cross_entropy"], dropout=0.4)
    room = net.workspace(len(x))
    generator = torch.Generator().manual_seed(3)
    room.mask = [(torch.rand(1, units, len(x), generator=generator) < 0.6).double() / 0.6 for units in (6, 5)]
    grad = net.backward(with_ones(x.T[None]), y.T[None], room)
    leaf = theta.clone().requires_grad_()
    W = layers(leaf, sizes)
    h = torch.tanh(W[0] @ with_ones(x.T[None])) * room.mask[0]
    h = torch.sigmoid(W[1] @ with_ones(h)) * room.mask[1]
    F.binary_cross_entropy_with_logits(W[2] @ with_ones(h), y.T[None]).backward()
    torch.testing.assert_close(grad, leaf.grad, rtol=1e-10, atol=1e-14)


def train(theta, rates, seeds, activation="tanh", dropout=0.0, l1=0.0, epochs=20):
    sizes, (x, y) = (2, 6, 4, 1), data()
    net = StackedMLP(theta, sizes, [activation] * 2, LOSSES["binary_cross_entropy"], dropout)
    column = theta.new_tensor(rates)[:, None]
    moves = optimizer("momentum", theta, column, torch.full_like(column, 1e-3))
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    training = Training(net, moves, x.T[None], y.T[None], 7, generators, torch.full_like(column, l1) if l1 else None)
    for _ in range(epochs):
        training.epoch()
    return theta


@pytest.mark.parametrize("dropout", [0.0, 0.3])
@pytest.mark.parametrize("shared", [True, False])
def test_each_of_k_networks_comes_out_as_it_would_alone(shared, dropout):
    start, rates = rows((2, 6, 4, 1), 4), [0.003, 0.01, 0.05, 0.1]
    seeds = [7] if shared else [7, 8, 9, 10]
    together = train(start.clone(), rates, seeds, dropout=dropout, l1=1e-3)
    for k, rate in enumerate(rates):
        alone = train(start[k : k + 1].clone(), [rate], [seeds[0] if shared else seeds[k]], dropout=dropout, l1=1e-3)
        torch.testing.assert_close(together[k], alone[0], rtol=1e-12, atol=1e-12)


def test_a_run_equals_the_loop_of_a_textbook():
    sizes, (x, y) = (2, 6, 4, 1), data()
    start = rows(sizes, 1)
    ours = train(start.clone(), [0.05], [5], epochs=50)
    model = sequential(sizes, ["tanh", "tanh"], start[0])
    moves = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-3)
    generator = torch.Generator().manual_seed(5)
    for _ in range(50):
        for batch in torch.randperm(len(x), generator=generator).split(7):
            moves.zero_grad()
            F.binary_cross_entropy_with_logits(model(x[batch]), y[batch]).backward()
            moves.step()
    theirs = nn.utils.parameters_to_vector(model.parameters()).detach()
    torch.testing.assert_close(ours[0, torch_order(sizes)], theirs, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "sigmoid_mse", "mse"])
def test_a_replayed_loss_does_not_depend_on_how_many_are_replayed_together(activation, loss):
    sizes, (x, y) = (2, 5, 3, 1), data(n=37)
    theta = rows(sizes, 40)

    def losses(block):
        net = StackedMLP(block, sizes, [activation] * 2, LOSSES[loss])
        return net.loss.value(net.forward(x.T[None])[-1], y.T[None])

    together = losses(theta)
    for k in (1, 2, 3, 7, 16):
        assert torch.equal(torch.cat([losses(block) for block in theta.split(k)]), together)
