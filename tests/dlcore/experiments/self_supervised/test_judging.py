"""Distances against SciPy's, losses against the lowest possible one."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.spatial.distance import cdist

from dlcore.experiments.self_supervised import run
from dlcore.experiments.self_supervised.config import Diffusion
from dlcore.experiments.self_supervised.judging import energy_distance, judge


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
