"""The learner's programs of the text and attention rooms arrive at the page's numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dlcore.config import Config
from dlcore.datasets.text import OwnText
from dlcore.experiments.recurrent_network import run
from dlcore.experiments.recurrent_network.attention_config import Attending
from dlcore.experiments.recurrent_network.text_config import Text
from dlcore.export import notebook, program

OWN = OwnText.of("“Ünïcode”\\n'''\" {x} </script> 爱 😀\n" * 60)
CONFIGS: dict[str, Config] = {
    "lstm": Text(hidden=8, updates=5, batch_size=4),
    "rnn": Text(cell="rnn", hidden=8, updates=5, length=8, clip=0.0, lr=0.1),
    "gru": Text(corpus="tang", cell="gru", hidden=8, updates=3, dropout=0.3, batch_size=4, seed=3),
    "text_attention": Text(cell="attention", hidden=8, updates=3, dropout=0.1, batch_size=4),
    "own": Text(corpus="own", own=OWN, hidden=8, updates=3, batch_size=4),
    "first": Attending(updates=3, length=7, opened=True),
    "adding": Attending(task="adding", cell="gru", updates=3, length=8, hidden=4),
    "parity": Attending(task="parity", cell="rnn", updates=3, length=9, seed=5),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """Run every program in one Python process, each as a script of its own; return what each printed last."""
    folder: Path = tmp_path_factory.mktemp("programs")
    for name, config in CONFIGS.items():
        (folder / f"{name}.py").write_text(program(config), encoding="utf-8")
    runner = folder / "run_all.py"
    runner.write_text(
        "import runpy, torch\n"
        f"for name in {list(CONFIGS)!r}:\n"
        "    torch.set_default_dtype(torch.float32)\n"
        f"    runpy.run_path({str(folder)!r} + f'/{{name}}.py', run_name='__main__')\n"
        "    print('#end')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", runner], capture_output=True, text=True, check=False, cwd=folder,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    parts = done.stdout.split("#end\n")[:-1]
    return {name: json.loads(part.splitlines()[-1]) for name, part in zip(CONFIGS, parts, strict=True)}


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_pages_numbers(name: str, printed: dict[str, dict[str, float]]) -> None:
    *_, last = run(CONFIGS[name])
    assert printed[name] == pytest.approx({key: last.metrics[key] for key in printed[name]}, rel=1e-4)
    assert {"test_loss", "test_attention_loss"} & printed[name].keys()


def test_a_notebook_has_a_cell_for_each_part() -> None:
    cells = json.loads(notebook(CONFIGS["lstm"]))["cells"]
    assert len(cells) > 5 and all(cell["cell_type"] == "code" for cell in cells)
