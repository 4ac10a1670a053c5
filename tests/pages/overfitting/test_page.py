"""The laboratory as a visitor uses it: rooms, knobs, run buttons, presets, links, language, prediction, challenges."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.experiments.overfitting import run
from dlcore.experiments.overfitting.config import Capacity, Descent, Leakage, Real, Remedies, Stopping
from dlcore.export import program
from pages.overfitting.axis import axis
from pages.overfitting.gaps import gap_table
from pages.overfitting.words import ROOMS
from tests.visitor import bench, open_page, settle, shown, texts

STEM = "overfitting"

HOUSE = Path(__file__).parent.parent.parent.parent
QUICK = {"seeds": "2", "epochs": "50"}


def test_run_step_and_reset():
    app = settle(open_page(STEM, degree="6", seeds="2"))
    assert bench(app).run.state == "done"
    app = settle(app.button(key="reset").click().run())
    assert bench(app).run.recording.steps == [0]
    app = settle(app.button(key="step").click().run())
    assert bench(app).run.recording.steps == [0, 1]
    app = settle(app.button(key="run").click().run())
    last = list(run(shown(app)))[-1]
    recording = bench(app).run.recording
    assert recording.steps[-1] == 6
    assert {name: values[-1] for name, values in recording.metrics.items()} == last.metrics


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_room_opens_runs_and_explains_itself(language: str):
    app = settle(open_page(STEM, lang=language, seeds="2"))
    for room in ROOMS:
        if room:
            app.segmented_control(key="overfitting room").set_value(room).run()
            app = settle(app)
        assert not app.exception and "⟦" not in texts(app)
        assert len(app.get("bidi_component")) > 0
        assert (app.query_params["experiment"] if room else "") == room


def test_a_room_keeps_its_experiment_while_another_is_visited():
    app = settle(open_page(STEM, degree="4", seeds="2"))
    app.segmented_control(key="overfitting room").set_value("descent").run()
    app = settle(app)
    app.segmented_control(key="overfitting room").set_value("").run()
    assert shown(app) == Capacity(degree=4, seeds=2) and bench(app).run.recording.finished


def test_a_link_brings_a_room_and_its_experiment_in_either_language():
    query = {"experiment": "remedies", "remedy": "l1", "values": "8", **QUICK}
    english, chinese = (settle(open_page(STEM, **query, lang=lang)) for lang in ("en", "zh"))
    assert shown(english) == shown(chinese) == Remedies(remedy="l1", values=8, seeds=2, epochs=50)
    runs = [bench(app).run for app in (english, chinese)]
    assert runs[0].recording.metrics == runs[1].recording.metrics and runs[0].state == "done"


@pytest.mark.parametrize(
    "query",
    [
        {"degree": "nan", "curve": "<script>alert(1)</script>", "seeds": "9" * 500},
        {"experiment": "cellar", "noise": "0.1"},
        {"experiment": "real", "epochs": "5000", "seeds": "64", "hidden": "64"},
        {"experiment": "time", "patience": "-1", "unheard_of": "`x` $y$"},
    ],
)
def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored(query: dict[str, str]):
    app = open_page(STEM, **query)
    assert not app.exception and len(app.info) == 1
    assert "<script>" not in app.info[0].value.replace("`<script>", "")


def test_too_much_work_is_refused_in_one_sentence_and_nothing_is_lost():
    app = settle(open_page(STEM, experiment="real", **QUICK))
    app.select_slider(key="overfitting.real.seeds").set_value(64).run()
    before = shown(app)
    app.select_slider(key="overfitting.real.epochs").set_value(5000).run()
    assert shown(app) == before and "too many" in app.warning[0].value


def test_a_knob_that_does_nothing_is_greyed_out():
    app = settle(open_page(STEM, seeds="2"))
    assert app.select_slider(key="overfitting.width").disabled and not app.slider(key="overfitting.degree").disabled


def test_the_true_curve_is_shown_on_request_without_a_new_run():
    app = settle(open_page(STEM, degree="3", seeds="2"))
    recording = bench(app).run.recording
    app.toggle(key="overfitting.truth").set_value(True).run()
    assert bench(app).run.recording is recording and not app.exception


def test_a_prediction_opens_its_room_and_stays_beside_the_outcome():
    app = settle(open_page(STEM, seeds="2"))
    app = settle(app.radio(key="overfitting.prediction").set_value("rises").run())
    assert "Not as you predicted" in texts(app) and shown(app) == Descent(noise=0.4)


def test_another_language_changes_nothing_but_words():
    app = settle(open_page(STEM, degree="3", seeds="2"))
    recording = bench(app).run.recording
    app.segmented_control(key="language").set_value("zh").run()
    assert bench(app).run.recording is recording and "过拟合" in texts(app)


def test_the_code_is_the_program_of_the_experiment_on_the_bench():
    app = settle(open_page(STEM, degree="3", seeds="2"))
    assert program(Capacity(degree=3, seeds=2)).strip() in [each.value.strip() for each in app.code]


def test_a_challenge_is_graded_by_the_learners_own_run():
    app = settle(open_page(STEM, degree="5"))
    app = settle(app.button(key="check_sweet_spot").click().run())
    assert "sweet_spot" in app.session_state["solved"]
    app.slider(key="overfitting.degree").set_value(8).run()
    app = settle(app.button(key="run").click().run())
    app = settle(app.button(key="check_sweet_spot").click().run())
    assert "Not there yet" in texts(app)


def test_the_gap_table_orders_runs_by_their_gap_and_leaves_out_what_has_none():
    runs = [
        ("small", Capacity(degree=3), {"train_error": 0.2, "test_error": 0.25}),
        ("wide", Real(), {"train_error": 0.1, "test_error": 0.9}),
        ("lucky", Leakage(), {"mean_reported": 0.9}),
        ("stopped", Stopping(), {"train_error": 0.1, "test_error": 0.3}),
    ]
    table = gap_table(runs)
    assert next(iter(table.values())) == ["wide", "stopped", "small"]
    assert list(table.values())[-1] == ["0.8", "0.2", "0.05"]


def test_pinned_runs_of_two_rooms_stand_in_the_table_of_gaps():
    app = settle(open_page(STEM, degree="3", seeds="2"))
    app = settle(app.button(key="pin").click().run())
    app.slider(key="overfitting.degree").set_value(8).run()
    app = settle(app.button(key="run").click().run())
    app = settle(app.button(key="pin").click().run())
    gaps = {}
    for degree in (3, 8):
        last = list(run(Capacity(degree=degree, seeds=2)))[-1].metrics
        gaps[degree] = last["test_error"] - last["train_error"]
    table = app.table[0].value
    assert sorted(table["Run"]) == ["Capacity · Run A", "Capacity · Run B"]
    assert list(table["Gap"]) == [f"{gap:.3g}" for gap in sorted(gaps.values(), reverse=True)]

    app.segmented_control(key="overfitting room").set_value("descent").run()  # a room's own experiment runs by itself
    app = settle(app)
    app = app.button(key="pin").click().run()
    assert len(app.table[0].value) == 3 and not app.exception


def test_only_runs_that_sweep_the_same_share_a_figure():
    assert axis(Capacity(degree=3)) == axis(Capacity(degree=8, noise=0.1)) != axis(Capacity(model="network"))
    assert axis(Remedies()) != axis(Remedies(remedy="l1")) and axis(Descent()) == axis(Descent(noise=0.1))
