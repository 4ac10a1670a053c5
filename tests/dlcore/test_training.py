"""A training that is stopped and taken up again is, bit for bit, one that was never stopped."""

import pytest
import torch

from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP
from dlcore.training import Training


def fresh(name, dropout, generators=1):
    generator = torch.Generator().manual_seed(0)
    sizes = (2, 6, 4, 1)
    x = torch.randn(1, 2, 23, generator=generator, dtype=torch.float64)
    theta = torch.stack([initial_parameters(sizes, "default", generator) for _ in range(generators)])
    net = StackedMLP(theta, sizes, ["tanh", "relu"], LOSSES["binary_cross_entropy"], dropout)
    lr = torch.full((generators, 1), 0.01, dtype=torch.float64)
    moves = optimizer(name, theta, lr, lr * 0.1)
    seeds = [torch.Generator().manual_seed(s) for s in range(generators)]
    return Training(net, moves, x, (x.prod(1, keepdim=True) > 0).double(), 5, seeds, lr * 0.01)


@pytest.mark.parametrize("generators", [1, 3])
@pytest.mark.parametrize("dropout", [0.0, 0.5])
@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"])
def test_resuming_is_bit_identical(name, dropout, generators):
    straight, first, second = (fresh(name, dropout, generators) for _ in range(3))
    for _ in range(12):
        straight.epoch()
    for _ in range(5):
        first.epoch()
    second.load(first.state())
    for _ in range(7):
        second.epoch()
    assert second.step == straight.step == 12
    assert torch.equal(second.net.theta, straight.net.theta)


def test_a_wrong_number_of_generators_is_refused():
    training = fresh("sgd", 0.0, 3)
    with pytest.raises(ValueError, match="got 2 generators for 3 networks"):
        Training(training.net, training.optimizer, training.x, training.y, 5, training.generators[:2])


def test_dropout_keeps_the_mean_and_silences_its_share():
    many = torch.cat([mask.flatten() for mask in fresh("sgd", 0.3)._masks(5000)])
    assert set(many.unique().tolist()) == {0.0, 1 / 0.7}
    assert float(many.mean()) == pytest.approx(1, abs=0.02)
