"""The costs as a visitor uses them, and the prose against what the page has."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.config import Config
from dlcore.experiments.compute_cost import CONFIGS, run, scene
from dlcore.experiments.compute_cost.config import FORMATS, VARIED, Architecture, Formats, History, Scaling
from dlcore.export import program
from dlcore.models.costs import KINDS
from dlcore.worker import Slice
from pages.compute_cost import panels, tables, words
from pages.compute_cost.explanation import FOLDED, SECTIONS, TABLES, live
from pages.compute_cost.live import count, hours, size
from tests.visitor import open_page, settle
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

STEM = "compute_cost"

HOUSE = Path(__file__).parents[3]
EN, ZH = (sections(HOUSE / "pages" / "compute_cost" / f"{language}.md") for language in ("en", "zh"))
QUICK = {
    "": {"width": "8", "repeats": "5"},
    "scaling": {"doublings": "3", "width": "8", "repeats": "5"},
    "formats": {"formats": "float32-int4", "width": "8", "epochs": "1", "repeats": "5"},
    "history": {"since": "2020"},
}


@pytest.mark.parametrize(("room", "language"), [*zip(words.ROOMS, ("zh", "en", "zh", "en"), strict=True)])
def test_a_link_to_any_room_runs_and_explains_itself_with_its_program(language: str, room: str):
    place = "compute_cost" + (f".{room}" if room else "")
    app = settle(open_page(STEM, lang=language, **({"experiment": room} if room else {}), **QUICK[room]))
    text = "\n".join(str(each.value) for each in (*app.markdown, *app.caption))
    assert "⟦" not in text and len(app.dataframe) == (2 if room == "" else 1)
    assert not app.info
    assert program(app.session_state[f"{place}.config"]).strip() in [each.value.strip() for each in app.code]
    assert app.session_state["benches"][place].run.state == "done"


def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored():
    app = open_page(STEM, kind="transistor", width="nan", batch="1e99", heart="1")
    assert not app.exception and len(app.info) == 1


EVERY = [
    Architecture(kind="attention", width=8, length=8, repeats=5),
    Scaling(kind="cnn", varied="length", doublings=3, width=4, repeats=5),
    Formats(formats=("float32", "int2"), width=8, epochs=1, repeats=5),
    History(since=2022),
]


@pytest.mark.parametrize("config", EVERY, ids=lambda config: type(config).__name__)
def test_every_section_panel_and_table_can_be_filled_from_the_first_frame_on(config: Config):
    snapshots = list(run(config))
    for frames in (1, len(snapshots)):
        recording = Recording(config)
        recording.extend(Slice(snapshots[:frames], None, True, 0.1, scene=scene(config)))
        for texts in (EN, ZH):
            for name in (*SECTIONS[type(config)], *FOLDED[type(config)]):
                assert "⟦" not in fill(texts[name], live(recording))
        for name in TABLES.keys() & set(SECTIONS[type(config)]):
            assert len({len(column) for column in TABLES[name](recording).values()}) == 1
    last = snapshots[-1]
    assert panels.metrics(config).keys() <= last.metrics.keys()
    drawn = panels.panels(config, scene(config), list(panels.TITLES[config.experiment]))
    assert len(drawn) == len(panels.TITLES[config.experiment])
    for panel in drawn:
        assert set(panel.probes) <= last.probes.keys()
        panel.description.format_map(last.metrics)


def test_tables_grow_with_the_run_and_name_every_device():
    config = EVERY[1]
    recording = Recording(config)
    snapshots = list(run(config))
    recording.extend(Slice(snapshots[:2], None, True, 0.1, scene=scene(config)))
    assert [len(column) for column in tables.sizes(recording).values()] == [2] * 8
    one = Recording(EVERY[0])
    one.extend(Slice(list(run(EVERY[0])), None, True, 0.1, scene=scene(EVERY[0])))
    columns = list(tables.machines(one).values())
    assert columns[0] == list(scene(EVERY[0]).devices) and columns[3][0] == columns[4][0]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (count(9_999_999), "9,999,999"),
        (count(3.14e23), "3.14 × 10²³"),
        (size(999), "999 B"),
        (size(66_560), "66.6 kB"),
        (size(7.2e6), "7.2 MB"),
        (hours(2.6e5), "260 MWh"),
        (hours(0.39), "390 Wh"),
        (hours(3.17e7), "32 GWh"),
        (hours(5e-9), "0.018 J"),
    ],
)
def test_numbers_are_written_in_the_unit_that_suits_them(written: str, wanted: str):
    assert written == wanted


def test_every_section_is_shown_and_everything_has_a_name():
    shown = {"hook", "predict", "clock_differs"} | {f"room_{code or 'network'}" for code in words.ROOMS}
    shown |= {name for each in (*SECTIONS.values(), *FOLDED.values()) for name in each}
    shown |= {f"panel_{name}" for titles in panels.TITLES.values() for name in titles}
    shown |= {f"control_{name}" for each in CONFIGS for name in each.specs()}
    assert shown == EN.keys() == ZH.keys()
    assert list(words.ROOMS) == [each.experiment for each in CONFIGS] == list(words.STEPS)
    assert {name for each in CONFIGS for name in each.specs()} == words.FIELDS.keys()
    assert (tuple(words.KINDS), tuple(words.VARIED), tuple(words.FORMATS)) == (KINDS, VARIED, FORMATS)
