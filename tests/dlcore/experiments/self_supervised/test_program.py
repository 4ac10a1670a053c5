"""The learner's program of each room arrives at the page's numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dlcore.experiments.self_supervised import run
from dlcore.experiments.self_supervised.config import STARTS, AutoEncoder, Diffusion, Pretext
from dlcore.export import program
from tests import programs

CONFIGS = {
    "squeezed": AutoEncoder(epochs=4, train_images=400, data_seed=3, seed=1),
    "noisy": AutoEncoder(epochs=3, noise=0.3, activation="tanh", width=8, train_images=200),
    "straight": AutoEncoder(epochs=3, activation="identity", batch_size=25, train_images=200),
    "labels": Pretext(starts=STARTS, largest=100, pretraining=2, width=16, seeds=2, unlabelled=300, seed=5),
    "moons": Diffusion(updates=200, width=16, steps=10),
    "cloud": Diffusion(updates=100, dataset="cloud", schedule="linear", sampler="ddim", steps=5, samples=50, seed=4),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_numbers(name, printed):
    *_, last = run(CONFIGS[name])
    wanted = {
        AutoEncoder: {"train_loss", "test_loss", "pca_loss", "code_accuracy"},
        Diffusion: {"energy", "nearest"},
        Pretext: {f"error_{start}_{count}" for start in STARTS for count in (10, 32, 100)},
    }
    assert printed[name].keys() == wanted[type(CONFIGS[name])]
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4)


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_is_free_of_this_projects_types(name):
    assert not re.search(r"dlcore|Denoiser|[^.]Tensor\b", program(CONFIGS[name]))
