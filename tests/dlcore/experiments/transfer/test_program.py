"""The learner's program of a transfer arrives at the page's numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dlcore.datasets.digits import FOLDER
from dlcore.experiments.transfer import run
from dlcore.experiments.transfer.config import WAYS, Amounts, Depth, Sources, Tuning
from dlcore.export import files, program

QUICK = {"seeds": 2, "epochs": 15, "patience": 10, "placements": 2, "width": 16, "pretraining": 20}
CONFIGS = {
    "amounts": Amounts.from_texts({"largest": "5", "ways": "-".join(WAYS), "seed": "4"}).replace(**QUICK),
    "writers": Amounts(largest=5, source="mnist_same", tasks="even_odd", wander=0).replace(**QUICK),
    "tuning": Tuning(count=5).replace(**QUICK),
    "tethered": Tuning(count=5, share=0.1, pull=0.3, source="scrambled").replace(**QUICK),
    "depth": Depth(count=5, source="rotated").replace(**QUICK),
    "sources": Sources(count=5, sources=("digits", "mnist", "inverted", "labels")).replace(**QUICK),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Run every program in one Python process, each as a script of its own; return what each printed last."""
    folder: Path = tmp_path_factory.mktemp("programs")
    for name, config in CONFIGS.items():
        text = program(config)
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
        for needed in files(text):
            (folder / needed.name).write_bytes((FOLDER / needed.name).read_bytes())
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
def test_the_program_prints_the_last_snapshots_answers(name, printed):
    *_, last = run(CONFIGS[name])
    assert printed[name].keys() == {each for each in last.metrics if each.startswith("right_")}
    for metric, value in printed[name].items():
        assert value == pytest.approx(last.metrics[metric], rel=1e-9)


@pytest.mark.parametrize("name", CONFIGS)
def test_a_program_reads_the_other_collection_only_where_it_is_asked_to(name):
    text = program(CONFIGS[name])
    foreign = name in ("writers", "sources")
    assert [each.name for each in files(text)] == (["mnist_5000.npz"] if foreign else [])
    assert ("import numpy" in text) == foreign
