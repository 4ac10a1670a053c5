"""Denoisers against closed forms: a Gaussian's best one is a formula, and so is that of any set of points."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dlcore.experiments.self_supervised.denoising import backwards, best_denoiser, disturbed, points
from dlcore.experiments.self_supervised.noising import kept
from tests.dlcore.experiments.self_supervised.gaussian_cloud import CLOUD, COVARIANCE, MEAN, gaussian, generator, shares


def test_the_cloud_has_the_mean_and_spread_that_the_formula_takes():
    drawn = points(CLOUD, 200_000, 0)
    assert torch.allclose(drawn.mean(0), MEAN, atol=0.01)
    assert torch.allclose(drawn.T.cov(), COVARIANCE, atol=0.01)


def test_the_formula_for_points_tends_to_the_gaussians():
    left, data = shares(CLOUD), points(CLOUD, 20_000, 5)
    x = disturbed(points(CLOUD, 300, 6), left[15], torch.randn(300, 2, generator=generator(), dtype=torch.float64))
    said, best = best_denoiser(data, left)(x, 15), gaussian(left)(x, 15)
    assert (said - best).square().mean() < 0.003 * best.square().mean()


def test_the_formula_for_points_is_bayes_rule_by_hand():
    left, data = torch.tensor([1.0, 0.6], dtype=torch.float64), torch.tensor([[1.0, 0.0], [-1.0, 0.5]]).double()
    x = torch.tensor([[0.2, 0.1]], dtype=torch.float64)
    noises = (x - 0.6**0.5 * data) / 0.4**0.5  # what each point would have needed to arrive at x
    weights = torch.exp(-noises.square().sum(1) / 2)
    wanted = (weights[:, None] * noises).sum(0) / weights.sum()
    assert torch.allclose(best_denoiser(data, left)(x, 1)[0], wanted)


@pytest.mark.parametrize("sampler", ["ddpm", "ddim"])
def test_the_way_back_with_the_right_noise_ends_at_the_gaussian(sampler: str):
    left = torch.from_numpy(kept("cosine", 100))
    made = backwards(gaussian(left), left, sampler, generator(3), 20_000)
    assert made.shape == (101, 20_000, 2)
    assert torch.allclose(made[-1].mean(0), MEAN, atol=0.03)
    assert torch.allclose(made[-1].T.cov(), COVARIANCE, rtol=0.06, atol=0.02)


def test_without_noise_on_the_way_the_end_depends_on_the_beginning_alone():
    left, noise = shares(CLOUD), generator(3)
    first = backwards(gaussian(left), left, "ddim", noise, 10)
    drawn = torch.randn(1, generator=noise)  # the next number after the beginning: nothing else was drawn
    fresh = generator(3)
    torch.randn(10, 2, generator=fresh, dtype=torch.float64)
    assert torch.equal(drawn, torch.randn(1, generator=fresh)) and len(first) == CLOUD.steps + 1


@pytest.mark.parametrize("schedule", ["cosine", "linear"])
@pytest.mark.parametrize("steps", [2, 10, 100])
def test_what_is_kept_falls_from_all_to_almost_nothing(schedule: str, steps: int):
    left = kept(schedule, steps)
    assert left[0] == 1 and len(left) == steps + 1 and (np.diff(left) < 0).all() and left[-1] < 0.003
    assert (left[1:] / left[:-1] >= 0.001 - 1e-15).all()
