"""The text and attention rooms: every panel follows its frames, and whatever a learner types leaves the page whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dlcore import figures
from dlcore.config import Config
from dlcore.experiments.recurrent_network import run, scene
from dlcore.experiments.recurrent_network.attention.cost import Cost
from dlcore.experiments.recurrent_network.attention_config import TASKS, Attending
from dlcore.experiments.recurrent_network.config import LAYERS
from dlcore.experiments.recurrent_network.text import questions
from dlcore.experiments.recurrent_network.text_config import Text, Voice
from dlcore.figures.panel import typeset
from pages.recurrent_network import panels
from pages.recurrent_network.attention.panels import cost_panel
from pages.recurrent_network.attention.room import cost_numbers
from pages.recurrent_network.text import inside_panels
from pages.recurrent_network.text.inside import numbers
from pages.recurrent_network.text.presets import TEXT_PRESETS
from ui.recording import Recording

APP = Path(__file__).parents[4] / "app.py"
SMALL: dict[str, Any] = {"hidden": 8, "updates": 2, "length": 16, "batch_size": 2}
ROOMS: list[Config] = [
    *(Text(cell=cell, **SMALL) for cell in LAYERS),
    *(Attending(task=task, length=6, updates=2, hidden=4, batch_size=2) for task in TASKS),
]
HOSTILE = "爱<img src=x onerror=alert(1)> ⟦perplexity⟧ {x} $x$ **b** `c` 👩‍👩‍👧\u202e"


@pytest.mark.parametrize("config", ROOMS, ids=lambda config: "-".join(config.to_query().values()))
def test_every_panel_follows_its_frames(config: Config) -> None:
    voice = Voice(start="O <b>")
    drawn = panels.panels(config, scene(config), tuple(panels.titles(config)), voice=voice)
    assert [panel.name for panel in drawn] == list(panels.titles(config))
    wanted = [probe for panel in drawn for probe in panel.probes]
    snapshots = list(run(config, probes=wanted))
    for panel in drawn:
        for i, snapshot in enumerate(snapshots):
            panel.description.format(step=snapshot.step, **snapshot.metrics)
            assert figures.frame(panel, snapshots, i).data
        drawing: Any = panel.figure
        assert drawing.layout.xaxis.title.text or panel.name == "written"


def test_the_same_again_is_the_same_object() -> None:
    config = ROOMS[0]
    held = scene(config)
    first, again = (panels.panels(config, held, ("written", "states"), voice=Voice(temperature=0.5)) for _ in range(2))
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_nothing_that_is_written_is_taken_for_html() -> None:
    assert typeset(map(ord, "<a href='x'>&amp;\n")) == "&lt;a href='x'>&amp;amp;<br>"
    config = Text(**SMALL)
    panel = panels.panels(config, scene(config), ("written",), voice=Voice(start=HOSTILE))[0]
    snapshots = list(run(config, probes=panel.probes))
    frame: Any = figures.frame(panel, snapshots, 0)
    text = frame.data[0].text[0]
    assert "&lt;img" in text and "<img" not in text


def test_a_look_inside_is_drawn_and_worded() -> None:
    config = Text(**SMALL)
    *_, last = run(config)
    theta = last.probes["parameters"]
    look = questions.look(config, theta, HOSTILE)
    for code in look.arrays:
        assert inside_panels.drawn(look, code).figure.data
    unit: Any = inside_panels.one_unit(look, 3).figure
    assert len(unit.data[0].x) == len(look.text)
    study = questions.study(config, theta)
    assert all(len(column) == len(study.properties) for column in inside_panels.table(study).values())
    said = numbers(questions.hold(config, theta, 0, 1.0, Voice()), 0)
    assert said["unit"] == "0" and "%" in said["gained"]


def test_costs_are_drawn_and_worded() -> None:
    cost = Cost((8, 16, 32), (10, 30, 100), (4, 8, 16), (0.1, 0.2, 0.5), (0.1, 0.2, 0.4), 5)
    for counted in (True, False):
        drawing: Any = cost_panel(cost, counted).figure
        assert len(drawing.data) == 2
    assert cost_numbers(cost)["counted_lstm"] == "1.00"


def test_presets_differ_and_open_panels_that_there_are() -> None:
    assert len({preset.config for preset in TEXT_PRESETS}) == len(TEXT_PRESETS)
    for preset in TEXT_PRESETS:
        assert set(preset.panels) <= set(panels.titles(preset.config))


@pytest.fixture(scope="module")
def room() -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["lang"] = "en"
    app.query_params["experiment"] = "text"
    app.query_params["corpus"] = "own"
    app.query_params["own"] = "nonsense!"
    app.query_params["lr"] = "1e999"
    app.query_params["updates"] = "2"
    app.run()
    return app.switch_page("pages/recurrent_network/page.py").run()


def test_a_link_with_nonsense_opens_the_room(room: AppTest) -> None:
    assert not room.exception
    assert any("A Midsummer Night's Dream" in each.options for each in room.selectbox)
    assert len(room.info) == 1


def test_hostile_starts_get_a_notice(room: AppTest) -> None:
    room.text_input(key="recurrent_network voice start").set_value(HOSTILE).run()
    assert not room.exception
    assert any("爱" in each.value and "□" in each.value for each in room.warning)
    room.text_input(key="recurrent_network voice start").set_value("").run()
    assert not room.exception and not room.warning


@pytest.mark.parametrize("text", ["", "short", "a" * 2000, "\ud83d" * 3000])
def test_bad_own_texts_get_one_sentence(room: AppTest, text: str) -> None:
    room.text_area(key="recurrent_network.text.own area").set_value(text.encode("utf-8", "ignore").decode())
    room.button(key="recurrent_network.text.own take").click().run()
    assert not room.exception
    assert len(room.warning) == 1
    assert room.session_state["recurrent_network.text.config"].corpus == "midsummer"


def test_own_text_is_taken_over(room: AppTest) -> None:
    room.text_area(key="recurrent_network.text.own area").set_value("Съешь ещё этих булок! שלום\n" * 60)
    room.button(key="recurrent_network.text.own take").click().run()
    assert not room.exception and not room.warning
    assert room.session_state["recurrent_network.text.config"].corpus == "own"


@cache
def recorded() -> Recording:
    """A short run as the page has it."""
    config = Text(**SMALL)
    frames = list(run(config))
    return Recording(
        config,
        scene(config),
        steps=[each.step for each in frames],
        metrics={name: [each.metrics[name] for each in frames] for name in frames[0].metrics},
        trace=[each.probes["parameters"] for each in frames],
        finished=True,
    )


def opened() -> None:
    """A page that holds nothing but the look inside."""
    from dlcore.experiments.recurrent_network import CONFIGS
    from dlcore.experiments.recurrent_network.text_config import Voice
    from pages.recurrent_network.text.inside import inside
    from tests.pages.recurrent_network.text.test_rooms import recorded
    from ui.language import prose
    from ui.settings import Settings

    settings = Settings("recurrent_network", *CONFIGS, views=(Voice,))
    settings.open()
    settings.turn_to("text")
    inside(settings, prose("recurrent_network"), recorded(), 0)


def test_workers_are_asked_about_the_frame_on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str] = []

    def at_once(_key: str, _about: object, function: Callable[..., Any], *arguments: Any) -> Any:
        _module, question, _config, parameters, *_more = arguments
        put.append(question)
        assert parameters is recorded().trace[0]
        return function(*arguments)

    monkeypatch.setattr("pages.recurrent_network.text.inside.answered", at_once)
    app = AppTest.from_function(opened, default_timeout=60).run()
    assert not app.exception and put == ["look", "study", "hold"]
    assert any("update **0**" in each.value for each in app.markdown)
    assert len(app.table) == 1 and len(app.code) == 2
    app.text_area[0].set_value(HOSTILE).run()
    app.number_input[0].set_value(7).run()
    assert not app.exception and any("7" in each.value for each in app.caption)
