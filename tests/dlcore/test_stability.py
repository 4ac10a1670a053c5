"""The edge of divergence, on either side of which a quadratic's iterates shrink or grow."""

import math

import pytest
import torch

from dlcore.optimizers import optimizer
from dlcore.stability import edge

LAMBDA = 7.0


def error_after(name, lr, momentum, steps=3000):
    theta = torch.ones(1, 1, dtype=torch.float64)
    moves = optimizer(name, theta, theta.new_tensor([[lr]]), torch.zeros(1, 1, dtype=torch.float64), momentum)
    for _ in range(steps):
        moves.step(LAMBDA * theta)
    return abs(float(theta))


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov"])
def test_just_inside_it_shrinks_and_just_outside_it_grows(name, momentum):
    limit = edge(name, LAMBDA, momentum)
    assert error_after(name, 0.995 * limit, momentum) < 1e-3
    assert not error_after(name, 1.005 * limit, momentum) < 1e3


def test_without_curvature_there_is_no_edge_and_adaptive_rules_have_none():
    assert edge("sgd", 0.0) == edge("momentum", -1.0, 0.9) == math.inf
    assert math.isnan(edge("adam", LAMBDA))
