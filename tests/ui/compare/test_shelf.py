"""The shelf keeps eight runs, with letters that nobody else has, and gives back what was dropped."""

from __future__ import annotations

from typing import Any, cast

import pytest

from dlcore.figures.palette import RUN_COLOURS
from tests.fake_experiment import Config
from ui.compare.shelf import LONGEST_NAME, MARKS, Shelf, tidy
from ui.jobs.run import Run


class Standing:
    """A run as far as a shelf looks at it."""

    def __init__(self, seed: int) -> None:
        self.config = Config(seed=seed)


def run(seed: int) -> Run:
    return cast(Run, Standing(seed))


def filled(count: int) -> Shelf:
    shelf = Shelf()
    for seed in range(count):
        assert shelf.pin(run(seed), "Run {mark}") is not None
    return shelf


def facts(shelf: Shelf) -> list[tuple[str, str, Any]]:
    return [(pin.mark, pin.name, getattr(pin.run.config, "seed")) for pin in shelf]  # noqa: B009


def test_letters_and_names_follow_each_other():
    assert facts(filled(3)) == [("A", "Run A", 0), ("B", "Run B", 1), ("C", "Run C", 2)]


def test_the_same_experiment_is_kept_once():
    shelf = filled(2)
    assert shelf.pin(run(1), "again") is shelf.pins[1]
    assert len(shelf) == 2


def test_a_ninth_run_finds_no_room():
    shelf = filled(len(MARKS))
    assert shelf.full
    assert shelf.pin(run(99), "one more") is None
    assert len(shelf) == len(MARKS) == len(RUN_COLOURS)
    assert len({pin.colour for pin in shelf}) == len(MARKS)


def test_a_dropped_letter_is_given_again_and_the_dropped_run_comes_back_under_a_free_one():
    shelf = filled(3)
    shelf.drop("B")
    assert facts(shelf) == [("A", "Run A", 0), ("C", "Run C", 2)]
    shelf.pin(run(7), "new")
    assert facts(shelf)[1] == ("B", "new", 7)
    shelf.bring_back()
    assert facts(shelf)[3] == ("D", "Run B", 1)
    shelf.bring_back()
    assert len(shelf) == 4


def test_a_dropped_run_comes_back_where_it_was():
    shelf = filled(3)
    shelf.drop("A")
    shelf.bring_back()
    assert facts(shelf) == facts(filled(3))


def test_renaming_and_hiding():
    shelf = filled(2)
    shelf.rename("A", "  slow \n\t one ")
    shelf.rename("B", " \n ")
    shelf.show("B", False)
    assert [(pin.name, pin.shown) for pin in shelf] == [("slow one", True), ("Run B", False)]


@pytest.mark.parametrize("name", ["x" * 500, "a\x00b\u202ec", "  ", "多" * 60])
def test_names_are_short_and_visible(name: str):
    assert len(tidy(name)) <= LONGEST_NAME
    assert tidy(name).isprintable()
