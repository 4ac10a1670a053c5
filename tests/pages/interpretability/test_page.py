"""What an answer hangs on, as a visitor uses the page, and the prose against what the page has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dlcore.config import Choice, Config
from dlcore.experiments.interpretability import CONFIGS, replay, run, scene
from dlcore.experiments.interpretability.config import METHODS, Cheat, Checks, Pictures, Table, View
from dlcore.export import program
from dlcore.worker import Slice
from pages.interpretability import explanation, panels
from pages.interpretability.controls import AT_HAND
from pages.interpretability.explanation import FOLDED, SECTIONS, live
from pages.interpretability.words import CODES, FIELDS, ROOMS, WORDINGS
from pages.interpretability.words import METHODS as NAMES
from tests.visitor import open_page, settle
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

STEM = "interpretability"

HOUSE = Path(__file__).parents[3]
EN, ZH = (sections(HOUSE / "pages" / "interpretability" / f"{language}.md") for language in ("en", "zh"))
SMALL = {"steps": "20", "train_images": "100"}
QUICK = {
    "": SMALL | {"image": "7", "target": "4"},
    "cheat": SMALL,
    "checks": SMALL | {"images": "4"},
    "table": {"epochs": "20", "copies": "1"},
}


@pytest.mark.parametrize(("language", "room"), [("en", ""), ("zh", "cheat"), ("en", "checks"), ("zh", "table")])
def test_a_link_to_any_room_runs_and_explains_itself_with_its_program(language: str, room: str):
    place = "interpretability" + (f".{room}" if room else "")
    app = settle(open_page(STEM, lang=language, **({"experiment": room} if room else {}), **QUICK[room]))
    text = "\n".join(str(each.value) for each in (*app.markdown, *app.caption))
    assert "⟦" not in text and not app.info
    assert program(app.session_state[f"{place}.config"]).strip() in [each.value.strip() for each in app.code]
    assert app.session_state["benches"][place].run.state == "done"


def test_another_image_is_explained_without_training_anew():
    app = settle(open_page(STEM, **SMALL))
    recording = app.session_state["benches"]["interpretability"].run.recording
    app.number_input(key="interpretability.image box").set_value(5).run()
    app = settle(app)
    bench = app.session_state["benches"]["interpretability"]
    assert len(bench.run.recording.arrays["saliency_5_-1"]) == len(recording.steps)
    assert bench.run.recording.steps == recording.steps and app.query_params["image"] == "5"


def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored():
    app = open_page(STEM, steps="nan", image="-3", heart="1", baseline="2")
    assert not app.exception and len(app.info) == 1


EVERY: list[Config] = [
    Pictures(steps=20, train_images=100),
    Cheat(steps=20, train_images=100),
    Checks(steps=20, train_images=100, images=4, cascade=False),
    Table(epochs=20),
    Table(epochs=20, data="breast_cancer", copies=1),
]


@pytest.mark.parametrize("config", EVERY, ids=lambda config: config.experiment or "pictures")
def test_every_section_and_table_can_be_filled_from_the_first_frame_on(config: Config):
    held: Any = scene(config)
    chosen = panels.panels(config, held, panels.OFFERED[config.experiment])
    probes = tuple(dict.fromkeys(name for panel in chosen for name in panel.probes))
    snapshots = list(run(config, probes=probes))
    for count in (1, len(snapshots)):
        recording = Recording(config)
        recording.extend(Slice(snapshots[:count], None, True, 0.1, held))
        for texts in (EN, ZH):
            for name in (*SECTIONS[config.experiment], *FOLDED[config.experiment]):
                filled = fill(texts[name], live(recording))
                assert "⟦" not in filled
                for dash in ("Gauss–Legendre", "高斯–勒让德"):
                    filled = filled.replace(dash, "")
                assert explanation.UNKNOWN not in filled
        for panel in chosen:
            assert all(name in snapshots[0].probes for name in panel.probes)
            assert panel.description.format_map({"step": 1, **snapshots[0].metrics})
    tables = {"": [explanation.areas], "cheat": [explanation.findings]}
    for table in tables.get(config.experiment, []):
        columns = table(recording, 0, -1)
        assert len({len(column) for column in columns.values()}) == 1


@pytest.mark.parametrize("config", EVERY, ids=lambda config: config.experiment)
def test_what_a_room_opens_with_is_kept_with_its_default_run(config: Config):
    first = next(run(config, probes=config.default_probes))
    shown = panels.panels(config, scene(config), panels.opened(config.experiment))
    assert {probe for panel in shown for probe in panel.probes} <= first.probes.keys()


def test_sums_of_an_image_that_has_not_been_explained_yet_are_unknown():
    recording = Recording(EVERY[0])
    recording.extend(Slice(list(run(EVERY[0])), None, True, 0.1, scene(EVERY[0])))
    assert live(recording, 9, 2)["total"] == explanation.UNKNOWN
    assert set(explanation.areas(recording, 9, 2)[next(reversed(explanation.areas(recording, 9, 2)))]) == {"–"}
    found = replay(EVERY[0], recording.trace[0][None], ["sums_9_2"])
    recording.add(found, 1)
    assert live(recording, 9, 2)["target"] == "2"


def test_every_section_is_shown_and_everything_has_a_name():
    shown = {"hook", "predict"} | {f"room_{code or 'pictures'}" for code in ROOMS}
    shown |= {name for each in (*SECTIONS.values(), *FOLDED.values()) for name in each}
    shown |= {f"panel_{room}_{name}" if room else f"panel_{name}" for room in ROOMS for name in panels.OFFERED[room]}
    shown |= {f"control_{name}" for each in (*CONFIGS, View) for name in each.specs()}
    assert shown == EN.keys() == ZH.keys()
    assert list(ROOMS) == [each.experiment for each in CONFIGS] == list(WORDINGS) == list(AT_HAND)
    assert tuple(NAMES) == METHODS
    for each in (*CONFIGS, View):
        for name, spec in each.specs().items():
            assert name in FIELDS
            if isinstance(spec, Choice):
                assert set(spec.options) == set(CODES[name])
