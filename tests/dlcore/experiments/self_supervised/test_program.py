"""The learner's program of each room arrives at the page's numbers."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from dlcore.experiments.self_supervised import run
from dlcore.experiments.self_supervised.config import STARTS, AutoEncoder, Diffusion, Pretext
from dlcore.export import program

CONFIGS = {
    "squeezed": AutoEncoder(epochs=4, train_images=400, data_seed=3, seed=1),
    "noisy": AutoEncoder(epochs=3, noise=0.3, activation="tanh", width=8, train_images=200),
    "straight": AutoEncoder(epochs=3, activation="identity", batch_size=25, train_images=200),
    "labels": Pretext(starts=STARTS, largest=100, pretraining=2, width=16, seeds=2, unlabelled=300, seed=5),
    "moons": Diffusion(updates=200, width=16, steps=10),
    "cloud": Diffusion(updates=100, dataset="cloud", schedule="linear", sampler="ddim", steps=5, samples=50, seed=4),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Run every program in one Python process, each as a script of its own; return what each printed last."""
    folder = tmp_path_factory.mktemp("programs")
    for name, config in CONFIGS.items():
        (folder / f"{name}.py").write_text(program(config), encoding="utf-8")
    runner = folder / "run_all.py"
    runner.write_text(
        "import runpy, torch\ntorch.set_num_threads(1)\n"
        f"for name in {list(CONFIGS)!r}:\n"
        f"    print('#', name)\n    runpy.run_path({str(folder)!r} + f'/{{name}}.py', run_name='__main__')\n"
    )
    # -I: what the program needs must come from torch and scikit-learn alone, not from this project's folder
    done = subprocess.run([sys.executable, "-I", runner], capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return {
        name: json.loads(part.splitlines()[-1]) for name, part in zip(CONFIGS, done.stdout.split("# ")[1:], strict=True)
    }


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
