"""A trained network against the Gaussian's closed form, and its walk back."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import torch

from dlcore.experiments.self_supervised import run
from dlcore.experiments.self_supervised.config import Diffusion
from dlcore.experiments.self_supervised.denoising import denoiser, disturbed, points
from dlcore.experiments.self_supervised.diffusing import walk
from dlcore.experiments.self_supervised.judging import judge
from dlcore.experiments.self_supervised.learning import stacked
from tests.dlcore.experiments.self_supervised.gaussian_cloud import CLOUD, EYE, gaussian, generator, shares


@cache
def trained(config: Diffusion) -> np.ndarray:
    *_, last = run(config, probes=())
    return last.probes["parameters"]


@pytest.mark.parametrize("time", [4, 12, 20, 32])
def test_a_trained_network_comes_near_the_gaussians_formula(time: int):
    left = shares(CLOUD)
    x = disturbed(points(CLOUD, 2000, 99), left[time], torch.randn(2000, 2, generator=generator(), dtype=torch.float64))
    said = denoiser(stacked(CLOUD, trained(CLOUD)[None]), CLOUD.steps)(x, time)
    best = gaussian(left)(x, time)
    assert (said - best).square().mean() < 0.06 * best.square().mean()


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
