"""The page as a visitor uses it: rooms, knobs, presets, links, a click on the map, lost racers, challenges, code."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dlcore.experiments.gradient_descent import Landscape, Race, Rates
from dlcore.export import program
from tests.visitor import PATIENCE, bench, open_page, settle, shown, texts

STEM = "gradient_descent"

HOUSE = Path(__file__).parent.parent.parent.parent


@pytest.mark.parametrize(
    ("room", "query"),
    [
        ("", {"steps": "20"}),
        ("network", {"epochs": "10", "samples": "40"}),
        ("rates", {"epochs": "5", "samples": "40"}),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_link_opens_and_runs_each_room_in_either_language(room, query, language):
    where = {"experiment": room} if room else {}
    app = settle(open_page(STEM, lang=language, **where, **query))
    assert bench(app).run.state == "done"
    assert "⟦" not in texts(app) and not app.error
    assert app.get("code")[-1].proto.code_text.rstrip() == program(shown(app)).rstrip()


def test_the_rooms_keep_their_settings_while_another_is_looked_at():
    app = settle(open_page(STEM, steps="20", lr="0.02"))
    app = settle(app.segmented_control(key="gradient_descent room").set_value("rates").run())
    assert isinstance(shown(app), Rates)
    assert app.query_params["experiment"] == "rates"
    app = app.segmented_control(key="gradient_descent room").set_value("").run()
    found = shown(app)
    assert isinstance(found, Race) and found.lr == 0.02 and bench(app).run.state == "done"


def test_a_new_surface_brings_its_start_and_its_rates():
    app = settle(open_page(STEM, steps="20"))
    app = settle(app.selectbox(key="gradient_descent.surface").select("ravine").run())
    found = shown(app)
    assert isinstance(found, Race)
    assert (found.surface, found.x, found.y, found.lr) == ("ravine", -1.2, 1.0, 0.001)


def test_a_start_outside_the_map_is_refused_in_a_link_with_a_sentence():
    app = open_page(STEM, surface="ravine", y="1", x="5")
    assert "Start x = `5`" in texts(app) and shown(app) == Race()


def test_a_lost_racer_is_named_under_the_picture_and_the_others_finish():
    app = settle(open_page(STEM, racers="sgd-adam", lr="0.2", steps="50"))
    assert bench(app).run.state == "done"
    assert "**SGD** was lost after step" in texts(app)


def test_an_answer_runs_the_foreseen_race_and_says_what_happened():
    app = settle(open_page(STEM))
    app = settle(app.radio(key="gradient_descent.prediction").set_value("slower").run())
    assert "Not as you predicted." in texts(app) and "SGD was lost after step" in texts(app)


def test_a_challenge_is_graded_on_fresh_starts():
    app = settle(
        open_page(STEM, surface="ravine", x="-1.2", y="1", racers="momentum", lr="0.001", momentum="0.95", steps="500")
    )
    app = app.button(key="check_through_the_ravine").click().run()
    deadline = time.monotonic() + PATIENCE
    while "through_the_ravine" not in app.session_state["solved"] and time.monotonic() < deadline:
        time.sleep(0.05)
        app.run()
    assert "through_the_ravine" in app.session_state["solved"]


def test_two_equal_directions_are_refused_with_a_sentence():
    app = settle(open_page(STEM, experiment="network", directions="chosen", epochs="10", samples="40"))
    app = app.number_input(key="gradient_descent.network.second").set_value(1).run()
    assert "two different parameters" in texts(app)
    assert shown(app) == Landscape(directions="chosen", epochs=10, samples=40)


@pytest.mark.parametrize(
    ("room", "query", "knob"),
    [
        ("", {"steps": "20"}, ("lr", 0.01)),
        ("network", {"epochs": "10", "samples": "40"}, ("lr", 0.2)),
        ("rates", {"epochs": "5", "samples": "40"}, ("lowest", 0.01)),
    ],
)
def test_a_pinned_run_is_compared_with_the_next_one(room, query, knob):
    app = settle(open_page(STEM, **({"experiment": room} if room else {}), **query))
    app = settle(app.button(key="pin").click().run())
    name, value = knob
    app = app.select_slider(key="gradient_descent." + (f"{room}." if room else "") + name).set_value(value).run()
    app = settle(app.button(key="run").click().run())
    app = settle(app.button(key="pin").click().run())
    assert not app.exception and f"{value:g}" in texts(app)
