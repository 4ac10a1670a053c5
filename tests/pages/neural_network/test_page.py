"""The playground as a visitor uses it: knobs, run buttons, presets, links, language, prediction, challenges, code."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dlcore.experiments.neural_network import Config, run
from dlcore.export import program
from pages.neural_network.presets import PRESETS
from tests.knobs import knob
from tests.visitor import bench, open_page, settle, shown, texts

STEM = "neural_network"

HOUSE = Path(__file__).parent.parent.parent.parent


def test_run_pause_step_and_reset():
    app = settle(open_page(STEM, epochs="40", samples="60"))
    assert bench(app).run.state == "done"
    app = settle(app.button(key="reset").click().run())
    assert bench(app).run.state == "idle" and bench(app).run.recording.steps == [0]
    for epoch in (1, 2):
        app = settle(app.button(key="step").click().run())
        assert bench(app).run.recording.steps[-1] == epoch
    app = settle(app.button(key="run").click().run())
    last = list(run(shown(app), probes=()))[-1]
    recording = bench(app).run.recording
    assert recording.steps[-1] == 40
    assert {name: values[-1] for name, values in recording.metrics.items()} == last.metrics


def test_pause_stops_and_run_goes_on():
    app = open_page(STEM, epochs="3000", samples="400", batch_size="2")
    app.button(key="pause").click().run()
    app = settle(app)
    state, epoch = bench(app).run.state, bench(app).run.progress.epoch
    assert state in ("paused", "idle") and epoch < 3000
    time.sleep(0.5)
    assert bench(app).run.progress.epoch == epoch
    app.button(key="run").click().run()
    assert bench(app).run.state in ("running", "waiting")
    app.button(key="reset").click().run()


def test_a_changed_knob_is_in_the_address_and_sets_up_a_new_run():
    app = settle(open_page(STEM))
    app.selectbox(key="neural_network.dataset").select("moons").run()
    app.select_slider(key="neural_network.lr").set_value(0.1).run()
    app = settle(app)
    assert shown(app) == Config(dataset="moons", lr=0.1)
    assert (app.query_params["dataset"], app.query_params["lr"]) == ("moons", "0.1")
    assert bench(app).run.config == shown(app) and bench(app).run.recording.steps == [0]


def test_layers_and_activations_change_together():
    app = settle(open_page(STEM))
    app.segmented_control(key="neural_network.layers").set_value(3).run()
    assert shown(app).hidden == (8, 8, 8)
    app.number_input(key="neural_network.units 1").set_value(5).run()
    app.selectbox(key="neural_network.activation 2").select("relu").run()
    assert shown(app).hidden == (8, 5, 8) and shown(app).activation == ("tanh", "tanh", "relu")
    app.segmented_control(key="neural_network.layers").set_value(0).run()
    assert shown(app).hidden == () and shown(app).activations == () and not app.exception


def test_the_last_input_cannot_be_taken_away():
    app = settle(open_page(STEM))
    app.pills(key="neural_network.features").set_value([]).run()
    assert shown(app).features == ("x1", "x2") and len(app.warning) == 1


def test_too_much_work_is_refused_in_one_sentence_and_nothing_is_lost():
    app = settle(open_page(STEM))
    app.select_slider(key="neural_network.batch_size").set_value(1).run()
    before = shown(app)
    knob(app.select_slider, "neural_network.epochs").set_value(5000).run()
    assert shown(app) == before and "too many" in app.warning[0].value
    assert bench(app).run.config == before
    knob(app.select_slider, "neural_network.epochs").set_value(100).run()
    assert not app.warning and shown(app).epochs == 100


@pytest.mark.parametrize(
    "query",
    [
        {"lr": "nan", "dataset": "<script>alert(1)</script>", "hidden": "9" * 5000},
        {"epochs": "5000", "batch_size": "1", "samples": "1000", "train_share": "0.9"},
        {"hidden": "32-32-32-32-32-32", "samples": "1000", "epochs": "5000"},
        {"unheard_of": "`x` $y$ **z**", "seed": "-1", "features": "x1-x1"},
        {"activation": "relu-tanh-relu-tanh", "device": "tpu", "noise": "1e400"},
    ],
)
def test_a_link_with_nonsense_opens_the_page_and_says_what_it_ignored(query: dict[str, str]):
    app = open_page(STEM, **query)  # what is left of some of these trains for half a minute
    assert not app.exception and len(app.info) == 1
    assert "<script>" not in app.info[0].value.replace("`<script>", "")
    config, ignored = Config.from_query(query)
    assert shown(app) == config and ignored


def test_the_link_brings_the_same_experiment_in_the_other_language():
    query = {"dataset": "xor", "hidden": "3", "epochs": "30", "seed": "5"}
    english, chinese = (settle(open_page(STEM, **query, lang=lang)) for lang in ("en", "zh"))
    assert shown(english) == shown(chinese)
    assert bench(english).run.recording.metrics == bench(chinese).run.recording.metrics
    assert bench(english).run.state == "done"


def test_another_language_changes_nothing_but_words():
    app = settle(open_page(STEM, dataset="moons", epochs="30"))
    before, recording = shown(app), bench(app).run.recording
    app.segmented_control(key="language").set_value("zh").run()
    assert shown(app) == before and bench(app).run.recording is recording
    assert app.query_params["lang"] == "zh" and "神经网络" in texts(app)
    assert app.selectbox(key="neural_network.dataset").value == "moons"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_a_preset_sets_every_knob_and_runs(preset):
    app = settle(open_page(STEM))
    app = settle(knob(app.pills, "neural_network.preset").set_value(preset.code).run())
    assert shown(app) == preset.config and bench(app).run.state in ("done", "diverged")
    assert tuple(app.session_state["neural_network.open"]) == preset.panels


def test_a_prediction_runs_its_experiment_and_stays_beside_the_outcome():
    app = settle(open_page(STEM))
    app = settle(app.radio(key="neural_network.prediction").set_value("straight").run())
    assert "As you predicted" in texts(app)
    app = settle(knob(app.pills, "neural_network.preset").set_value("xor_two_units").run())
    assert app.radio(key="neural_network.prediction").value == "straight" and "As you predicted" in texts(app)


def test_leaving_and_coming_back_keeps_experiment_and_result():
    app = settle(open_page(STEM, dataset="circles", epochs="30"))
    recording = bench(app).run.recording
    app.switch_page("pages/home/page.py").run()
    app.switch_page("pages/neural_network/page.py").run()
    assert shown(app) == Config(dataset="circles", epochs=30) and bench(app).run.recording is recording


def test_leaving_the_page_stops_the_work_and_coming_back_goes_on():
    app = open_page(STEM, epochs="2000", samples="200")
    left = bench(app).run
    app.switch_page("pages/home/page.py").run()
    time.sleep(0.5)
    assert left.state == "asleep"
    epoch = left.progress.epoch
    time.sleep(0.5)
    assert left.progress.epoch == epoch
    app.switch_page("pages/neural_network/page.py").run()
    assert settle(app) and bench(app).run.state == "done"


def test_the_code_is_the_program_of_the_experiment_on_the_bench():
    app = settle(open_page(STEM, dataset="blobs", epochs="20"))
    expected = program(Config(dataset="blobs", epochs=20))
    assert expected.strip() in [each.value.strip() for each in app.code]


def test_a_challenge_is_graded_by_the_learners_own_run():
    app = settle(open_page(STEM, dataset="xor", noise="0.05", hidden="none", features="x1x2", lr="0.1"))
    app = settle(app.button(key="check_flat_xor").click().run())
    assert "flat_xor" in app.session_state["solved"]
