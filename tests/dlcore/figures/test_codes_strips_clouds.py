"""Digits at their codes, rows of small pictures, points over a field, and curves without a law."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from dlcore import figures
from dlcore.figures import Strip, palette
from dlcore.figures.palette import contrast
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import animate, figure, frame

RANDOM = np.random.default_rng(0)
WORDS: dict[str, Any] = {"title": "t", "description": "d"}


def test_digits_are_written_where_their_codes_are() -> None:
    labels = [3, 1, 4, 1, 9]
    panel = figures.codes("codes", labels, x="one", y="two", **WORDS)
    places = RANDOM.normal(size=(2, 5))
    (points,) = frame(panel, [Snapshot(4, {}, {"codes": places})], 0).data
    assert np.array_equal(points.x, places[0]) and np.array_equal(points.y, places[1])
    (drawn,) = figure(panel).data
    assert drawn.text == ("3", "1", "4", "1", "9") and "text" in drawn.mode
    assert drawn.textfont.color[1] == drawn.textfont.color[3] != drawn.textfont.color[0]


def test_a_chosen_place_has_a_cross_and_can_be_clicked() -> None:
    places = RANDOM.normal(size=(2, 3))
    panel = figures.codes("codes", [1, 2, 3], where=places, chosen=((0.5, -1.0), "here"), x="a", y="b", **WORDS)
    points, cross = figure(panel).data
    assert np.allclose(points.x, places[0], rtol=1e-3) and (cross.x[0], cross.y[0]) == (0.5, -1.0)
    assert panel.clickable and not panel.bindings and not panel.probes
    assert not figures.codes("codes", [1], x="a", y="b", **WORDS).clickable


def test_ten_digits_have_ten_colours_that_can_be_seen() -> None:
    assert len(set(palette.DIGIT_COLOURS)) == 10
    assert all(contrast(colour, palette.BACKGROUND) >= 3 for colour in palette.DIGIT_COLOURS)


def test_strips_follow_their_probes_and_do_not_overlap() -> None:
    still, moving = RANDOM.random((8, 17)), RANDOM.random((8, 17))
    panel = figures.strips("redrawn", [Strip("a", still), Strip("b", still, "seen"), Strip("c", still)], **WORDS)
    shown = animate(panel, [Snapshot(0, {}, {"seen": moving})])
    assert np.array_equal(shown.data[0].z, still) and np.array_equal(shown.data[1].z, moving)
    assert panel.probes == ("seen",) and [note.text for note in shown.layout.annotations] == ["a", "b", "c"]
    domains = [shown.layout[name].domain for name in ("yaxis", "yaxis2", "yaxis3")]
    assert all(upper[0] > lower[1] for upper, lower in itertools.pairwise(domains))
    assert shown.layout.yaxis.range[0] > shown.layout.yaxis.range[1]  # the first row of pixels is on top


@pytest.mark.parametrize("still", [None, (RANDOM.normal(size=(6, 2)), "fresh")])
@pytest.mark.parametrize("field", [None, ("field", RANDOM.normal(size=(2, 4)))])
def test_points_move_over_what_stays_and_over_the_field(still, field) -> None:
    panel = figures.clouds("made", "made", "made", axes=("x", "y"), reach=3, still=still, field=field, **WORDS)
    pieces = np.full((2, 12), np.nan)
    pieces[:, ::3], pieces[:, 1::3] = 1.0, 2.0
    made = RANDOM.normal(size=(2, 9))
    shown = animate(panel, [Snapshot(0, {}, {"made": made, "field": pieces})])
    assert np.array_equal(shown.data[-1].x, made[0]) and np.array_equal(shown.data[-1].y, made[1])
    assert len(shown.data) == 1 + (still is not None) + 2 * (field is not None)
    if field is not None:
        assert np.array_equal(shown.data[0].x, pieces[0], equal_nan=True)
    if still is not None:
        assert np.allclose(shown.data[-2].x, still[0][:, 0], rtol=1e-3)
    assert shown.layout.yaxis.scaleanchor == "x" and panel.probes == (("field", "made") if field else ("made",))


def test_learning_curves_without_a_law_have_none() -> None:
    sizes, rows = [10.0, 100.0], np.array([[0.5, 0.1], [0.4, 0.2]])
    words: dict[str, Any] = {"x": "n", "y": "e", "lowest": 0.01, **WORDS}
    plain = figures.learning_curves(["a", "b"], sizes, np.array(sizes), law=None, target=None, **words)
    lawful = figures.learning_curves(["a", "b"], sizes, np.array(sizes), law="law", target=(0.1, "goal"), **words)
    probes = {"measured": rows, "low": rows, "high": rows, "law": rows}
    assert plain.probes == ("measured", "low", "high") and lawful.probes == ("measured", "low", "high", "law")
    assert len(figure(lawful).data) == len(figure(plain).data) + 2
    assert len(figure(plain).layout.shapes) == 0 and len(figure(lawful).layout.shapes) == 1
    shown = animate(plain, [Snapshot(0, {}, {name: probes[name] for name in plain.probes})])
    assert [np.array_equal(shown.data[i].y, row) for i, row in zip((-2, -1), rows, strict=True)] == [True, True]
