"""The page as a visitor uses it: two rooms, knobs, presets, links, language, a line by hand, challenges, code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.experiments.linear_regression import Config, SeveralFeatures
from dlcore.export import program
from pages.linear_regression.presets import PRESETS
from tests.visitor import bench, open_page, settle, shown, texts
from ui.components.line import Drawn

STEM = "linear_regression"

HOUSE = Path(__file__).parent.parent.parent.parent
PLACES = {"": "linear_regression", "several": "linear_regression.several"}


def test_the_articles_run_shows_its_number():
    app = settle(open_page(STEM, seed="0", epochs="999"))
    app = settle(
        app.select_slider(key="linear_regression.epochs").set_value(1000).run()
    )  # the page's own: runs by itself
    assert bench(app).run.recording.metrics["prediction"][-1] == pytest.approx(9.9618, abs=1e-4)
    assert "9.96182" in texts(app)


def test_each_room_keeps_its_own_and_the_link_leads_to_it():
    app = settle(open_page(STEM, dataset="anscombe", quartet="3", epochs="10"))
    app = settle(app.segmented_control(key="linear_regression room").set_value("several").run())
    assert shown(app) == SeveralFeatures() and app.query_params["experiment"] == "several"
    app = settle(app.segmented_control(key="linear_regression room").set_value("").run())
    assert shown(app) == Config(dataset="anscombe", quartet=3, epochs=10)
    linked = settle(open_page(STEM, experiment="several", penalty="ridge", epochs="20", measurements="bmi-s5"))
    assert shown(linked) == SeveralFeatures(penalty="ridge", epochs=20, measurements=("bmi", "s5"))
    assert bench(linked).run.state == "done"


@pytest.mark.parametrize(
    "preset", [p for p in PRESETS if p.code in ("above_the_edge", "anscombe", "lasso")], ids=lambda p: p.code
)
def test_a_preset_sets_every_knob_and_runs(preset):
    app = settle(open_page(STEM))
    app = settle(app.pills(key="linear_regression.preset").set_value(preset.code).run())
    assert shown(app) == preset.config and bench(app).run.state in ("done", "diverged")
    if preset.code == "above_the_edge":
        assert "ran away" in texts(app)


def test_a_prediction_runs_its_experiment_and_stays_beside_the_outcome():
    app = settle(open_page(STEM))
    app = settle(app.radio(key="linear_regression.prediction").set_value("explodes").run())
    assert "Not as you predicted" in texts(app) and "10.000000" in texts(app)


def test_descent_starts_from_the_line_that_was_drawn():
    app = settle(open_page(STEM))
    assert app.button(key="from_hand").disabled
    app.session_state["linear_regression drawn"] = Drawn(-1.5, 9.0)
    app = settle(app.run())
    app = settle(app.button(key="from_hand").click().run())
    assert shown(app) == Config(init="hand", hand_slope=-1.5, hand_intercept=9.0)
    metrics = bench(app).run.recording.metrics
    assert (metrics["slope"][0], metrics["intercept"][0]) == (-1.5, 9.0) and metrics["train_loss"][-1] < 0.1


@pytest.mark.parametrize(
    ("query", "opened"),
    [
        (
            {"lr": "inf", "dataset": "<script>", "quartet": "9", "hand_slope": "1e400", "epochs": "20"},
            Config(epochs=20),
        ),
        (
            {"epochs": "50000", "batch_size": "1", "dataset": "diabetes"},
            Config(batch_size=1, dataset="diabetes"),
        ),
        (
            {"experiment": "several", "measurements": "bmi-bmi", "penalty": "elastic", "strength": "-1"},
            SeveralFeatures(),
        ),
        ({"experiment": "several", "dataset": "own", "own": "bm9uc2Vuc2U"}, SeveralFeatures()),
    ],
)
def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored(query, opened):
    app = open_page(STEM, **query)
    bench(app).run.pause()  # one of them would run for long
    assert not app.exception and len(app.info) == 1 and shown(app) == opened


def test_too_many_steps_are_refused_in_one_sentence():
    app = settle(open_page(STEM, experiment="several", epochs="10"))
    app.select_slider(key="linear_regression.several.batch_size").set_value(1).run()
    app.select_slider(key="linear_regression.several.epochs").set_value(30_000).run()
    assert shown(app).epochs == 10 and "too many" in app.warning[0].value


def test_another_language_changes_nothing_but_words():
    app = settle(open_page(STEM, dataset="noisy", epochs="30"))
    before, recording = shown(app), bench(app).run.recording
    app.segmented_control(key="language").set_value("zh").run()
    assert shown(app) == before and bench(app).run.recording is recording and "线性回归" in texts(app)


def test_the_code_is_the_program_of_the_experiment_on_the_bench():
    app = settle(open_page(STEM, dataset="anscombe", epochs="20"))
    assert program(Config(dataset="anscombe", epochs=20)).strip() in [each.value.strip() for each in app.code]


def test_a_challenge_is_graded_by_the_learners_own_run():
    app = settle(open_page(STEM, standardise="1", lr="0.4", epochs="30"))
    app = settle(app.button(key="check_ten").click().run())
    assert "ten" in app.session_state["solved"]


@pytest.mark.parametrize(
    "query", [{"epochs": "20", "lr": "0.013"}, {"experiment": "several", "epochs": "20", "lr": "0.013"}]
)
def test_a_pinned_run_is_compared(query: dict[str, str]):
    app = settle(open_page(STEM, **query))
    app = settle(app.button(key="pin").click().run())
    app = settle(app.select_slider(key=f"{PLACES[query.get('experiment', '')]}.epochs").set_value(30).run())
    app = settle(app.button(key="run").click().run())
    app = settle(app.button(key="pin").click().run())
    assert not app.exception and "Nothing is pinned yet" not in texts(app)
