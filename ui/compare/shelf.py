"""The runs that a learner keeps: up to eight an experiment, each with a letter, a name and a colour."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import streamlit as st

from dlcore.config import Config
from dlcore.figures.palette import RUN_COLOURS
from ui.jobs.run import Run

MARKS = "ABCDEFGH"
LONGEST_NAME = 40  # characters


@dataclass(slots=True)
class Pin:
    """A run on the shelf.

    Attributes
    ----------
    mark
        Its letter, which no other run on the shelf has.
    name
        What the learner calls it.
    run
        The run; it may still be under way.
    code
        The name by which browsers remember its frames.
    shown
        Whether it is drawn.
    """

    mark: str
    name: str
    run: Run
    code: str = field(default_factory=lambda: uuid.uuid4().hex)
    shown: bool = True

    @property
    def colour(self) -> str:
        """The colour of its curves."""
        return RUN_COLOURS[MARKS.index(self.mark)]


class Shelf:
    """The pinned runs of one experiment, in the order of their letters."""

    def __init__(self) -> None:
        self.pins: list[Pin] = []
        self.dropped: Pin | None = None

    def __iter__(self) -> Iterator[Pin]:
        return iter(self.pins)

    def __len__(self) -> int:
        return len(self.pins)

    @property
    def full(self) -> bool:
        """Whether there is no room for another run."""
        return len(self.pins) == len(MARKS)

    def holds(self, config: Config) -> Pin | None:
        """Return the pinned run of this experiment, or None."""
        return next((pin for pin in self.pins if pin.run.config == config), None)

    def pin(self, run: Run, name: str, code: str | None = None) -> Pin | None:
        """Keep a run under the first free letter; the one that is there already is returned, and None if all are taken.

        `name` may hold ``{mark}``, in whose place the letter stands.
        """
        found = self.holds(run.config)
        if found is not None or self.full:
            return found
        mark = next(mark for mark in MARKS if all(pin.mark != mark for pin in self.pins))
        pin = Pin(mark, tidy(name.replace("{mark}", mark)) or mark, run)
        if code is not None:
            pin.code = code
        self.put(pin)
        return pin

    def rename(self, mark: str, name: str) -> None:
        """Call a run otherwise; an empty name is not taken."""
        pin = self._find(mark)
        pin.name = tidy(name) or pin.name

    def show(self, mark: str, shown: bool) -> None:
        """Draw a run, or leave it out."""
        self._find(mark).shown = shown

    def drop(self, mark: str) -> None:
        """Take a run off the shelf; it can be brought back until the next one goes."""
        self.dropped = self._find(mark)
        self.pins.remove(self.dropped)

    def bring_back(self) -> None:
        """Put the run that went last where it was; under another letter if its own has been taken."""
        back, self.dropped = self.dropped, None
        if back is None or self.full:
            return
        if any(pin.mark == back.mark for pin in self.pins):
            back.mark = next(mark for mark in MARKS if all(pin.mark != mark for pin in self.pins))
        self.put(back)

    def put(self, pin: Pin) -> None:
        """Add a run whose letter is free."""
        self.pins = sorted([*self.pins, pin], key=lambda each: each.mark)

    def _find(self, mark: str) -> Pin:
        return next(pin for pin in self.pins if pin.mark == mark)


def tidy(name: str) -> str:
    """Bring a learner's name for a run to one line of visible characters."""
    visible = "".join(each if each.isprintable() else " " for each in name)
    return " ".join(visible.split())[:LONGEST_NAME].strip()


def shelf(place: str) -> Shelf:
    """Return this session's shelf of one experiment; see :attr:`~ui.settings.Settings.place`."""
    return shelves().setdefault(place, Shelf())


def shelves() -> dict[str, Shelf]:
    """Return all of this session's shelves, by experiment."""
    return st.session_state.setdefault("shelves", {})
