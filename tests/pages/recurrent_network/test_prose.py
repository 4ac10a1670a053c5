"""The page's prose covers all that the page has, and asks only for numbers that the page can give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dlcore.config import Config
from dlcore.experiments.recurrent_network import CONFIGS, run, scene
from dlcore.experiments.recurrent_network.config import CELLS, Clipping, Delays, Forecast, Lags, OneCell, Recall
from dlcore.experiments.recurrent_network.text_config import Text
from dlcore.worker import Slice
from pages.recurrent_network import panels
from pages.recurrent_network.controls import AT_HAND
from pages.recurrent_network.explanation import derivations, explained
from pages.recurrent_network.live import live
from pages.recurrent_network.presets import PRESETS, of_room
from pages.recurrent_network.words import CODES, ROOMS, WORDINGS, fields
from tests.dlcore.figures.reading import frame
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

FOLDER = Path(__file__).parents[3] / "pages" / "recurrent_network"
EN, ZH = sections(FOLDER / "en.md"), sections(FOLDER / "zh.md")
SMALL: dict[str, Any] = {"hidden": 2, "updates": 2}
NUMBERS: list[Config] = [
    *(OneCell(cell=cell, values=(1.0, 2.0)) for cell in CELLS),
    *(Forecast(series=name, window=5, horizon=5, **SMALL) for name in ("sine", "sunspots", "co2")),
    Forecast(cell="attention", window=5, horizon=5, **SMALL),
    *(Recall(cell=cell, length=6, **SMALL) for cell in CELLS),
    Recall(task="adding", length=6, **SMALL),
    Lags(length=6, seeds=2, **SMALL),
    Lags(length=6, seeds=1, hidden=2, updates=0),
    Delays(longest=5, seeds=2, **SMALL),
    Clipping(length=6, seeds=2, **SMALL),
]


@pytest.mark.parametrize("config", NUMBERS, ids=lambda config: "-".join(config.to_query().values()) or "default")
def test_every_explanation_can_be_filled_and_every_panel_drawn(config: Config) -> None:
    recording = Recording(config)
    snapshots = list(run(config))
    recording.extend(Slice(snapshots, None, True, 0.1))
    values = live(recording)
    for texts in (EN, ZH):
        for name in (*explained(config), *derivations(config)):
            assert "⟦" not in fill(texts[name], values)
        assert {f"panel_{panel}" for panel in panels.titles(config)} <= texts.keys()
    drawn = panels.panels(config, scene(config), tuple(panels.titles(config)))
    assert {panel.name for panel in drawn} == set(panels.titles(config))
    for panel in drawn:
        assert panel.description.format(step=1, **snapshots[-1].metrics)
        assert set(panel.probes) <= snapshots[0].probes.keys() | {""}
        assert bool(frame(panel, snapshots, len(snapshots) - 1).data) == bool(panel.bindings)


def test_every_field_and_code_has_a_name_and_a_word_of_help() -> None:
    assert list(ROOMS) == list(WORDINGS) == [each.experiment for each in CONFIGS]
    for each in CONFIGS:
        assert set(each.specs()) <= set(fields(each.experiment))
        for name, spec in each.specs().items():
            if each.experiment in AT_HAND:
                assert f"control_{name}" in EN
                assert set(getattr(spec, "options", ())) <= set(CODES.get(name, ()))


def test_every_room_has_presets_whose_panels_it_has() -> None:
    for room in ROOMS:
        assert len(of_room(room)) >= 3
    for preset in PRESETS:
        if not isinstance(preset.config, Text):
            assert set(preset.panels) <= set(panels.titles(preset.config)) and preset.config != type(preset.config)()
    assert len({preset.code for preset in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_about(room: str) -> None:
    assert f"room_{room or 'cell'}" in EN and f"room_{room or 'cell'}" in ZH
