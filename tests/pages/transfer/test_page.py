"""Transfer as a visitor uses it, and the prose against what the page has."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.config import Choice, Many
from dlcore.experiments.transfer import CONFIGS, run
from dlcore.experiments.transfer.config import WAYS, Amounts, Depth, Sources, Transfer, Tuning
from dlcore.export import program
from dlcore.worker import Slice, advance
from pages.transfer import panels
from pages.transfer.explanation import FOLDED, SECTIONS, live, table
from pages.transfer.words import CODES, COLOURS, FIELDS, ROOMS
from tests.visitor import open_page, settle
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

STEM = "transfer"

HOUSE = Path(__file__).parents[3]
EN, ZH = (sections(HOUSE / "pages" / "transfer" / f"{language}.md") for language in ("en", "zh"))
BRIEF = {"seeds": "1", "epochs": "10", "patience": "5", "placements": "1", "width": "8", "pretraining": "5"}
QUICK: dict[str, dict[str, str]] = {
    "": {"largest": "5", **BRIEF},
    "tuning": {"count": "2", **BRIEF},
    "depth": {"count": "2", "hidden": "1", **BRIEF},
    "sources": {"count": "2", "sources": "digits-labels", **BRIEF},
}


@pytest.mark.parametrize(("room", "language"), list(zip(ROOMS, ["en", "zh", "zh", "en"], strict=True)))
def test_a_link_to_a_room_is_run_and_explains_itself_with_its_program(room: str, language: str):
    place = "transfer" + (f".{room}" if room else "")
    app = settle(open_page(STEM, lang=language, **({"experiment": room} if room else {}), **QUICK[room]))
    text = "\n".join(str(each.value) for each in (*app.markdown, *app.caption))
    assert "⟦" not in text and len(app.table) == (room != "tuning")
    assert program(app.session_state[f"{place}.config"]).strip() in [each.value.strip() for each in app.code]
    assert app.session_state["benches"][place].run.state == "done"


def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored():
    app = open_page(STEM, tasks="letters", ways="fresh-fresh", lr="nan", heart="1", seeds="16", epochs="300")
    assert not app.exception and len(app.info) == 1


def test_too_much_work_is_refused_in_words():
    app = open_page(STEM, largest="5", **BRIEF | {"seeds": "16", "width": "64"})
    app.select_slider(key="transfer.epochs").set_value(300)
    app.select_slider(key="transfer.largest").set_value(100).run()
    assert not app.exception
    shown = [each.value for each in (*app.warning, *app.error, *app.info)]
    assert any("repetitions" in each for each in shown), shown


EVERY: list[Transfer] = [
    Amounts.from_texts(QUICK[""]).replace(ways=WAYS),
    Amounts.from_texts(QUICK[""]).replace(ways=("random",)),
    Tuning.from_texts(QUICK["tuning"]),
    Depth.from_texts(QUICK["depth"]),
    Sources.from_texts(QUICK["sources"]),
]


@pytest.mark.parametrize("config", EVERY, ids=lambda config: f"{config.experiment}{len(config.texts())}")
def test_every_section_and_panel_can_be_filled_from_the_first_frame_on(config: Transfer):
    snapshots = list(run(config))
    scene = advance(config, None, 0.0, None, ()).scene
    assert scene is not None
    for count in (1, len(snapshots)):
        recording = Recording(config)
        recording.extend(Slice(snapshots[:count], None, True, 0.1, scene))
        for texts in (EN, ZH):
            for name in (*SECTIONS[type(config)], *FOLDED[type(config)]):
                assert "⟦" not in fill(texts[name], live(recording))
        if not isinstance(config, Tuning):
            assert {len(column) for column in table(recording).values()} == {count}
    numbers = snapshots[-1].metrics | {"step": 1}
    for panel in panels.panels(config, scene, tuple(panels.offered(config))):
        assert set(panel.probes) <= snapshots[-1].probes.keys()
        assert "{" not in panel.description.format(**numbers)
    assert panels.metrics(config).keys() <= snapshots[-1].metrics.keys()
    assert set(panels.opened(config)) <= panels.offered(config).keys()


def test_every_section_is_shown_and_everything_has_a_name():
    shown = {"hook", "predict"} | {f"room_{code or 'amounts'}" for code in ROOMS}
    shown |= {name for each in (*SECTIONS.values(), *FOLDED.values()) for name in each}
    shown |= {f"panel_{name}" for name in panels.TITLES}
    shown |= {f"control_{name}" for each in CONFIGS for name in each.specs()}
    assert shown == EN.keys() == ZH.keys()
    assert list(ROOMS) == [each.experiment for each in CONFIGS]
    assert tuple(COLOURS) == WAYS
    for each in CONFIGS:
        for name, spec in each.specs().items():
            assert name in FIELDS
            item = spec.item if isinstance(spec, Many) else spec
            if isinstance(item, Choice):
                assert set(item.options) == set(CODES[name])
