"""The sliding window: what travels, and which kernels are believed."""

from __future__ import annotations

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ui.components.convolution import read


def page():
    import numpy as np

    from dlcore.models.sliding import Window
    from ui.components.convolution import Slide, convolution
    from ui.language import settle

    settle()
    slide = Slide(np.ones((1, 4, 4)), Window((3, 3), 1, 2, 1), np.full((1, 3, 3), 2.0), np.full((1, 6, 6), 18.0))
    convolution(slide, key="grids", words={"play": "go"})


def test_the_numbers_travel():
    app = AppTest.from_function(page).run()
    assert not app.exception
    (sent,) = (json.loads(json.loads(each.proto.json)) for each in app.get("bidi_component"))
    assert (sent["size"], sent["stride"], sent["padding"], sent["dilation"]) == ([3, 3], 1, 2, 1)
    assert np.shape(sent["picture"]) == (1, 4, 4)
    assert sent["output"][0][5][5] == 18
    assert (sent["how"], sent["words"]) == ("sum", {"play": "go"})


def test_a_kernel_is_read_in_its_shape():
    found = read({"cells": [1, 2.5, -3, 0], "revision": 4}, (1, 2, 2))
    assert found is not None and found.tolist() == [[[1, 2.5], [-3, 0]]]


@pytest.mark.parametrize(
    "sent",
    [None, 3, {}, {"cells": "1234"}, {"cells": [1, 2, 3]}, {"cells": [1, 2, 3, 4, 5]}, {"cells": [1, 2, 3, "4"]},
     {"cells": [1, 2, 3, True]}, {"cells": [1, 2, 3, float("nan")]}, {"cells": [1, 2, 3, 1e9]},
     {"cells": [1, 2, 3, None]}],
)  # fmt: skip
def test_anything_else_is_no_kernel(sent: object):
    assert read(sent, (1, 2, 2)) is None


def test_where_nothing_is_edited_nothing_is_read():
    assert read({"cells": []}, None) is None
