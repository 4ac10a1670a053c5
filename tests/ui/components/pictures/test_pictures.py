"""Small pictures on a page: what travels is what was given, with a scale that fits it."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ui.components.pictures import read as read_click


def page():
    import numpy as np

    from ui.components.pictures import Picture, pictures
    from ui.language import settle

    settle()
    signed = Picture(np.array([[-3, np.nan, 1.5]]), "three numbers", colours="signed", outline=np.eye(2))
    grey = Picture(np.full((2, 2), 0.5), "four numbers", "title", "caption", box=(0, 1, 0, 0))
    empty = Picture(np.zeros((2, 2)), "nothing", colours="signed")
    pictures([[signed, grey], [empty]], key="row", value="ink", width=100)


@pytest.fixture(scope="module")
def columns() -> list[list[dict[str, Any]]]:
    app = AppTest.from_function(page).run()
    assert not app.exception
    (sent,) = (json.loads(json.loads(each.proto.json)) for each in app.get("bidi_component"))
    return sent["columns"]


def read(field: dict[str, Any]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(field["values"]), "<f4").reshape(field["shape"])


def test_numbers_and_words_travel(columns: list[list[dict[str, Any]]]) -> None:
    (signed, grey), (_empty,) = columns
    np.testing.assert_array_equal(read(signed["field"]), np.array([[-3, np.nan, 1.5]], dtype=np.float32))
    np.testing.assert_array_equal(read(signed["outline"]), np.eye(2, dtype=np.float32))
    assert [grey[name] for name in ("title", "caption", "description")] == ["title", "caption", "four numbers"]
    assert grey["box"] == [0, 1, 0, 0]


def test_a_signed_picture_has_a_scale_of_its_own_and_a_grey_one_runs_to_1(columns: list[list[dict[str, Any]]]) -> None:
    (signed, grey), (empty,) = columns
    assert signed["limit"] == 3 and grey["limit"] == 1
    assert empty["limit"] > 0


@pytest.mark.parametrize(
    ("sent", "column"),
    [({"column": 2}, 2), ({"column": 3}, None), ({"column": -1}, None), ({"column": True}, None), (1, None)],
)
def test_only_a_column_that_there_is_can_be_clicked(sent: Any, column: int | None) -> None:
    assert read_click(sent, 3) == column
