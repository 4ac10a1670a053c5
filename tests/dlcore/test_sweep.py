"""Networks that differ in width, data, restraint or luck are trained at once, each as it would be alone."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP, layers, torch_order, widened
from dlcore.sweep import masks, measure, sweep, thinned, trained_on
from dlcore.training import Training

EPOCHS = 40
WIDTHS = (1, 3, 7)
LAYERS = {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "relu": nn.ReLU}


def points(n=12, seed=0):
    g = torch.Generator().manual_seed(seed)
    x = torch.randn(1, 2, n, generator=g, dtype=torch.float64)
    return x, torch.sin(x[:, :1] + x[:, 1:]) + 0.1 * torch.randn(1, 1, n, generator=g, dtype=torch.float64)


def start(sizes, seed):
    return initial_parameters(sizes, "default", torch.Generator().manual_seed(seed))[None]


def column(*values):
    return torch.tensor(values, dtype=torch.float64)[:, None]


def sequential(sizes, theta, activation="tanh"):
    """The network as a learner writes it, with the parameters of one row."""
    parts = []
    for fan_in, fan_out in pairwise(sizes):
        parts += [nn.Linear(fan_in, fan_out, dtype=torch.float64), LAYERS[activation]()]
    model = nn.Sequential(*parts[:-1])
    nn.utils.vector_to_parameters(theta[torch_order(sizes)], model.parameters())
    return model


def alone(sizes, theta, x, y, *, activation="tanh", weight_decay=0.0, lr=0.02, epochs=EPOCHS):
    """Train one network with torch.nn and torch.optim on x (in, n), y (out, n); return its parameters."""
    model = sequential(sizes, theta, activation)
    moves = torch.optim.Adam(model.parameters(), lr=lr, weight_decay=weight_decay)
    for _ in range(epochs):
        moves.zero_grad()
        F.mse_loss(model(x.T), y.T).backward()
        moves.step()
    return nn.utils.parameters_to_vector(model.parameters()).detach()


def stacked(theta, sizes, x, y, *, own=None, activation="tanh", weight_decay=None, lr=0.02, **sweeping):
    silences = float("dropout" in sweeping)
    net = StackedMLP(theta, sizes, [activation] * (len(sizes) - 2), LOSSES["mse"], silences, own)
    rates = torch.full((len(theta), 1), lr, dtype=torch.float64)
    decay = torch.zeros_like(rates) if weight_decay is None else weight_decay
    sweep(net, optimizer("adam", theta, rates, decay), x, y, EPOCHS, **sweeping)
    return net


@pytest.mark.parametrize("activation", LAYERS)
def test_each_width_comes_out_as_it_would_alone(activation):
    x, y = points()
    wide = (2, max(WIDTHS), max(WIDTHS), 1)
    rows = [widened(start((2, w, w, 1), w), (2, w, w, 1), wide) for w in WIDTHS]
    theta, own = (torch.cat(parts) for parts in zip(*rows, strict=True))
    decay = column(0.0, 0.01, 0.1)
    stacked(theta, wide, x, y, own=own, activation=activation, weight_decay=decay)
    for k, width in enumerate(WIDTHS):
        sizes = (2, width, width, 1)
        expected = alone(sizes, start(sizes, width)[0], x[0], y[0], activation=activation, weight_decay=float(decay[k]))
        ours = theta[k][own[k] > 0][torch_order(sizes)]
        torch.testing.assert_close(ours, expected, rtol=1e-9, atol=1e-12)
        lone = start(sizes, width)
        stacked(lone, sizes, x, y, activation=activation, weight_decay=decay[k : k + 1])
        torch.testing.assert_close(theta[k][own[k] > 0], lone[0], rtol=1e-12, atol=1e-12)
        assert not theta[k][own[k] == 0].any()


def test_a_widened_network_says_the_same():
    sizes, wide = (2, 3, 4, 2), (2, 5, 6, 2)
    theta = start(sizes, 1)
    padded, own = widened(theta, sizes, wide)
    x, _ = points()
    narrow = StackedMLP(theta, sizes, ["sigmoid"] * 2, LOSSES["mse"]).forward(x)[-1]
    torch.testing.assert_close(StackedMLP(padded, wide, ["sigmoid"] * 2, LOSSES["mse"]).forward(x)[-1], narrow)
    assert own.sum() == theta.numel() and torch.equal(padded[own > 0], theta[0])


def test_each_training_size_comes_out_as_it_would_alone():
    x, y = points(20)
    sizes, counts = (2, 5, 1), torch.tensor([3, 11, 20])
    theta = torch.cat([start(sizes, seed) for seed in range(3)])
    stacked(theta, sizes, x, y, weight=trained_on(counts, 20))
    for k, count in enumerate(counts.tolist()):
        lone = start(sizes, k)
        stacked(lone, sizes, x[:, :, :count], y[:, :, :count])
        torch.testing.assert_close(theta[k], lone[0], rtol=1e-12, atol=1e-12)
        expected = alone(sizes, start(sizes, k)[0], x[0, :, :count], y[0, :, :count])
        torch.testing.assert_close(theta[k, torch_order(sizes)], expected, rtol=1e-9, atol=1e-12)


def test_each_network_sees_its_own_data():
    sizes, sets = (2, 4, 1), [points(seed=seed) for seed in range(3)]
    theta = torch.cat([start(sizes, seed) for seed in range(3)])
    stacked(theta, sizes, *(torch.cat(parts) for parts in zip(*sets, strict=True)))
    for k, (x, y) in enumerate(sets):
        expected = alone(sizes, start(sizes, k)[0], x[0], y[0])
        torch.testing.assert_close(theta[k, torch_order(sizes)], expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("what", ["dropout", "jitter", "label_noise", "shrink"])
def test_each_strength_comes_out_as_it_would_alone_with_its_own_generator(what):
    x, y = points()
    sizes, strengths, seeds = (2, 6, 5, 1), (0.0, 0.2, 0.5), (3, 4)
    theta = torch.cat([start(sizes, seed) for seed in seeds]).repeat(3, 1)
    strength = column(*strengths).repeat_interleave(len(seeds), 0)

    def given(values):
        value = 0.02 * values if what == "shrink" else values[..., None]
        return {what: value} | ({} if what == "shrink" else {"generators": None})

    def trained(rows, values, luck):
        options: dict[str, Any] = given(values)
        if "generators" in options:
            options["generators"] = [torch.Generator().manual_seed(seed) for seed in luck]
        stacked(rows, sizes, x, y, **options)
        return rows

    together = trained(theta.clone(), strength, seeds)
    for k, (value, seed) in enumerate(product(strengths, seeds)):
        lone = trained(theta[k : k + 1].clone(), column(value), [seed])
        torch.testing.assert_close(together[k], lone[0], rtol=1e-12, atol=1e-12)
    plain = stacked(theta[:2].clone(), sizes, x, y).theta
    torch.testing.assert_close(together[:2], plain, rtol=1e-12, atol=1e-12)  # strength 0 is no remedy at all
    assert not torch.allclose(together[4:], plain)


def test_shrinking_leaves_exact_zeros_and_is_soft_thresholding():
    theta = torch.tensor([[0.3, -0.05, 0.0, -0.7]], dtype=torch.float64)
    net = StackedMLP(theta.clone(), (3, 1), [], LOSSES["mse"])
    nothing = torch.zeros(1, 3, 5, dtype=torch.float64)
    moves = optimizer("sgd", net.theta, column(0.0), column(0.0))
    sweep(net, moves, nothing, nothing[:, :1], 1, shrink=column(0.1))
    torch.testing.assert_close(net.theta, F.softshrink(theta, 0.1), rtol=0, atol=0)


def test_dropouts_evaluation_is_the_mean_over_all_masks_of_a_linear_network():
    sizes, p = (2, 3, 2, 1), 0.3
    theta = start(sizes, 5)
    net = StackedMLP(theta, sizes, ["identity"] * 2, LOSSES["mse"], dropout=p)
    x, _ = points()
    mean = torch.zeros(1, 1, x.shape[2], dtype=torch.float64)
    for kept in product((0, 1), repeat=5):
        chance = (1 - p) ** sum(kept) * p ** (5 - sum(kept))
        mask = torch.tensor(kept, dtype=torch.float64)[None, :, None] / (1 - p)
        mean += chance * thinned(net, x, [mask[:, :3], mask[:, 3:]])
    torch.testing.assert_close(mean, net.forward(x)[-1], rtol=1e-12, atol=1e-14)


def test_masks_silence_their_share_and_keep_the_mean():
    theta = torch.cat([start((2, 50, 1), 0)] * 2)
    net = StackedMLP(theta, (2, 50, 1), ["tanh"], LOSSES["mse"], dropout=1.0)
    generators = [torch.Generator().manual_seed(1)]
    (drawn,) = masks(net, torch.tensor([0.25, 0.5], dtype=torch.float64)[:, None, None], generators, 400)
    for mask, p in zip(drawn, (0.25, 0.5), strict=True):
        assert float((mask == 0).double().mean()) == pytest.approx(p, abs=0.02)
        assert float(mask.mean()) == pytest.approx(1, abs=0.03)


def test_training_takes_a_data_set_for_each_network():
    sizes, sets = (2, 4, 1), [points(seed=seed) for seed in range(3)]

    def trained(rows, data, seeds):
        net = StackedMLP(rows, sizes, ["tanh"], LOSSES["mse"])
        moves = optimizer("adam", rows, column(*[0.02] * len(rows)), column(*[0.0] * len(rows)))
        x, y = (torch.cat(parts) for parts in zip(*data, strict=True))
        training = Training(net, moves, x, y, 5, [torch.Generator().manual_seed(seed) for seed in seeds])
        for _ in range(10):
            training.epoch()
        return rows

    together = trained(torch.cat([start(sizes, k) for k in range(3)]), sets, range(3))
    for k in range(3):
        lone = trained(start(sizes, k), sets[k : k + 1], [k])
        torch.testing.assert_close(together[k], lone[0], rtol=1e-12, atol=1e-12)
    theta = torch.cat([start(sizes, k) for k in range(3)])
    net = StackedMLP(theta, sizes, ["tanh"], LOSSES["mse"])
    moves = optimizer("sgd", theta, column(0.1), column(0.0))
    x, y = (torch.cat(parts) for parts in zip(*sets[:2], strict=True))
    generators = [torch.Generator() for _ in range(3)]
    with pytest.raises(ValueError, match="got 2 data sets for 3 generators"):
        Training(net, moves, x, y, 5, generators)


def test_measuring_is_the_mean_loss():
    x, y = points()
    theta = start((2, 4, 1), 0)
    net = StackedMLP(theta, (2, 4, 1), ["tanh"], LOSSES["mse"])
    model = sequential((2, 4, 1), theta[0])
    assert float(measure(net, x, y)) == pytest.approx(float(F.mse_loss(model(x[0].T), y[0].T).detach()), rel=1e-12)
    assert layers(theta, (2, 4, 1))[0].shape == (1, 4, 3)
