"""Each surface's gradient and Hessian against autograd and finite differences."""

import numpy as np
import pytest
import torch

from dlcore.experiments.gradient_descent.config import PLACES
from dlcore.terrains import terrain

GIVEN = {"bowl": {"condition": 37.0, "angle": 25.0}}


def places(name, count=30):
    generator = torch.Generator().manual_seed(0)
    low, high = torch.tensor(PLACES[name].window, dtype=torch.float64).T
    return low + (high - low) * torch.rand(count, 2, generator=generator, dtype=torch.float64)


@pytest.mark.parametrize("name", PLACES)
def test_gradient_and_hessian_are_those_of_autograd(name):
    ground = terrain(name, **GIVEN.get(name, {}))
    for point in places(name):
        height = lambda p: ground.value(p[0], p[1])
        gradient = torch.autograd.functional.jacobian(height, point)
        hessian = torch.autograd.functional.hessian(height, point)
        torch.testing.assert_close(ground.gradient(*point), gradient, rtol=1e-10, atol=1e-9)
        torch.testing.assert_close(ground.hessian(*point), hessian, rtol=1e-10, atol=1e-9)
        assert float(ground.sharpness(*point)) == pytest.approx(float(torch.linalg.eigvalsh(hessian)[-1]), rel=1e-9)


@pytest.mark.parametrize("name", PLACES)
def test_gradient_is_the_central_difference(name):
    ground, step = terrain(name, **GIVEN.get(name, {})), 1e-5
    x, y = places(name).T
    ahead = [ground.value(x + dx, y + dy) for dx, dy in ((step, 0), (0, step))]
    behind = [ground.value(x - dx, y - dy) for dx, dy in ((step, 0), (0, step))]
    slopes = torch.stack([(a - b) / (2 * step) for a, b in zip(ahead, behind, strict=True)], -1)
    torch.testing.assert_close(ground.gradient(x, y), slopes, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("name", PLACES)
def test_the_lowest_points_are_flat_and_of_height_zero(name):
    ground = terrain(name)
    x, y = torch.tensor(PLACES[name].minima, dtype=torch.float64).T
    assert float(ground.value(x, y).abs().max()) < 1e-9
    assert float(ground.gradient(x, y).abs().max()) < 1e-4
    assert (ground.hessian(x, y).numpy()[:, 0, 0] > 0).all()
    assert float(ground.value(*places(name, 500).T).min()) >= 0


def test_a_bowls_eigenvalues_are_one_and_its_condition_number_however_it_is_turned():
    for angle in (0.0, 30.0, 75.0):
        hessian = terrain("bowl", condition=50.0, angle=angle).hessian(torch.tensor(1.0), torch.tensor(2.0))
        np.testing.assert_allclose(torch.linalg.eigvalsh(hessian).numpy(), [1, 50], rtol=1e-5)


def test_an_unknown_name_is_a_key_error():
    with pytest.raises(KeyError):
        terrain("swamp")
