"""The network's drawing: a node for every unit."""

from typing import Any

import pytest

from dlcore.figures import network
from tests.dlcore.figures.reading import figure

WORDS = {"bias": "b", "weight": "w", "positive": "+", "negative": "-"}


def test_every_unit_has_a_place_of_its_own(panels, sizes):
    (nodes,) = figure(panels["network"]).data
    places = set(zip(nodes.x, nodes.y, strict=True))
    assert len(places) == sum(sizes)
    assert [sum(x == layer for x, _ in places) for layer in range(len(sizes))] == list(sizes)


def test_what_the_player_needs_is_in_the_figure(panels, sizes):
    meta = figure(panels["network"]).layout.meta
    assert [len(names) for names in meta["units"]] == list(sizes)
    assert set(meta["words"]) == set(WORDS)


def test_missing_words_and_layers_are_refused():
    described: dict[str, Any] = {"title": "", "description": ""}
    with pytest.raises(ValueError, match="bias"):
        network([["x"], ["y"]], layers=["in", "out"], words={}, **described)
    with pytest.raises(ValueError, match="1 layer names for 2 layers"):
        network([["x"], ["y"]], layers=["in"], words=WORDS, **described)
