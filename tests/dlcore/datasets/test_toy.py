"""Toy sets are what they say: their shape when clean, their balance, and nothing but the given generator."""

import math
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier

from dlcore.datasets.catalogue import DATASETS
from dlcore.datasets.toy import TOYS
from dlcore.export import source

CLASSES = [name for name in TOYS if DATASETS[name].kind == "classes"]
REGRESSIONS = [name for name in TOYS if DATASETS[name].kind == "regression"]


def draw(name, n=2000, noise=0.0, seed=0):
    return TOYS[name](n, noise, torch.Generator().manual_seed(seed))


def test_circles_are_told_apart_by_their_radius():
    points, y = draw("circles")
    radius = points.norm(dim=1)
    assert torch.equal(y, (radius > 1.8).long())
    assert radius[y == 0].square().mean() == pytest.approx(1.5**2 / 2, rel=0.03)  # as in an evenly filled disc


def test_xor_is_told_apart_by_the_sign_of_the_product():
    points, y = draw("xor")
    assert torch.equal(y, (points.prod(dim=1) < 0).long())
    assert ((points[:, 0] > 0) & (points[:, 1] > 0)).double().mean() == pytest.approx(0.25, abs=0.03)


def test_gaussians_lie_on_two_sides_of_a_line():
    points, y = draw("gaussians")
    assert torch.equal(y, (points.sum(dim=1) > 0).long())
    assert points[y == 1].std(dim=0).tolist() == pytest.approx([0.4, 0.4], rel=0.1)


def test_blobs_lie_in_four_quadrants():
    points, y = draw("blobs")
    quadrant = torch.atan2(points[:, 1], points[:, 0]).remainder(2 * math.pi) // (math.pi / 2)
    assert torch.equal(y, quadrant.long())


@pytest.mark.parametrize(("name", "arms", "turns"), [("spiral", 2, 1.25), ("three_arms", 3, 0.75)])
def test_arms_are_told_apart_by_the_angle_once_unwound(name, arms, turns):
    points, y = draw(name)
    angle = torch.atan2(points[:, 1], points[:, 0]) - 2 * math.pi * turns * points.norm(dim=1) / 3
    arm = angle / (2 * math.pi / arms)
    assert torch.allclose(arm, arm.round(), rtol=0, atol=1e-9)
    assert torch.equal(y, arm.round().long() % arms)


def test_moons_are_half_ellipses():
    points, y = draw("moons")
    upright = points * torch.where(y == 0, 1, -1)[:, None]
    across, up = (upright[:, 0] + 1) / 2, (upright[:, 1] + 1) / 3
    assert torch.allclose(across.square() + up.square(), torch.ones_like(up))
    assert up.min() >= 0


def test_slope_is_a_plane():
    points, height = draw("slope")
    design = torch.cat([points, torch.ones(len(points), 1, dtype=torch.float64)], dim=1)
    fitted = torch.linalg.lstsq(design, height[:, None]).solution[:, 0]
    assert fitted.tolist() == pytest.approx([1 / 6, 1 / 6, 0])


def test_bumps_have_their_closed_form():
    points, height = draw("bumps")
    decay = torch.exp(-(points.square().sum(dim=1) + 2 * 1.2**2) / 2)
    assert torch.allclose(height, 2 * decay * torch.sinh(1.2 * points.sum(dim=1)))
    assert height.max() == pytest.approx(1, abs=0.05) and height.min() == pytest.approx(-1, abs=0.05)


@pytest.mark.parametrize("name", REGRESSIONS)
def test_noise_of_a_height_has_the_given_size_and_leaves_the_points_alone(name):
    points, clean = draw(name)
    same_points, noisy = draw(name, noise=0.3)
    assert torch.equal(points, same_points)
    assert (noisy - clean).std() == pytest.approx(0.3, rel=0.05)
    assert (noisy - clean).mean() == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize("name", CLASSES)
def test_noise_goes_from_separable_to_a_mess(name):
    accuracy = []
    for noise in (0.0, 0.1, 0.5):
        judge = KNeighborsClassifier(15).fit(*draw(name, noise=noise))
        accuracy.append(judge.score(*draw(name, noise=noise, seed=1)))
    chance = 1 / max(DATASETS[name].outputs, 2)
    assert accuracy[0] >= 0.999 and accuracy[1] >= 0.97
    assert chance + 0.15 < accuracy[2] < 0.92


@pytest.mark.parametrize("name", TOYS)
def test_clean_points_fill_the_plane(name):
    points, _ = draw(name)
    assert points.abs().max() <= 3.5
    assert points.min(dim=0).values.max() < -1.9
    assert points.max(dim=0).values.min() > 1.9


@pytest.mark.parametrize("name", TOYS)
def test_the_seed_decides(name):
    first, again, other = draw(name, noise=0.2), draw(name, noise=0.2), draw(name, noise=0.2, seed=1)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not torch.equal(first[0], other[0])


@pytest.mark.parametrize("name", TOYS)
def test_the_global_generator_is_left_alone(name):
    before = torch.random.get_rng_state()
    draw(name, noise=0.2)
    assert torch.equal(torch.random.get_rng_state(), before)


@pytest.fixture
def double_precision():
    """Set the default dtype as the learner's program does."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


@pytest.fixture
def expected(name):
    return draw(name, 101, 0.2, 7)


@pytest.mark.parametrize("name", TOYS)
def test_quoted_in_a_program_it_draws_the_same(name, expected, double_precision):
    program: dict[str, Any] = {"torch": torch, "math": math}
    exec(source("dlcore.datasets.toy", name), program)
    points, targets = program[name](101, 0.2, torch.Generator().manual_seed(7))
    assert torch.equal(points, expected[0]) and torch.equal(targets, expected[1])


@given(
    name=st.sampled_from(list(TOYS)),
    n=st.integers(1, 1000),
    noise=st.floats(0, 0.5),
    seed=st.integers(0, 2 * 10**5),
)
def test_any_draw_is_finite_bounded_and_balanced(name, n, noise, seed):
    points, targets = draw(name, n, noise, seed)
    assert points.shape == (n, 2) and points.dtype == torch.float64 and targets.shape == (n,)
    assert bool((points.abs() <= 15).all())  # NaN would not be
    if name in CLASSES:
        counts = targets.bincount(minlength=max(DATASETS[name].outputs, 2))
        assert targets.dtype == torch.int64
        assert len(counts) == max(DATASETS[name].outputs, 2) and counts.max() - counts.min() <= 1
    else:
        assert targets.dtype == torch.float64
        assert bool((targets.abs() <= 1 + 8 * noise).all())
