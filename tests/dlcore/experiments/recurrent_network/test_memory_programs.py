"""The learner's program of each room that trains on numbers or symbols arrives at the page's numbers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from dlcore.config import Config
from dlcore.experiments.recurrent_network import run
from dlcore.experiments.recurrent_network.config import (
    CELLS,
    LAYERS,
    Clipping,
    Delays,
    Forecast,
    Lags,
    OneCell,
    Recall,
)
from dlcore.export import program

CONFIGS: dict[str, Config] = {
    **{f"cell-{cell}": OneCell(cell=cell, gain=1.5, forget_bias=1.0) for cell in CELLS},
    **{f"sine-{cell}": Forecast(cell=cell, hidden=4, window=5, horizon=30, updates=5) for cell in LAYERS},
    "sunspots": Forecast(series="sunspots", hidden=4, window=5, horizon=30, updates=5),
    "changes": Forecast(series="co2", differences=True, hidden=4, window=5, horizon=20, updates=5, batch_size=8),
    "changes-attention": Forecast(
        series="co2", differences=True, cell="attention", hidden=4, window=5, horizon=20, updates=5, batch_size=8
    ),
    "first": Recall(length=11, hidden=4, updates=6),
    "truncated-lstm": Recall(length=11, hidden=4, updates=6, truncate=4, clip=0.1, task="parity"),
    "truncated-gru": Recall(cell="gru", length=9, hidden=4, updates=6, truncate=3, clip=0),
    "adding": Recall(task="adding", cell="rnn", length=8, hidden=4, updates=6),
    "lags": Lags(length=6, hidden=4, updates=20, seeds=3, gain=1.5, opened=True),
    "delays": Delays(longest=5, hidden=4, updates=20, seeds=2),
    "clipping": Clipping(gain=1.0, length=6, hidden=4, clip=0.1, updates=50, seeds=3),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """Run every program in one Python process, each as a script of its own; return what each printed last."""
    folder = tmp_path_factory.mktemp("programs")
    for i, config in enumerate(CONFIGS.values()):
        (folder / f"p{i}.py").write_text(program(config), encoding="utf-8")
    runner = folder / "run_all.py"
    runner.write_text(
        "import runpy, torch\ntorch.set_num_threads(1)\n"
        f"for i in range({len(CONFIGS)}):\n"
        f"    print('#', i)\n    runpy.run_path({str(folder)!r} + f'/p{{i}}.py', run_name='__main__')\n"
    )
    # -I: what the program needs must come from torch alone, not from this project's folder
    done = subprocess.run([sys.executable, "-I", runner], capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    parts = done.stdout.split("# ")[1:]
    return {name: json.loads(part.splitlines()[-1]) for name, part in zip(CONFIGS, parts, strict=True)}


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_metrics(name: str, printed: dict[str, dict[str, float]]) -> None:
    last = list(run(CONFIGS[name]))[-1].metrics
    assert set(printed[name]) <= set(last) and len(printed[name]) >= 2
    for metric, value in printed[name].items():
        assert value == pytest.approx(last[metric], rel=1e-6, abs=1e-12), metric
