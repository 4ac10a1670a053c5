"""The learner's programs print the page's counts, exponents, bytes and accuracies."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from dlcore.config import Config
from dlcore.experiments.compute_cost import run
from dlcore.experiments.compute_cost.config import Architecture, Formats, History, Scaling
from dlcore.export import files, program
from dlcore.models.costs import KINDS

CONFIGS: dict[str, Config] = {
    **{kind: Architecture(kind=kind, width=8, depth=2, length=12, batch=3, repeats=5) for kind in KINDS},
    "wider": Scaling(kind="mlp", varied="width", doublings=3, length=8, repeats=5),
    "longer": Scaling(kind="attention", varied="length", doublings=3, width=8, repeats=5),
    "formats": Formats(width=16, depth=1, epochs=1, batch=8, repeats=5, seed=4),
    "plain": Formats(formats=("float32", "int2"), width=8, depth=2, epochs=1, batch=8, repeats=5),
    "history": History(since=2015, overhead=1.5),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Run every program in one Python process, each as a script of its own; return what each printed last."""
    folder = tmp_path_factory.mktemp("programs")
    for name, config in CONFIGS.items():
        text = program(config)
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
        for path in files(text):
            shutil.copy(path, folder)
    runner = folder / "run_all.py"
    runner.write_text(
        f"import runpy\nfor name in {list(CONFIGS)!r}:\n"
        f"    print('#', name)\n    runpy.run_path({str(folder)!r} + f'/{{name}}.py', run_name='__main__')\n"
    )
    # -I: what the program needs must come from torch alone (torchao for int8), not from this project's folder
    done = subprocess.run([sys.executable, "-I", runner], capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    parts = ("\n" + done.stdout).split("\n# ")[1:]
    return {name: json.loads(part.splitlines()[-1]) for name, part in zip(CONFIGS, parts, strict=True)}


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_metrics(name: str, printed) -> None:
    *_, last = run(CONFIGS[name])
    assert len(printed[name]) >= 4
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-4), metric


def test_a_program_asks_for_torchao_only_where_it_is_used() -> None:
    assert "torchao" in program(CONFIGS["formats"]) and "torchao" not in program(CONFIGS["plain"])
