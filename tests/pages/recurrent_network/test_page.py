"""The page as a visitor uses it: rooms, own numbers, run buttons, links, language, prediction, code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.experiments.recurrent_network.config import Delays, Forecast, OneCell
from dlcore.export import program
from tests.knobs import knob
from tests.visitor import bench, open_page, settle, shown, texts

STEM = "recurrent_network"

HOUSE = Path(__file__).parents[3]
NUMBERS = {
    "": {"cell": "lstm", "values": "1_2"},
    "forecast": {"updates": "2", "hidden": "2", "window": "5", "horizon": "5"},
    "tasks": {"updates": "2", "hidden": "2", "length": "6"},
    "lags": {"updates": "0", "hidden": "2", "length": "6", "seeds": "1"},
    "delays": {"updates": "2", "hidden": "2", "longest": "5", "seeds": "1"},
    "clipping": {"updates": "2", "hidden": "2", "length": "6", "seeds": "1"},
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", NUMBERS)
def test_a_link_opens_a_room_that_runs_and_explains_itself(room: str, language: str) -> None:
    experiment = {"experiment": room} if room else {}
    app = settle(open_page(STEM, lang=language, **experiment, **NUMBERS[room]))
    assert bench(app).run.state == "done" and "⟦" not in texts(app)
    assert shown(app).to_query() == experiment | NUMBERS[room] and not app.info
    assert app.get("bidi_component")
    assert program(shown(app)).strip() in [each.value.strip() for each in app.code]


def test_own_numbers_are_taken_and_nonsense_is_refused_in_one_sentence() -> None:
    app = settle(open_page(STEM, values="1_2"))
    app = settle(app.text_input(key="recurrent_network.values").set_value("0.5, -1 3").run())
    assert shown(app) == OneCell(values=(0.5, -1.0, 3.0))
    knob(app.text_input, "recurrent_network.values").set_value("<b>one</b> two").run()
    assert shown(app) == OneCell(values=(0.5, -1.0, 3.0)) and len(app.warning) == 1
    assert "is not a sequence of numbers" in app.warning[0].value


def test_a_step_goes_one_frame_further() -> None:
    app = settle(open_page(STEM, values="2_1"))
    assert bench(app).run.progress.epoch == 5
    app = settle(app.button(key="reset").click().run())
    app = settle(app.button(key="step").click().run())
    assert bench(app).run.recording.steps == [0, 1]
    app = settle(app.button(key="run").click().run())
    assert bench(app).run.recording.steps == list(range(6))


def test_attention_forecasts_and_is_explained() -> None:
    app = settle(open_page(STEM, experiment="forecast", cell="attention", **NUMBERS["forecast"]))
    assert bench(app).run.state == "done" and "⟦" not in texts(app)
    assert "Looking back instead of remembering" in texts(app)


def test_a_room_is_as_it_was_left() -> None:
    app = settle(open_page(STEM, experiment="forecast", **NUMBERS["forecast"]))
    app.segmented_control(key="recurrent_network room").set_value("").run()
    app = settle(app)
    app.segmented_control(key="recurrent_network room").set_value("forecast").run()
    assert shown(app) == Forecast(updates=2, hidden=2, window=5, horizon=5)
    assert bench(app).run.recording.finished
    assert app.slider(key="recurrent_network.forecast.noise").disabled is False


@pytest.mark.parametrize(
    "query",
    [
        {"values": "1_nan", "cell": "<script>alert(1)</script>", "seed": "9" * 500},
        {"experiment": "cellar", "gain": "2"},
        {"experiment": "tasks", "length": "101", "hidden": "64", "batch_size": "128", "updates": "3000"},
        {"experiment": "delays", "longest": "-1", "unheard_of": "`x` $y$"},
    ],
)
def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored(query: dict[str, str]) -> None:
    app = open_page(STEM, **query)
    assert not app.exception and len(app.info) == 1
    assert "<script>" not in app.info[0].value.replace("`<script>", "")


def test_too_much_work_is_refused_and_nothing_is_lost() -> None:
    app = settle(open_page(STEM, experiment="delays", **NUMBERS["delays"]))
    before = shown(app)
    assert isinstance(before, Delays)
    app.session_state["recurrent_network.delays.config"] = before.replace(longest=100, hidden=64, seeds=16)
    app.run()
    app.select_slider(key="recurrent_network.delays.updates").set_value(500).run()
    assert shown(app) == before.replace(longest=100, hidden=64, seeds=16)
    assert "too many" in app.warning[0].value
