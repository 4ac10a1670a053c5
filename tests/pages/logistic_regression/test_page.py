"""The page as a visitor uses it: rooms, threshold, logit, PyTorch's words, links."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlcore.experiments.logistic_regression import Config, Mistake, scene
from dlcore.experiments.logistic_regression.material import Scene
from dlcore.models.thresholds import count
from tests.visitor import bench, opened, settle, texts

HOUSE = Path(__file__).parents[3]
STEM = "logistic_regression"


def test_the_threshold_counts_without_training():
    app = opened(STEM, epochs="30", samples="80")
    recording = bench(app).run.recording
    frames = list(recording.steps)
    app.slider(key="logistic_regression threshold slider").set_value(0.8).run()
    assert not app.exception and bench(app).run.recording is recording and recording.steps == frames
    assert app.query_params["threshold"] == "0.8"
    data = recording.scene
    assert isinstance(data, Scene)
    chances = 1 / (1 + 2.718281828459045 ** -data.logits(recording.trace[-1])[data.judged])
    found = count(chances, data.labels[data.judged], 0.8)
    assert f"{found.true_positives} true positives, {found.false_positives} false positives" in texts(app)
    assert f"recall {found.recall:.3f}" in texts(app)


def test_the_link_opens_threshold_and_logit():
    app = opened(STEM, epochs="30", samples="80", threshold="0.3", logit="-2.5")
    assert app.slider(key="logistic_regression threshold slider").value == 0.3
    assert "At $z = -2.5$" in texts(app) and "At 0.30, of 40 points" in texts(app)
    assert bench(app).run.config == Config(epochs=30, samples=80)
    run = bench(app).run
    app.slider(key="logistic_regression logit slider").set_value(0.0).run()
    assert not app.exception and bench(app).run is run
    assert "At $z = 0.0$ the model gives class 1 the probability 0.5000" in texts(app)
    assert app.query_params["logit"] == "0"


def test_the_articles_room_shows_pytorchs_words():
    app = opened(STEM, experiment="mistake", epochs="100")
    story = scene(Mistake(epochs=100))
    assert f"{story.kind}: {story.error}" in [each.value for each in app.code]
    assert f"It stops in epoch {story.epoch}" in texts(app)
    assert "torch alone and runs on the CPU in float32" in texts(app)


@pytest.mark.parametrize(
    "query",
    [
        {"dataset": "four", "epochs": "30"},
        {"dataset": "penguins", "epochs": "30"},
        {"dataset": "breast_cancer", "measurements": "-".join(map(str, range(1, 31))), "epochs": "30"},
        {"dataset": "line", "loss": "mse", "epochs": "30"},
        {"experiment": "growth", "epochs": "30"},
    ],
)
def test_a_link_opens_its_experiment(query):
    app = opened(STEM, **query)
    config = bench(app).run.config
    assert config.to_query() == query
    assert bench(app).run.state == "done"


def test_a_link_with_nonsense_says_what_it_ignored():
    app = opened(STEM, dataset="nothing", lr="-3", measurements="99", epochs="30")
    assert bench(app).run.config == Config(epochs=30)
    assert "dataset" in texts(app).lower() or "data" in texts(app).lower()
    assert any("nothing" in each.value for each in app.info)


def test_the_rooms_keep_their_settings():
    app = opened(STEM, epochs="30")
    settle(app.segmented_control(key="logistic_regression room").set_value("growth").run())
    assert bench(app).run.config.experiment == "growth"
    settle(app.segmented_control(key="logistic_regression room").set_value("").run())
    assert bench(app).run.config == Config(epochs=30)


def test_all_measurements_with_one_click():
    app = opened(STEM, dataset="breast_cancer", epochs="30")
    settle(app.button(key="logistic_regression.all").click().run())
    config = bench(app).run.config
    assert isinstance(config, Config) and config.columns == tuple(range(1, 31))
