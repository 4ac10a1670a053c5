"""The window over small pictures: what is chosen is what is computed."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from streamlit.testing.v1 import AppTest

KEY = "convolutional_network by hand"


def page():
    from dlcore.experiments.convolutional_network import CONFIGS
    from dlcore.experiments.convolutional_network.viewing import VIEWS
    from pages.convolutional_network.by_hand import by_hand
    from ui.language import prose, settle
    from ui.settings import Settings

    settle()
    settings = Settings("convolutional_network", *CONFIGS, views=VIEWS)
    settings.open()
    by_hand(prose("convolutional_network"), settings)


def visit(**query: str) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30)
    for name, text in {"experiment": "kernel", **query}.items():
        app.query_params[name] = text
    return app.run()


@pytest.fixture
def app() -> AppTest:
    return visit()


def choose(app: AppTest, name: str, value: Any) -> AppTest:
    return app.selectbox(key=f"{KEY}.{name}").set_value(value).run()


def sent(app: AppTest) -> dict[str, Any]:
    assert not app.exception
    return json.loads(json.loads(app.get("bidi_component")[0].proto.json))


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown)


def test_stride_padding_and_dilation_give_pytorchs_output_and_the_formula_its_size(app: AppTest):
    for name, value in (("stride", 2), ("padding", 2), ("dilation", 2)):
        app = choose(app, name, value)
    shown = sent(app)
    x, weight = (torch.tensor(shown[name], dtype=torch.float64)[None] for name in ("picture", "kernel"))
    wanted = F.conv2d(x, weight, stride=2, padding=2, dilation=2)[0].numpy()
    np.testing.assert_allclose(shown["output"], wanted)
    assert f"+ 1 = {wanted.shape[1]}" in said(app)


def test_three_channels_go_into_one_sum(app: AppTest):
    shown = sent(choose(app, "picture", "colours"))
    assert np.shape(shown["kernel"]) == (3, 3, 3)
    assert np.shape(shown["output"]) == (1, 6, 6)
    red, green, _blue = np.array(shown["picture"])
    np.testing.assert_allclose(shown["output"][0], (red - green)[1:-1, 1:-1])
    assert np.shape(sent(choose(app, "picture", "edge"))["kernel"]) == (1, 3, 3)


@pytest.mark.parametrize(("way", "theirs"), [("max", F.max_pool2d), ("average", F.avg_pool2d)])
def test_pooling_takes_the_place_of_the_kernel(app: AppTest, way: str, theirs: Any):
    app = choose(choose(app, "way", way), "window", 3)
    shown = sent(app)
    assert shown["kernel"] is None
    wanted = theirs(torch.tensor(shown["picture"], dtype=torch.float64)[None], 3)[0].numpy()
    np.testing.assert_allclose(shown["output"], wanted)


@pytest.mark.parametrize("preset", ["sobel_y", "edge", "blur", "gauss", "sharpen", "emboss", "identity"])
def test_every_preset_is_shown_on_every_picture(app: AppTest, preset: str):
    app = choose(app, "kernel", preset)
    for picture in ("edge", "square", "spot", "ramp"):
        shown = sent(choose(app, "picture", picture))
        weight = torch.tensor(shown["kernel"])[None]
        np.testing.assert_allclose(
            shown["output"], F.conv2d(torch.tensor(shown["picture"])[None], weight)[0], atol=1e-4
        )


def test_a_link_brings_a_typed_kernel_and_what_it_slides_over(app: AppTest):
    cells = "_".join(["0.5", "-1", *["0.333333"] * 7])
    link = {"kernel": "own", "cells": cells, "picture": "ramp", "stride": "2", "padding": "1"}
    app = visit(**link)
    shown = sent(app)
    assert app.selectbox(key=f"{KEY}.kernel").value == "own"
    assert shown["kernel"] == [[[0.5, -1, 0.333333], [0.333333] * 3, [0.333333] * 3]]
    assert (shown["stride"], shown["padding"]) == (2, 1)
    assert app.query_params == {"experiment": "kernel", **link}
    choose(app, "kernel", "blur")
    assert app.query_params["kernel"] == "blur" and "cells" not in app.query_params


@pytest.mark.parametrize(
    "link", [{"kernel": "own", "cells": "1_2"}, {"kernel": "red"}, {"stride": "0"}, {"cells": "x"}]
)
def test_a_link_that_fits_no_picture_falls_back(link: dict[str, str]):
    assert np.shape(sent(visit(**link))["output"]) == (1, 6, 6)
