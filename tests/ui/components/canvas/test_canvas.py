"""The sheet to draw on: what travels, and which drawings are believed."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ui.components.canvas import read

PIXELS = np.arange(784, dtype=np.uint32).astype(np.uint8).reshape(28, 28)
TEXT = base64.b64encode(PIXELS.tobytes()).decode()


def page():
    import numpy as np

    from ui.components.canvas import canvas
    from ui.language import settle

    settle()
    canvas(3, np.eye(28, dtype=np.uint8), key="canvas", words={"undo": "back"}, on_draw=lambda pixels: None)


def test_the_sheet_travels_with_its_words():
    app = AppTest.from_function(page).run()
    assert not app.exception
    (sent,) = (json.loads(json.loads(each.proto.json)) for each in app.get("bidi_component"))
    assert (sent["sheet"], sent["side"], sent["words"]) == (3, 28, {"undo": "back"})
    assert base64.b64decode(sent["pixels"]) == np.eye(28, dtype=np.uint8).tobytes()


def test_a_drawing_is_read_pixel_by_pixel():
    found = read({"sheet": 3, "revision": 1, "pixels": TEXT}, 3)
    assert found is not None and np.array_equal(found, PIXELS)


@pytest.mark.parametrize(
    "sent",
    [None, [], {}, {"sheet": 2, "pixels": TEXT}, {"sheet": 3, "pixels": 7}, {"sheet": 3, "pixels": "é"},
     {"sheet": 3, "pixels": TEXT[:-4]}, {"sheet": 3, "pixels": TEXT + "AAAA"}, {"sheet": 3, "pixels": "A" * 10**6},
     {"sheet": 3, "pixels": "!" + TEXT[1:]}],
)  # fmt: skip
def test_anything_else_is_no_drawing(sent: object):
    assert read(sent, 3) is None
