"""The contest as a visitor uses it, and its prose against what the page has."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.experiments.classical_vs_deep import Config, run
from dlcore.export import program
from dlcore.rivals.spaces import RIVALS
from dlcore.worker import Slice
from pages.classical_vs_deep import panels
from pages.classical_vs_deep.explanation import FOLDED, SECTIONS, live, standings
from pages.classical_vs_deep.words import CODES, FIELDS, SHORT
from pages.classical_vs_deep.words import RIVALS as NAMES
from tests.visitor import open_page, settle
from ui.language import sections
from ui.lesson import fill
from ui.recording import Recording

STEM = "classical_vs_deep"

HOUSE = Path(__file__).parents[3]
EN, ZH = (sections(HOUSE / "pages" / "classical_vs_deep" / f"{language}.md") for language in ("en", "zh"))
QUICK = {"budget": "1", "seeds": "1", "train": "30"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_link_runs_and_explains_itself_with_its_program(language: str):
    app = settle(open_page(STEM, lang=language, **QUICK))
    text = "\n".join(str(each.value) for each in (*app.markdown, *app.caption))
    assert "⟦" not in text and len(app.table) == 1 and len(app.table[0].value) == len(RIVALS)
    config = app.session_state["classical_vs_deep.config"]
    assert config == Config(budget=1, seeds=1, train=30)
    assert program(config).strip() in [each.value.strip() for each in app.code]
    assert app.session_state["benches"]["classical_vs_deep"].run.state == "done"


def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored():
    app = open_page(STEM, data="<b>", seeds="16", budget="16", train="700", distractors="nan")
    assert not app.exception and len(app.info) == 1


def test_a_table_has_no_surfaces_and_no_noise():
    app = settle(open_page(STEM, data="iris", **QUICK))
    assert app.slider(key="classical_vs_deep.noise").disabled
    assert "surfaces" not in panels.offered(Config(data="iris")) and "surfaces" in panels.offered(Config())


@pytest.mark.parametrize("config", [Config(train=30, budget=1, seeds=2), Config(data="iris", budget=1, seeds=1)])
def test_every_section_can_be_filled_from_the_first_frame_on(config: Config):
    snapshots = list(run(config))
    for count in (1, len(snapshots)):
        recording = Recording(config)
        recording.extend(Slice(snapshots[:count], None, True, 0.1))
        for texts in (EN, ZH):
            for name in (*SECTIONS, *FOLDED):
                assert "⟦" not in fill(texts[name], live(recording))
    table = standings(recording)
    assert {len(column) for column in table.values()} == {len(RIVALS)}
    assert table["Test accuracy, mean"] == sorted(
        table["Test accuracy, mean"], key=lambda text: -float(text.rstrip("%"))
    )


def test_every_section_is_shown_and_everything_has_a_name():
    shown = {"hook", "predict", *SECTIONS, *FOLDED}
    shown |= {f"panel_{name}" for name in panels.TITLES} | {f"control_{name}" for name in Config.specs()}
    assert shown == EN.keys() == ZH.keys()
    assert FIELDS.keys() == Config.specs().keys()
    assert set(NAMES) == set(SHORT) == set(RIVALS)
    for name, spec in Config.specs().items():
        assert set(getattr(spec, "options", ())) <= set(CODES.get(name, ()))
