"""The learner's digit and what an answer hangs on: drawn, refused, altered, and judged by two networks."""

from __future__ import annotations

import io
from concurrent.futures import Future
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from dlcore.datasets.digits import digits
from dlcore.digit_image import ImageError, decode, prepare
from pages.convolutional_network import sheet
from pages.convolutional_network.sheet import REFUSALS, Change, Sheet
from tests.knobs import knob
from ui import cache, jobs


def page():
    import streamlit as st
    import torch

    from dlcore.experiments.convolutional_network.config import Network
    from dlcore.experiments.convolutional_network.data import divide
    from dlcore.experiments.convolutional_network.viewing import View
    from dlcore.models.convolutional import build, flat
    from pages.convolutional_network.attribution import attribution
    from pages.convolutional_network.digit import digit
    from ui.language import prose, settle
    from ui.recording import Recording
    from ui.settings import Settings

    settle()
    config = Network(dataset=st.session_state.get("dataset", "mnist"), blocks=("conv", "act", "max"), channels=(4,),
                     kernel_size=3, train_images=50)  # fmt: skip
    numbers = flat(build(config.layers, torch.Generator().manual_seed(0))).numpy()
    scene = divide(config.dataset, config.used_images, config.data_seed)
    recording = Recording(config, scene=scene, steps=[0, 1], trace=[numbers, -numbers], finished=True)
    settings = Settings("convolutional_network", Network, views=(View,))
    settings.open()
    settings.load(config)
    frame = st.session_state.get("frame", 0)
    digit(prose("convolutional_network"), settings, recording, frame)
    attribution(prose("convolutional_network"), settings, recording, frame)


def answered(function: Any, *arguments: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(function(*arguments))
    return future


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(jobs, "ready", lambda: True)
    monkeypatch.setattr(jobs, "ask", answered)
    monkeypatch.setattr(cache, "load", lambda config: None)
    monkeypatch.setattr(cache, "warm", lambda configs: None)
    return AppTest.from_function(page, default_timeout=60)


def said(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(each.value for each in (*app.markdown, *app.info, *app.warning))


@pytest.mark.parametrize("dataset", ["mnist", "digits8"])
def test_both_rooms_open_with_an_answer(app: AppTest, dataset: str):
    app.session_state["dataset"] = dataset
    text = said(app.run())
    assert "with augmentation: " in text
    assert "must be **complete**" in text and "⟦" not in text


def test_both_follow_the_frame_on_screen(app: AppTest):
    before = said(app.run())
    app.session_state["frame"] = 1
    after = said(app.run())
    assert "after step 0" in before and "after step 1" in after
    assert app.session_state["convolutional_network attribution asked"][0][1] == 1


def test_an_empty_sheet_says_so_and_a_digit_can_follow(app: AppTest):
    app.session_state[sheet.KEY] = Sheet(1, np.zeros((28, 28), dtype=np.uint8))
    assert "Nothing stands out" in said(app.run())
    app.session_state[sheet.KEY].lay(digits("mnist").images[0])
    assert "with augmentation: " in said(app.run())


def test_the_sliders_alter_the_drawing_and_one_button_takes_it_back(app: AppTest):
    app.run()
    app = app.slider(key=f"{sheet.KEY} change.angle").set_value(90).run()
    app = app.toggle(key=f"{sheet.KEY} change.invert").set_value(True).run()
    assert app.session_state[f"{sheet.KEY} change"] == Change(angle=90, invert=True)
    app = app.button(key=f"{sheet.KEY} change back").click().run()
    assert app.session_state[f"{sheet.KEY} change"] == Change()
    assert knob(app.slider, f"{sheet.KEY} change.angle").value == 0


def test_every_way_of_centring_and_the_learners_own_digit_are_explained(app: AppTest):
    app.run()
    app = app.selectbox(key="convolutional_network attribution.source").set_value("own").run()
    for way in ("box", "none", "mass"):
        app = app.selectbox(key=f"{sheet.KEY} centring box").set_value(way).run()
        assert app.session_state[f"{sheet.KEY} centring"] == way
        assert "must be **complete**" in said(app)


def test_a_photograph_is_laid_on_the_sheet_and_a_broken_file_is_refused(app: AppTest):
    app.run()
    photo = np.full((300, 200), 240, dtype=np.uint8)
    photo[60:240, 90:110] = 20
    file = io.BytesIO()
    Image.fromarray(photo).save(file, "PNG")
    app = app.file_uploader(key=f"{sheet.KEY} file").upload("one.png", file.getvalue(), "image/png").run()
    held = app.session_state[sheet.KEY]
    assert held.number == 1 and held.photo.shape == (300, 200)
    assert held.pixels.max() == 255 and held.pixels[:, :10].max() == 0
    app = app.file_uploader(key=f"{sheet.KEY} file").upload("one.png", file.getvalue()[:80], "image/png").run()
    assert "damaged" in said(app)


def test_every_refusal_has_a_sentence():
    for reason in REFUSALS:
        sentence = sheet.refusal(ImageError(reason, "7", "9"))
        assert sentence.endswith(".") and "{" not in sentence
    for content in (b"", b"GIF89a"):
        with pytest.raises(ImageError) as caught:
            prepare(decode(content))
        assert caught.value.reason in REFUSALS
