"""The loss on a plane against one network at a time, and the plane's geometry against closed forms."""

import pytest
import torch

from dlcore.loss_planes import Plane, filter_normalised, loss_surface, principal_directions
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.stacked import StackedMLP, layers

SIZES = (2, 6, 5, 1)


def setting(activation="tanh"):
    generator = torch.Generator().manual_seed(3)
    theta = initial_parameters(SIZES, "default", generator)
    x = torch.randn(1, 2, 50, generator=generator, dtype=torch.float64)
    y = (x[:, :1] * x[:, 1:] > 0).double()
    drawn = torch.randn(2, len(theta), generator=generator, dtype=torch.float64)
    plane = Plane(theta, filter_normalised(drawn, theta, SIZES))
    return plane, StackedMLP(theta[None], SIZES, [activation] * 2, LOSSES["binary_cross_entropy"]), x, y


def loss_at(theta, net, x, y, activation):
    one = StackedMLP(theta[None], SIZES, [activation] * 2, net.loss)
    return net.loss.value(one.forward(x)[-1], y)[0]


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "gelu"])
def test_every_point_of_the_surface_is_the_loss_of_the_network_there(activation):
    plane, net, x, y = setting(activation)
    a, b = torch.linspace(-1, 1, 5, dtype=torch.float64), torch.linspace(-2, 2, 7, dtype=torch.float64)
    surface = loss_surface(plane, a, b, net, x, y)
    assert surface.shape == (7, 5)
    for row in range(7):
        for column in range(5):
            theta = plane.centre + a[column] * plane.directions[0] + b[row] * plane.directions[1]
            assert float(surface[row, column]) == pytest.approx(float(loss_at(theta, net, x, y, activation)), rel=1e-12)
    assert float(surface[3, 2]) == pytest.approx(float(net.loss.value(net.forward(x)[-1], y)), rel=1e-12)


def test_in_single_precision_it_is_the_same_to_six_digits():
    plane, net, x, y = setting()
    a = torch.linspace(-1, 1, 9, dtype=torch.float64)
    exact = loss_surface(plane, a, a, net, x, y)
    torch.testing.assert_close(loss_surface(plane, a, a, net, x, y, torch.float32), exact, rtol=2e-6, atol=1e-6)


def test_the_networks_parameters_are_left_alone():
    plane, net, x, y = setting()
    before = net.theta.clone()
    loss_surface(plane, torch.tensor([0.0, 1.0]).double(), torch.tensor([0.0]).double(), net, x, y)
    assert torch.equal(net.theta, before) and torch.equal(plane.centre, before[0])


def test_each_unit_of_a_normalised_direction_is_as_long_as_the_units_own_weights():
    plane, *_ = setting()
    for part, own in zip(layers(plane.directions, SIZES), layers(plane.centre[None], SIZES), strict=True):
        torch.testing.assert_close(part.norm(dim=2), own.norm(dim=2).expand(2, -1))


def test_doubling_one_layer_and_halving_the_next_leaves_the_normalised_surface_as_it_was():
    """What filter normalisation is for. It holds without biases, which a ReLU network's second layer must scale too."""
    sizes, generator = (2, 6, 1), torch.Generator().manual_seed(0)
    theta = initial_parameters(sizes, "default", generator)
    x = torch.randn(1, 2, 50, generator=generator, dtype=torch.float64)
    y = (x[:, :1] > 0).double()
    layers(theta[None], sizes)[1][:, :, -1] = 0.0
    scaled = theta.clone()
    for part, factor in zip(layers(scaled[None], sizes), (2.0, 0.5), strict=True):
        part.mul_(factor)
    drawn = torch.randn(2, len(theta), generator=generator, dtype=torch.float64)
    for part in layers(drawn, sizes)[1:]:
        part[:, :, -1] = 0.0
    a = torch.linspace(-1, 1, 5, dtype=torch.float64)
    surfaces = [
        loss_surface(Plane(each, filter_normalised(drawn, each, sizes)), a, a,
                     StackedMLP(each[None], sizes, ["relu"], LOSSES["binary_cross_entropy"]), x, y)
        for each in (theta, scaled)
    ]  # fmt: skip
    torch.testing.assert_close(*surfaces, rtol=1e-10, atol=1e-12)


def test_coordinates_undo_points_and_drop_what_lies_off_the_plane():
    plane, *_ = setting()
    a, b = torch.tensor([0.5, -1.0, 2.0]).double(), torch.tensor([0.0, 3.0, 1.0]).double()
    points = plane.points(a, b)
    torch.testing.assert_close(plane.coordinates(points), torch.stack([a, b], 1))
    off = torch.linalg.qr(plane.directions.T, mode="complete")[0][:, 2]
    torch.testing.assert_close(plane.coordinates(points + 7 * off), torch.stack([a, b], 1))
    assert plane.share(points) == pytest.approx(1.0)
    assert plane.share(plane.centre + off[None]) == pytest.approx(0.0, abs=1e-12)


def test_principal_directions_hold_more_of_the_path_than_any_others():
    generator = torch.Generator().manual_seed(0)
    path = torch.randn(60, 12, generator=generator, dtype=torch.float64).cumsum(0)
    best = Plane(path[-1], principal_directions(path))
    torch.testing.assert_close(best.directions @ best.directions.T, torch.eye(2).double())
    spread = torch.linalg.eigvalsh((path - path[-1]).T @ (path - path[-1])).flip(0)
    assert best.share(path) == pytest.approx(float(spread[:2].sum() / spread.sum()))
    for _ in range(20):
        other = torch.linalg.qr(torch.randn(12, 2, generator=generator, dtype=torch.float64))[0].T
        assert Plane(path[-1], other).share(path) < best.share(path)
