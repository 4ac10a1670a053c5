"""The programs that a learner takes home arrive at the numbers of the page."""

from typing import Any

import nbformat
import pytest

from dlcore.experiments.gradient_descent import Landscape, Race, Rates, run
from dlcore.export import notebook, program
from tests import programs

CONFIGS = {
    "default": Race(),
    "ravine": Race(surface="ravine", x=-1.2, y=1, lr=0.001, adaptive_lr=0.02, steps=60, momentum=0.0),
    "saddle": Race(surface="saddle", x=1.5, y=0.001, lr=0.1, adaptive_lr=0.05, steps=60),
    "egg box, noise, clipping, one cycle": Race(
        surface="rastrigin", x=-2.7, y=3.4, lr=0.002, noise=1.0, clip=3.0, schedule="onecycle", steps=60, seed=7
    ),
    "schedules": Race(surface="himmelblau", x=-1, y=-0.5, contest="schedules", optimizer="adam", lr=0.01, noise=0.3),
    "rates, one of them lost": Race(contest="rates", steps=50),
    "network": Landscape(epochs=12, samples=60),
    "deeper network": Landscape(dataset="bumps", hidden=(4, 3), activation="relu", optimizer="adagrad", batch_size=10,
                                lr=0.05, epochs=10, samples=60),
    "linear rates": Rates(epochs=10, samples=60),
    "network rates": Rates(dataset="moons", hidden=(3,), optimizer="adam", epochs=5, batch_size=20, samples=60),
}  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_program_prints_the_last_snapshots_metrics(name, printed):
    last = list(run(CONFIGS[name]))[-1]
    assert set(printed[name]) == set(last.metrics)
    for metric, value in last.metrics.items():
        assert printed[name][metric] == pytest.approx(value, rel=1e-6, abs=1e-12), metric


@pytest.mark.parametrize("config", [Race(), Landscape(), Rates()], ids=lambda config: type(config).__name__)
def test_the_notebook_is_the_program_in_cells(config):
    book = nbformat.reads(notebook(config), as_version=4)
    nbformat.validate(book)
    assert "\n".join(cell.source for cell in book.cells).split() == program(config).split()
