"""The learner's programs arrive at the page's numbers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dlcore.experiments.interpretability import run
from dlcore.experiments.interpretability.config import Cheat, Checks, Pictures, Table
from dlcore.export import DATA, packages, program

CONFIGS = {
    "pictures": Pictures(steps=20, train_images=300, points=8, mislabelled=0.3, samples=8, baseline=0.2),
    "cheat": Cheat(steps=20, train_images=300, share=0.9, brightness=0.8),
    "alone": Checks(steps=20, train_images=300, images=4, cascade=False, seed=2),
    "table": Table(epochs=20, copies=2, row=5),
    "linear": Table(data="breast_cancer", model="linear", epochs=20, weight_decay=0.1),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Run every program in one Python process, each as a script of its own; return what each printed last."""
    folder = tmp_path_factory.mktemp("programs")
    (folder / "mnist_5000.npz").symlink_to(DATA / "mnist_5000.npz")
    for name, config in CONFIGS.items():
        (folder / f"{name}.py").write_text(program(config), encoding="utf-8")
    runner = folder / "run_all.py"
    runner.write_text(
        "import runpy, torch\ntorch.set_num_threads(1)\n"
        f"for name in {list(CONFIGS)!r}:\n"
        f"    print('# ' + name)\n    runpy.run_path({str(folder)!r} + f'/{{name}}.py', run_name='__main__')\n"
    )
    # -I: what the program needs must come from its packages alone, not from this project's folder
    done = subprocess.run([sys.executable, "-I", runner], capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return {
        name: json.loads(part.splitlines()[-1]) for name, part in zip(CONFIGS, done.stdout.split("# ")[1:], strict=True)
    }


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_numbers(name, printed):
    *_, last = run(CONFIGS[name])
    assert printed[name].keys() == last.metrics.keys()
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4, abs=1e-9), metric


def test_the_programs_say_what_they_need():
    assert packages(program(CONFIGS["cheat"])) == ("numpy", "torch", "captum")
    assert packages(program(CONFIGS["table"])) == ("numpy", "torch", "captum", "scikit-learn")
