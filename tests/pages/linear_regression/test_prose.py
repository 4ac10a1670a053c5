"""The page's prose covers all that the page has, and asks only for numbers that the page can give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dlcore.datasets.own import OwnData
from dlcore.experiments.linear_regression import Config, SeveralFeatures, facts, run, scene
from pages.linear_regression import panels
from pages.linear_regression.live import DERIVATIONS, equation, explained, live, number
from pages.linear_regression.words import FIELDS
from ui.language import sections
from ui.lesson import fill

FOLDER = Path(__file__).parents[3] / "pages" / "linear_regression"
EN, ZH = sections(FOLDER / "en.md"), sections(FOLDER / "zh.md")
RUNS = [
    Config(epochs=1000),
    Config(dataset="noisy", outliers=3, loss="huber", epochs=3),
    Config(dataset="anscombe", quartet=4, loss="mae", epochs=3),
    Config(dataset="diabetes", epochs=3, lr=1e-3),
    Config(lr=0.3),
    SeveralFeatures(epochs=3),
    SeveralFeatures(epochs=3, penalty="ridge", measurements=("bmi",), standardise=False, lr=1e-5),
    SeveralFeatures(
        epochs=3, dataset="own", own=OwnData.of(np.eye(12)[:, :3], np.arange(12) ** 2, axes=("a", "b", "c"))
    ),
]


def values(config: Config | SeveralFeatures) -> dict[str, str]:
    *_, last = run(config)
    problem = scene(config)
    return live(
        config, problem, facts.trial(config, problem), last.step, last.metrics, last.probes["parameters"].tolist()
    )


def test_every_control_panel_and_derivation_has_its_section() -> None:
    fields = {name for each in (Config, SeveralFeatures) for name in each.specs()}
    told = fields - {"own"} | {"dataset_several"}  # own data are chosen with the others; each room has its own choice
    assert {f"control_{name}" for name in told} == {name for name in EN if name.startswith("control_")}
    assert fields == FIELDS.keys()
    assert {f"panel_{name}" for code in ("", "several") for name in panels.offered(code)} <= EN.keys()
    assert {n for names in DERIVATIONS.values() for n in names} == {n for n in EN if n.startswith("derivation_")}


@pytest.mark.parametrize("config", RUNS, ids=lambda config: "-".join(config.to_query().values()))
def test_every_section_of_the_explanation_can_be_filled(config: Config | SeveralFeatures) -> None:
    known = values(config)
    names = (*explained(config), *DERIVATIONS[config.experiment], "diverged")
    for text in (texts[name] for texts in (EN, ZH) for name in names):
        assert "⟦" not in fill(text, known)


def test_the_formula_predicts_what_the_articles_program_does() -> None:
    known = values(Config())
    assert known["predicted"] == "9.96182" and known["exact"] == "10.00000"
    assert f"{list(run(Config()))[-1].metrics['prediction']:.5f}" == known["predicted"]


def test_the_promised_epochs_gain_another_digit() -> None:
    tenfold = int(values(Config())["tenfold"].replace(",", ""))
    distance = {epochs: list(run(Config(epochs=epochs)))[-1].metrics["distance"] for epochs in (1000, 1000 + tenfold)}
    assert distance[1000 + tenfold] / distance[1000] == pytest.approx(0.1, rel=0.01)


def test_numbers_are_written_as_latex() -> None:
    assert equation(1.5, -2.0) == r"1.5\,x - 2"
    assert equation(2.0, -2e-15) == r"2\,x + 0"
    assert (number(0.1234), number(12345.6), number(2.5e-9)) == ("0.123", "12346", r"2.50 \cdot 10^{-9}")
