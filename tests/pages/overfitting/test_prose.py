"""The page's prose covers all that the page has, and asks only for numbers that the page can give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dlcore.config import Config
from dlcore.experiments.overfitting import CONFIGS, run
from dlcore.experiments.overfitting.config import REMEDIES, Capacity, Descent, Leakage, Real, Remedies, Stopping
from dlcore.worker import Slice
from pages.overfitting import panels
from pages.overfitting.live import derivations, explained, live, short
from pages.overfitting.presets import PRESETS
from pages.overfitting.words import CODES, ROOMS, label
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

FOLDER = Path(__file__).parents[3] / "pages" / "overfitting"
EN, ZH = sections(FOLDER / "en.md"), sections(FOLDER / "zh.md")
SMALL: dict[str, Any] = {"seeds": 2, "epochs": 2}

EVERY = [
    Capacity(seeds=2, degree=3),
    Capacity(model="network", width=2, **SMALL),
    Stopping(**SMALL),
    *(Remedies(remedy=remedy, values=8, width=2, **SMALL) for remedy in REMEDIES),
    *(Descent(along=along, seeds=2, largest=20, samples=10, features=10) for along in ("width", "samples", "epochs")),
    Real(**SMALL),
    Real(table="diabetes", hidden=0, **SMALL),
    Leakage(tries=2, repeats=2, epochs=2),
]


def recorded(config: Config) -> Recording:
    snapshots = list(run(config))
    recording = Recording(config)
    recording.extend(Slice(snapshots, None, True, 0.1))
    return recording


@pytest.mark.parametrize("config", EVERY, ids=lambda config: "-".join(config.to_query().values()) or "default")
def test_every_section_of_an_explanation_can_be_filled(config: Config) -> None:
    values = live(recorded(config))
    for texts in (EN, ZH):
        for name in (*explained(config), *derivations(config)):
            assert "⟦" not in fill(texts[name], values)
        assert {f"panel_{panel}" for panel in panels.offered(config)} <= texts.keys()


def test_every_section_is_shown_somewhere() -> None:
    shown = {name for config in EVERY for name in (*explained(config), *derivations(config))}
    shown |= {f"panel_{name}" for name in panels.TITLES}
    shown |= {f"control_{name}" for each in CONFIGS for name in each.specs()} | {"control_truth"}
    shown |= {f"room_{code or 'capacity'}" for code in ROOMS} | {"hook", "predict"}
    assert shown == EN.keys()


def test_every_field_and_code_has_a_name() -> None:
    for each in CONFIGS:
        for name, spec in each.specs().items():
            assert label(each.experiment, name)
            assert set(getattr(spec, "options", ())) <= set(CODES.get(name, ()))
    assert list(ROOMS) == [each.experiment for each in CONFIGS]


def test_every_panel_of_a_preset_is_offered() -> None:
    for preset in PRESETS:
        assert set(preset.panels) <= set(panels.offered(preset.config))


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.116327, "0.116"), (1e-12, "0"), (2_650_000.0, "2.6·10⁶"), (1234.6, "1,235"), (20, "20"), (0.0, "0")],
)
def test_numbers_are_short(number: float, written: str) -> None:
    assert short(number) == written
