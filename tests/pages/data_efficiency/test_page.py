"""Learning curves as a visitor uses them, and the prose against what the page has."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.config import Choice, Config, Many
from dlcore.experiments.data_efficiency import CONFIGS, run
from dlcore.experiments.data_efficiency.config import Curves, Shifts
from dlcore.export import program
from dlcore.worker import Slice
from pages.data_efficiency import panels
from pages.data_efficiency.explanation import FOLDED, SECTIONS, laws, live
from pages.data_efficiency.words import CODES, FIELDS, ROOMS, curves
from tests.visitor import open_page, settle
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

STEM = "data_efficiency"

HOUSE = Path(__file__).parents[3]
EN, ZH = (sections(HOUSE / "pages" / "data_efficiency" / f"{language}.md") for language in ("en", "zh"))
QUICK = {"": {"models": "neighbours", "largest": "100", "seeds": "1"}, "shifts": {"largest": "56", "epochs": "20"}}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", ROOMS)
def test_a_link_to_either_room_runs_and_explains_itself_with_its_program(language: str, room: str):
    place = "data_efficiency" + (f".{room}" if room else "")
    app = settle(open_page(STEM, lang=language, **({"experiment": room} if room else {}), **QUICK[room]))
    text = "\n".join(str(each.value) for each in (*app.markdown, *app.caption))
    assert "⟦" not in text and len(app.table) == 1
    assert program(app.session_state[f"{place}.config"]).strip() in [each.value.strip() for each in app.code]
    assert app.session_state["benches"][place].run.state == "done"


def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored():
    app = open_page(STEM, sets="moons-moons", models="oracle", largest="nan", heart="1")
    assert not app.exception and len(app.info) == 1


EVERY = [
    Curves(sets=("gaussians", "moons"), models=("logistic", "tree"), largest=100, seeds=1),
    Curves(models=("neighbours",), largest=100, seeds=1, floor=False),
    Shifts(largest=56, epochs=20, width=8, seeds=1, pretraining=30),
]


@pytest.mark.parametrize("config", EVERY)
def test_every_section_can_be_filled_from_the_first_frame_on(config: Config):
    snapshots = list(run(config))
    recording = Recording(config)
    for count in (1, len(snapshots)):
        recording = Recording(config)
        recording.extend(Slice(snapshots[:count], None, True, 0.1))
        for texts in (EN, ZH):
            for name in (*SECTIONS[type(config)], *FOLDED[type(config)]):
                assert "⟦" not in fill(texts[name], live(recording))
        assert len({len(column) for column in laws(recording).values()}) == 1
    assert len(next(iter(laws(recording).values()))) == len(curves(config)) == len(set(curves(config)))


def test_every_section_is_shown_and_everything_has_a_name():
    shown = {"hook", "predict"} | {f"room_{code or 'curves'}" for code in ROOMS}
    shown |= {name for each in (*SECTIONS.values(), *FOLDED.values()) for name in each}
    shown |= {f"panel_{name}" for name in panels.TITLES}
    shown |= {f"control_{name}" for each in CONFIGS for name in each.specs()}
    assert shown == EN.keys() == ZH.keys()
    assert list(ROOMS) == [each.experiment for each in CONFIGS]
    for each in CONFIGS:
        for name, spec in each.specs().items():
            assert name in FIELDS
            if isinstance(spec, Many) and isinstance(spec.item, Choice):
                assert set(spec.item.options) <= set(CODES[name])
