"""The learner's program of each room arrives at the page's numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dlcore.config import Config
from dlcore.datasets.text import OwnText
from dlcore.experiments.recurrent_network import run
from dlcore.experiments.recurrent_network.attention_config import Attending
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
from dlcore.experiments.recurrent_network.text_config import Text
from dlcore.export import notebook
from tests import programs

OWN = OwnText.of("“Ünïcode”\\n'''\" {x} </script> 爱 😀\n" * 60)
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
    "text-lstm": Text(hidden=8, updates=5, batch_size=4),
    "text-rnn": Text(cell="rnn", hidden=8, updates=5, length=8, clip=0.0, lr=0.1),
    "text-gru": Text(corpus="tang", cell="gru", hidden=8, updates=3, dropout=0.3, batch_size=4, seed=3),
    "text-attention": Text(cell="attention", hidden=8, updates=3, dropout=0.1, batch_size=4),
    "text-own": Text(corpus="own", own=OWN, hidden=8, updates=3, batch_size=4),
    "diverging-forecast": Forecast(cell="attention", lr=1.0, updates=60),
    "diverging-text": Text(cell="attention", hidden=8, updates=30, batch_size=4, lr=10.0),
    "duel-first": Attending(updates=3, length=7, opened=True),
    "duel-adding": Attending(task="adding", cell="gru", updates=3, length=8, hidden=4),
    "duel-parity": Attending(task="parity", cell="rnn", updates=3, length=9, seed=5),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_metrics(name: str, printed: dict[str, dict[str, float]]) -> None:
    last, found = list(run(CONFIGS[name]))[-1], printed[name]
    assert found.pop("diverged", False) == last.diverged == name.startswith("diverging")
    assert set(found) <= set(last.metrics) and len(found) >= 2
    rel = 1e-4 if name.startswith("text-") else 1e-6  # those compute in float32
    for metric, value in found.items():
        assert value == pytest.approx(last.metrics[metric], rel=rel, abs=1e-12), metric


def test_a_notebook_has_a_cell_for_each_part() -> None:
    cells = json.loads(notebook(CONFIGS["text-lstm"]))["cells"]
    assert len(cells) > 5 and all(cell["cell_type"] == "code" for cell in cells)
