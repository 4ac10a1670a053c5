"""Own data come back from a link as they were, and nothing else than good data ever comes."""

from __future__ import annotations

import base64
import json
import pickle
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcore.datasets.own import LONGEST_LINK, LONGEST_NAME, MOST_ROWS, Own, OwnData, OwnDataError, tidy

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: x + 0.0)


def clicked(n: int = 30, seed: int = 0) -> OwnData:
    """Points as an editor gives them: three decimals."""
    points = np.random.default_rng(seed).uniform(-3, 3, (n, 2)).round(3)
    return OwnData.of(points, np.arange(n) % 2, classes=("blue", "orange"))


def packed(content: Any) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw)).decode().rstrip("=")


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 2)), min_size=4, max_size=40))
def test_every_number_comes_back_as_it_is(rows: list[tuple[float, float, int]]):
    table = np.array([*rows, (0, 0, 0), (0, 0, 2)], float)
    data = OwnData.of(table[:, :2], table[:, 2], classes=("a", "b", "c"), axes=("长度", "b"), standardise=True)
    back = OwnData.parse(data.text())
    assert back == data and hash(back) == hash(data) and pickle.loads(pickle.dumps(data)) == data
    np.testing.assert_array_equal(back.table, table)


def test_what_was_put_in_can_be_read():
    data = OwnData.of(np.array([[1, 2], [3, 4], [5, 6], [7, 8.5]]), np.array([0.5, 1, 2, 3]), target_name="price")
    np.testing.assert_array_equal(data.points, [[1, 2], [3, 4], [5, 6], [7, 8.5]])
    np.testing.assert_array_equal(data.targets, [0.5, 1, 2, 3])
    assert (len(data), data.inputs, data.classes, data.target_name) == (4, 2, (), "price")
    assert clicked().targets.dtype == np.int64


def test_a_hundred_clicked_points_fit_into_a_link_and_five_thousand_do_not():
    assert len(clicked(100).text()) <= LONGEST_LINK < len(clicked(MOST_ROWS).text())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"points": np.zeros((3, 2)), "targets": np.arange(3) % 2}, "rows"),
        ({"points": np.zeros((MOST_ROWS + 1, 2)), "targets": np.arange(MOST_ROWS + 1) % 2}, "rows"),
        ({"points": np.zeros((4, 0)), "axes": ()}, "inputs"),
        ({"points": np.zeros((4, 3))}, "inputs"),
        ({"points": np.zeros(4)}, "inputs"),
        ({"points": np.array([[0, 0], [0, 1], [1, 0], [np.nan, 0]])}, "not_finite"),
        ({"points": np.array([[0, 0], [0, 1], [1, 0], [1e308, 0]])}, "not_finite"),
        ({"targets": np.zeros(4)}, "one_class"),
        ({"targets": np.array([0, 1, 2, 1])}, "classes"),
        ({"targets": np.array([0, 1, 0.5, 1])}, "classes"),
        ({"targets": np.array([0, 1, -1, 1])}, "classes"),
        ({"classes": tuple("abcdefg")}, "classes"),
        ({"classes": (), "targets": np.ones(4)}, "constant"),
    ],
)
def test_bad_data_are_refused_with_their_reason(changes: dict[str, Any], reason: str):
    good = {"points": np.eye(4, 2), "targets": np.array([0, 1, 0, 1]), "classes": ("a", "b"), "axes": ("x", "y")}
    OwnData.of(**good)
    with pytest.raises(OwnDataError) as refused:
        OwnData.of(**good | changes)
    assert refused.value.reason == reason


COLUMNS = [[0, 1, 2, 3], [1, 0, 1, 0], [0, 1, 0, 1]]


@pytest.mark.parametrize(
    "text",
    [
        "", "none", "ä", "a b", "AAAA", clicked().text()[:-9], packed(b"[" * 100_000), packed(b"\xff"), packed(None),
        packed([COLUMNS, ["a", "b"], ["x", "y"], "t", 2]), packed([COLUMNS, ["a", 3], ["x", "y"], "t", 0]),
        packed([[[1, 2], [3]], [], ["x"], "t", 0]), packed([[["1"] * 4] * 3, ["a", "b"], ["x", "y"], "t", 0]),
        packed([[[True] * 4] * 3, ["a", "b"], ["x", "y"], "t", 0]), packed([COLUMNS, ["a", "b"], ["x"], "t", 0]),
        packed(b"1" * 50_000_000),
    ],
)  # fmt: skip
def test_other_texts_are_refused(text: str):
    with pytest.raises(ValueError, match=r"."):
        OwnData.parse(text)


@settings(max_examples=200)
@given(st.text(alphabet="ABCabc019_-", max_size=60) | st.binary(max_size=60).map(packed))
def test_arbitrary_texts_never_do_worse(text: str):
    with pytest.raises(ValueError, match=r"."):
        OwnData.parse(text)


@given(st.text(max_size=100))
def test_names_are_short_visible_and_no_markup(name: str):
    made = tidy(name, "x")
    assert 0 < len(made) <= LONGEST_NAME and made.isprintable() and not set("<>{}") & set(made)


def test_the_spec_takes_as_many_inputs_as_the_experiment():
    data = clicked()
    assert Own().parse(Own().format(data)) == data and Own().parse(Own().format(None)) is None
    with pytest.raises(ValueError, match="inputs"):
        Own((3, 30)).normalise(data)
    with pytest.raises(ValueError, match="own data"):
        Own().normalise("x")
