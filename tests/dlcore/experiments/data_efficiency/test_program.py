"""The learner's program of learning curves arrives at the page's errors."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dlcore.experiments.data_efficiency import run
from dlcore.experiments.data_efficiency.config import Curves, Shifts
from dlcore.export import program

CONFIGS = {
    "planes": Curves(sets=("gaussians", "spiral"), models=("tree", "network"), largest=100, seeds=2, seed=3),
    "digits": Curves(sets=("digits",), models=("neighbours",), largest=100, seeds=1, floor=False),
    "shifts": Shifts(largest=56, epochs=20, seeds=2, width=8, pretraining=30),
    "still": Shifts(helps=("augmented", "plain"), largest=56, epochs=20, seeds=1, wandering=False, floor=True),
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
def test_the_program_prints_the_last_snapshots_errors_and_law(name, printed):
    *_, last = run(CONFIGS[name])
    assert {"exponent", "floor", "ten_times"} < set(printed[name])
    assert len(printed[name]) == 3 + len(CONFIGS[name].lines)
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4)
