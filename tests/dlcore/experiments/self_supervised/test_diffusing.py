"""Diffusion against closed forms: a Gaussian's best denoiser is a formula, and so is that of any set of points."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import torch
from scipy.spatial.distance import cdist
from torch import Tensor

from dlcore.experiments.self_supervised import run
from dlcore.experiments.self_supervised.config import Diffusion
from dlcore.experiments.self_supervised.diffusing import (
    Denoiser,
    backwards,
    best_denoiser,
    denoiser,
    disturbed,
    energy_distance,
    judge,
    points,
    walk,
)
from dlcore.experiments.self_supervised.learning import stacked
from dlcore.experiments.self_supervised.noising import kept

CLOUD = Diffusion(dataset="cloud", samples=2000)
SPREAD = torch.tensor([[1.2, 0.0], [0.9, 0.45]], dtype=torch.float64) / 1.5
MEAN, COVARIANCE = torch.tensor([0.4, -0.2], dtype=torch.float64), SPREAD @ SPREAD.T
EYE = torch.eye(2, dtype=torch.float64)


def shares(config: Diffusion) -> Tensor:
    return torch.from_numpy(kept(config.schedule, config.steps))


def gaussian(left: Tensor) -> Denoiser:
    """The best denoiser of the Gaussian cloud itself, in closed form."""

    def foretell(x: Tensor, time: int) -> Tensor:
        inner = left[time] * COVARIANCE + (1 - left[time]) * EYE
        return (1 - left[time]).sqrt() * torch.linalg.solve(inner, (x - left[time].sqrt() * MEAN).T).T

    return foretell


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@cache
def trained(config: Diffusion) -> np.ndarray:
    *_, last = run(config, probes=())
    return last.probes["parameters"]


def test_the_cloud_has_the_mean_and_spread_that_the_formula_takes():
    drawn = points(CLOUD, 200_000, 0)
    assert torch.allclose(drawn.mean(0), MEAN, atol=0.01)
    assert torch.allclose(drawn.T.cov(), COVARIANCE, atol=0.01)


@pytest.mark.parametrize("time", [4, 12, 20, 32])
def test_a_trained_network_comes_near_the_gaussians_formula(time: int):
    left = shares(CLOUD)
    x = disturbed(points(CLOUD, 2000, 99), left[time], torch.randn(2000, 2, generator=generator(), dtype=torch.float64))
    said = denoiser(stacked(CLOUD, trained(CLOUD)[None]), CLOUD.steps)(x, time)
    best = gaussian(left)(x, time)
    assert (said - best).square().mean() < 0.06 * best.square().mean()


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


def test_many_small_steps_are_one_large_one():
    config = Diffusion(dataset="cloud", steps=10, updates=10)
    *_, last = run(config, probes=())
    left, shown = shares(config), walk(config, last.probes["parameters"])
    assert shown.forwards.shape == shown.back.shape == (11, 2, 400) and shown.field.shape == (11, 2, 3 * 225)
    fresh = torch.from_numpy(judge(config).scene().fresh)
    assert np.allclose(shown.forwards[0], fresh.T)
    for time in (3, 10):  # mean and spread after so many steps are those of √ᾱ x + √(1 − ᾱ) ε
        mean, spread = left[time].sqrt() * fresh.mean(0), left[time] * fresh.T.cov() + (1 - left[time]) * EYE
        assert np.allclose(shown.forwards[time].mean(1), mean, atol=0.15)
        assert np.allclose(np.cov(shown.forwards[time]), spread, atol=0.25)


def test_the_field_points_from_the_noise_to_the_data():
    shown = walk(CLOUD, trained(CLOUD))
    starts, ends = shown.field[20, :, ::3], shown.field[20, :, 1::3]
    assert np.array_equal(starts, shown.places) and np.isnan(shown.field[20, :, 2::3]).all()
    lengths = np.linalg.norm(ends - starts, axis=0)
    assert lengths.max() < np.diff(np.unique(shown.places[0])).min()
    best = -gaussian(shares(CLOUD))(torch.from_numpy(starts.T).double(), CLOUD.steps - 20).T.numpy()
    cosines = ((ends - starts) * best).sum(0) / (lengths * np.linalg.norm(best, axis=0))
    assert np.median(cosines) > 0.97
    assert not np.nan_to_num(shown.field[-1, :, 1::3] - shown.places).any()


def test_the_energy_distance_is_what_it_says():
    random = np.random.default_rng(0)
    x, y = random.normal(size=(30, 2)), random.normal(size=(20, 2)) + 1
    wanted = 2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean()
    assert energy_distance(torch.from_numpy(x), torch.from_numpy(y)) == pytest.approx(wanted)
    assert energy_distance(torch.from_numpy(x), torch.from_numpy(x)) == pytest.approx(0, abs=1e-9)


def test_no_network_is_below_the_lowest_possible_loss_and_fresh_samples_are_the_floor():
    *_, last = run(Diffusion(samples=20, updates=600, steps=10), probes=())
    assert last.metrics["best_loss"] < last.metrics["train_loss"] < last.metrics["test_loss"]
    measure = judge(Diffusion(updates=10))
    assert 0 < measure.floor < 0.02
