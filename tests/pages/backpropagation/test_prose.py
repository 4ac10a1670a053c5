"""The page's prose covers all that the page has, and asks only for numbers that the page can give."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from dlcore.config import Config
from dlcore.experiments.backpropagation import CONFIGS
from dlcore.experiments.backpropagation.config import OneSample
from dlcore.experiments.backpropagation.pitfalls import PITFALLS
from dlcore.worker import advance
from pages.backpropagation import panels
from pages.backpropagation.controls import KNOBS
from pages.backpropagation.live import DERIVATIONS, SECTIONS, live, plain
from pages.backpropagation.sayings import TITLES
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

FOLDER = Path(__file__).parents[3] / "pages" / "backpropagation"
EN, ZH = sections(FOLDER / "en.md"), sections(FOLDER / "zh.md")

FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+?\$", re.DOTALL)


@cache
def recording(config: Config) -> Recording:
    made = Recording(config)
    made.extend(advance(config, None, 1e9, 6, config.default_probes))
    return made


def test_every_control_panel_and_pitfall_has_its_section() -> None:
    fields = {name for each in CONFIGS for name in each.specs()}
    assert {f"control_{name}" for name in fields} == {name for name in EN if name.startswith("control_")}
    shown = {f"panel_{name}" for each in panels.TITLES.values() for name in each} | {"panel_graph"}
    assert shown == {name for name in EN if name.startswith("panel_")}
    assert {f"pitfall_{name}" for name in PITFALLS} == {name for name in EN if name.startswith("pitfall_")}
    assert TITLES.keys() == PITFALLS.keys()


def test_every_knob_is_a_field() -> None:
    by_code = {each.experiment: each.specs() for each in CONFIGS}
    assert all(set(names) <= by_code[code].keys() for code, names in KNOBS.items())


@pytest.mark.parametrize(
    "config",
    [
        *(each() for each in CONFIGS),
        OneSample(hidden=(1,), loss="cross_entropy", target=0.0, optimizer="adam"),
        OneSample(activation="relu", weights=(-1.0,) * 15),
        OneSample(activation="identity", steps=1, lr=10.0),
    ],
    ids=lambda c: f"{c.experiment}{getattr(c, 'activation', '')}",
)
def test_every_section_can_be_filled(config: Config) -> None:
    values = live(recording(config))
    for name in (*SECTIONS[config.experiment], *DERIVATIONS[config.experiment]):
        for texts in (EN, ZH):
            assert "⟦" not in fill(texts[name], values)


@pytest.mark.parametrize("config", [each() for each in CONFIGS], ids=lambda c: c.experiment or "first")
def test_a_number_that_may_be_written_in_latex_stands_in_a_formula(config: Config, monkeypatch) -> None:
    monkeypatch.setattr("pages.backpropagation.live.plain", lambda value: "LATEX")
    values = live(recording(config))
    assert "LATEX" in values.values()
    for name in (*SECTIONS[config.experiment], *DERIVATIONS[config.experiment]):
        for texts in (EN, ZH):
            assert "LATEX" not in fill(FORMULA.sub("", texts[name]), values), name


def test_the_chain_rule_in_the_prose_holds() -> None:
    values = live(recording(OneSample()))
    assert float(values["delta"]) * float(values["input"]) == pytest.approx(float(values["slope"]), rel=1e-3)
    moved = float(values["weight"]) - float(values["lr"]) * float(values["slope"])
    assert moved == pytest.approx(float(values["after"]), rel=1e-3)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.08386, "-0.08386"), (4.2e-27, r"4.20 \cdot 10^{-27}"), (3e5, r"3.00 \cdot 10^{5}")],
)
def test_numbers_in_formulas(value: float, text: str) -> None:
    assert plain(value) == text
