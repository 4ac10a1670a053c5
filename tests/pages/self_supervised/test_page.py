"""Learning without labels as a visitor uses it, and the prose against what the page has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dlcore.config import Choice, Config, Many
from dlcore.experiments.self_supervised import CONFIGS, run, scene
from dlcore.experiments.self_supervised.config import AutoEncoder, Diffusion, Pretext
from dlcore.export import program
from dlcore.worker import Slice
from pages.self_supervised import panels
from pages.self_supervised.controls import AT_HAND
from pages.self_supervised.explanation import FOLDED, SECTIONS, errors, live, sections
from pages.self_supervised.words import CODES, FIELDS, ROOMS, curves
from tests.visitor import open_page, settle
from ui.language import sections as cut
from ui.lesson import fill
from ui.recording import Recording

STEM = "self_supervised"

HOUSE = Path(__file__).parents[3]
EN, ZH = (cut(HOUSE / "pages" / "self_supervised" / f"{language}.md") for language in ("en", "zh"))
QUICK = {
    "": {"epochs": "3", "width": "8"},
    "pretext": {"largest": "100", "seeds": "1", "pretraining": "1"},
    "diffusion": {"updates": "30", "steps": "5"},
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", ROOMS)
def test_a_link_to_a_room_runs_and_explains_itself_with_its_program(language: str, room: str):
    place = "self_supervised" + (f".{room}" if room else "")
    app = settle(open_page(STEM, lang=language, **({"experiment": room} if room else {}), **QUICK[room]))
    text = "\n".join(str(each.value) for each in (*app.markdown, *app.caption))
    assert not app.exception and "⟦" not in text and len(app.table) == (room == "pretext")
    assert program(app.session_state[f"{place}.config"]).strip() in [each.value.strip() for each in app.code]
    assert app.session_state["benches"][place].run.state == "done"


def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored():
    app = open_page(STEM, noise="many", width="-3", epochs="nan", across="inf", heart="1")
    assert not app.exception and len(app.info) == 1


EVERYTHING = {AutoEncoder: ("codes", "redrawn", "atlas"), Pretext: (), Diffusion: ("generated",)}
EVERY = [
    AutoEncoder(epochs=2, width=8, train_images=50),
    AutoEncoder(noise=0.3, epochs=1, width=8, train_images=50, activation="identity"),
    Pretext(starts=("pixels", "masked"), largest=100, seeds=1, pretraining=1),
    Diffusion(updates=20, steps=5, samples=20),
    Diffusion(updates=20, dataset="cloud", schedule="linear", sampler="ddim", steps=2),
]


@cache
def recorded(config: Config, frames: int | None) -> Recording:
    recording = Recording(config)
    recording.extend(Slice(list(run(config, probes=EVERYTHING[type(config)]))[:frames], None, True, 0.1, scene(config)))
    return recording


@pytest.mark.parametrize("config", EVERY)
@pytest.mark.parametrize("frames", [1, None])
def test_every_section_can_be_filled_from_the_first_frame_on(config: Config, frames: int | None):
    recording = recorded(config, frames)
    for texts in (EN, ZH):
        for name in (*sections(config), *FOLDED[type(config)]):
            assert "⟦" not in fill(texts[name], live(recording))
    if isinstance(config, Pretext):
        assert len({len(column) for column in errors(recording).values()}) == 1
        assert len(curves(config)) == len(set(curves(config))) == len(config.starts)


@pytest.mark.parametrize("config", EVERY)
def test_panels_get_what_they_ask_for_and_describe_it(config: Config):
    recording = recorded(config, None)
    offered = panels.offered(config)
    drawn = panels.panels(config, recording.scene, tuple(offered))
    assert [panel.name for panel in drawn] == list(offered)
    last = {name: column[-1] for name, column in recording.metrics.items()}
    for panel in drawn:
        assert set(panel.probes) <= recording.arrays.keys()
        assert panel.description.format(step=1, **last)
    assert panels.panels(config, recording.scene, tuple(offered)) == drawn


def test_every_section_is_shown_and_everything_has_a_name():
    shown = {"hook", "predict", "stroll", "way", "both_ways", "diverged", "cleaning_off"} | {
        f"room_{code or 'codes'}" for code in ROOMS
    }
    shown |= {name for each in (*SECTIONS.values(), *FOLDED.values()) for name in each}
    shown |= {
        f"panel_{each.experiment}_{name}" if each.experiment else f"panel_{name}"
        for each in CONFIGS
        for name in panels.OFFERED[each]
    }
    for each in CONFIGS:
        for name in each.specs():
            special = f"control_{name}_{each.experiment}"
            assert special in EN or f"control_{name}" in EN
            shown.add(special if special in EN else f"control_{name}")
    assert shown == EN.keys() == ZH.keys()
    assert set(ROOMS) == {each.experiment for each in CONFIGS} == AT_HAND.keys()
    for each in CONFIGS:
        for name, spec in each.specs().items():
            assert name in FIELDS
            options = spec.item if isinstance(spec, Many) else spec
            if isinstance(options, Choice):
                assert set(options.options) <= set(CODES[name])
