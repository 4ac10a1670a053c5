"""The page as a visitor uses it: rooms, blocks, mistakes, receptive field, links."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlcore.datasets.digits import digits
from dlcore.digit_image import prepare
from dlcore.experiments.convolutional_network import Config, replay, scene
from dlcore.experiments.convolutional_network.explaining import explain
from dlcore.experiments.convolutional_network.looking import look
from pages.convolutional_network.judged import made_of
from pages.convolutional_network.sheet import FIRST, KEY
from tests.visitor import PATIENCE, bench, opened, settle, texts

HOUSE = Path(__file__).parents[3]
STEM = "convolutional_network"
SMALL = {"dataset": "digits8", "kernel_size": "3", "same": "1", "steps": "20", "train_images": "100"}


def wait_for(app: AppTest, words: str) -> None:
    """Draw the page until a worker's answer is there."""
    deadline = time.monotonic() + PATIENCE
    while words not in texts(app) and time.monotonic() < deadline:
        app.run()
    assert words in texts(app) and not app.exception


def turn_to(app: AppTest, tab: str) -> AppTest:
    """Open a tab as a click would."""
    app.session_state[f"{STEM}.tab"] = tab
    return settle(app.run())


@pytest.fixture(scope="module")
def small() -> AppTest:
    return opened(STEM, **SMALL)


def test_a_cell_of_the_matrix_shows_its_images(small: AppTest) -> None:
    run = bench(turn_to(small, "Mistakes")).run
    wait_for(small, "held-out images are read wrongly")
    divided = scene(run.config)
    told = replay(run.config, run.recording.trace[-1][None], ("answers", "chances"))
    seen = made_of(divided, told["answers"][0], told["chances"][0])
    assert f"{len(seen.worst())} of the {len(seen.labels)} held-out images are read wrongly" in texts(small)
    small.selectbox(key=f"{STEM}.cell 0").set_value(3).run()
    row = np.flatnonzero(seen.labels == 3)
    assert f"True digit: 3. Predicted: any digit. {min(24, len(row))} of {len(row)} images" in texts(small)
    small.selectbox(key=f"{STEM}.cell 0").set_value(-1).run()
    assert "The mistakes with the highest loss" in texts(small)


def test_the_receptive_field_follows_layer_and_unit(small: AppTest) -> None:
    turn_to(small, "Layers").selectbox(key=f"{STEM}.field layer box").set_value(0).run()
    small.slider(key=f"{STEM}.field row 8").set_value(0).run()
    assert not small.exception
    assert "Units of this layer see 3×3 pixels" in texts(small) and "rows 0 to 1" in texts(small)


def test_another_image_and_layer_need_no_training(small: AppTest) -> None:
    steps = list(bench(small).run.recording.steps)
    small.number_input(key=f"{STEM}.image box").set_value(7).run()
    settle(small.selectbox(key=f"{STEM}.layer box").set_value(3).run())
    recording = bench(small).run.recording
    assert "maps_3_7" in recording.arrays and recording.steps == steps


def test_a_digit_of_ones_own_is_read(small: AppTest) -> None:
    turn_to(small, "Your digit")
    assert "Draw a digit" in texts(small)
    run = bench(small).run
    assert isinstance(run.config, Config)
    image = prepare(digits("mnist").images[FIRST] / 255, "mass", 8)[-1].image
    (seen,) = look(run.config, run.recording.trace[-1], image[None])
    wait_for(small, f"{seen.chances.argmax()} ({seen.chances.max():.1%})")
    small.slider(key=f"{KEY} change.right").set_value(5).run()
    small.selectbox(key=f"{KEY} centring box").set_value("none").run()
    assert not small.exception


def test_what_the_network_looked_at_is_complete(small: AppTest) -> None:
    turn_to(small, "What it looked at")
    run = bench(small).run
    assert isinstance(run.config, Config)
    divided = scene(run.config)
    image = divided.digits.pixels(divided.test[[0]])[0]
    small.number_input(key=f"{STEM}.image box").set_value(0).run()
    found = explain(run.config, run.recording.trace[-1], image)
    wait_for(small, f"the network answers {found.answer}")
    assert f"{found.total:.4f}" in texts(small)


def test_a_convolution_by_hand_says_its_size() -> None:
    app = opened(STEM, experiment="kernel", steps="10")
    app.selectbox(key="convolutional_network by hand.stride").set_value(2).run()
    assert not app.exception
    assert "So 1×8×8 numbers become 1×3×3" in texts(app)
    app.selectbox(key="convolutional_network by hand.way").set_value("max").run()
    assert "1×8×8 numbers become 1×4×4" in texts(app)


def test_a_block_is_added_and_taken_away() -> None:
    app = opened(STEM, **SMALL)
    settle(app.selectbox(key=f"{STEM}.block 8").set_value("dropout").run())
    config = bench(app).run.config
    assert isinstance(config, Config) and config.blocks == (*Config().blocks, "dropout")
    settle(app.selectbox(key=f"{STEM}.block 8").set_value("").run())
    config = bench(app).run.config
    assert isinstance(config, Config) and config.blocks == Config().blocks


def test_small_digits_take_small_kernels_along() -> None:
    app = opened(STEM, steps="5", train_images="50")
    settle(app.selectbox(key=f"{STEM}.dataset").set_value("digits8").run())
    config = bench(app).run.config
    assert isinstance(config, Config) and (config.dataset, config.kernel_size, config.same) == ("digits8", 3, True)
    assert not app.warning


@pytest.mark.parametrize(
    "query",
    [
        {"blocks": "none", "steps": "5", "train_images": "50"},
        {"blocks": "dense-act", "steps": "5", "train_images": "50"},
        {"experiment": "kernel", "inputs": "flat", "lr": "0.1", "steps": "30"},
        {"experiment": "why", "shuffled": "1", "steps": "3", "train_images": "50"},
    ],
)
def test_a_link_opens_its_experiment(query: dict[str, str]) -> None:
    app = opened(STEM, **query)
    assert bench(app).run.config.to_query() == query
    assert bench(app).run.state == "done"


def test_a_link_with_nonsense_says_what_it_ignored() -> None:
    app = opened(STEM, blocks="max-max-max-max-max", lr="-3", channels="x", steps="5", train_images="50")
    assert bench(app).run.config == Config(steps=5, train_images=50)
    assert any("max-max" in each.value for each in app.info)
