"""The learner's program of a contest arrives at the page's scores."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dlcore.experiments.classical_vs_deep import Config, run
from dlcore.export import program

CONFIGS = {
    "plane": Config(budget=2, seeds=2, train=50, distractors=2, mislabelled=0.1, seed=7),
    "table": Config(data="wine", budget=1, seeds=1, standardise=False),
    "digits": Config(data="digits", budget=1, seeds=1, train=50),
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
def test_the_program_prints_the_last_snapshots_scores(name, printed):
    *_, last = run(CONFIGS[name])
    assert len(printed[name]) == 7
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4)
