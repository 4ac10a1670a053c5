"""What a session remembers of a page's own data: the last that were used, the draft, and whether the desk is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from dlcore.config import ConfigError
from dlcore.datasets.dataset import Dataset
from dlcore.datasets.own import Own, OwnData
from ui.components.points import Point, Sheet, sheet_of
from ui.settings import Settings

EMPTY = ((-3.0, 3.0), (-3.0, 3.0))  # the window of an empty plane


@dataclass(frozen=True, slots=True)
class Draft:
    """Points that are being edited: what the editor started from, and what has become of them."""

    sheet: Sheet
    points: tuple[Point, ...]
    target_name: str = "y"
    standardise: bool = False

    def own(self) -> OwnData:
        """Make data of the draft; a class without points is left out. Raises :class:`OwnDataError`."""
        table = np.array(self.points, np.float64).reshape(-1, 3)
        used = sorted({int(target) for target in table[:, 2]}) if self.sheet.classes else []
        targets = np.searchsorted(used, table[:, 2]) if used else table[:, 2]
        return OwnData.of(
            table[:, :2], targets, classes=[self.sheet.classes[i] for i in used], axes=self.sheet.axes,
            target_name=self.target_name, standardise=self.standardise,
        )  # fmt: skip


class OwnDesk:
    """One page's desk for own data, in one session."""

    def __init__(self, settings: Settings[Any]) -> None:
        self.settings = settings

    @property
    def spec(self) -> Own:
        """What the experiment accepts as own data."""
        return self.settings.config_class.specs()["own"]

    @property
    def on_plane(self) -> bool:
        """Whether the data are points on a plane, which can be placed by hand."""
        return self.spec.inputs == (2, 2)

    @property
    def is_open(self) -> bool:
        """Whether the learner is at it."""
        return st.session_state.get(self.key("open"), False)

    def open(self) -> None:
        """Go to it. Called as a callback."""
        st.session_state[self.key("open")] = True

    def close(self) -> None:
        """Leave it; the draft stays. Called as a callback."""
        st.session_state[self.key("open")] = False

    def key(self, name: str) -> str:
        """The session-state key of one of the desk's values."""
        return f"{self.settings.place} desk {name}"

    @property
    def last(self) -> OwnData | None:
        """The own data that this page has used last."""
        return getattr(self.settings.config, "own", None) or st.session_state.get(self.key("last"))

    def use(self, own: OwnData) -> bool:
        """Make these data the experiment's and leave the desk; return whether the experiment takes them.

        A branch is left with it: other data are another experiment.
        """
        config = self.settings.config
        changes: dict[str, Any] = {"dataset": "own", "own": own}
        if getattr(config, "past", ()):
            changes["past"] = ()
        if not self.settings.change(**changes):
            return False
        st.session_state[self.key("last")] = own
        self.close()
        return True

    def remember(self) -> None:
        """Keep the present own data at hand for when another set has been looked at."""
        own = getattr(self.settings.config, "own", None)
        if own is not None:
            st.session_state[self.key("last")] = own

    @property
    def refused(self) -> ConfigError | None:
        """Why the experiment did not take the data."""
        return self.settings.refused

    def draft(self, scene: Dataset | None) -> Draft:
        """The draft; a first one starts from the present data."""
        if self.key("draft") not in st.session_state:
            self.begin(scene)
        return st.session_state[self.key("draft")]

    def begin(self, scene: Dataset | None) -> None:
        """Start a draft from a data set, or from an empty plane with two classes. Called as a callback too."""
        number = st.session_state[self.key("number")] = st.session_state.get(self.key("number"), 0) + 1
        st.session_state[self.key("draft")] = _draft_of(scene, number) if scene is not None else _empty(number)

    def update(self, points: tuple[Point, ...]) -> None:
        """Take over what the learner has made of the draft.

        The sheet takes it over too: an editor that is drawn anew starts from it, one that is there has its own.
        """
        draft: Draft = st.session_state[self.key("draft")]
        st.session_state[self.key("draft")] = replace(draft, points=points, sheet=replace(draft.sheet, points=points))

    def reclass(self, classes: tuple[str, ...]) -> None:
        """Give the draft other classes, or values if there are none; points of a class that is gone go with it.

        Where classes only come to those that are there, the sheet stays the same one, so that what was done on it
        can still be undone.
        """
        draft: Draft = st.session_state[self.key("draft")]
        had = draft.sheet.classes
        if had and classes[: len(had)] == had:
            st.session_state[self.key("draft")] = replace(draft, sheet=replace(draft.sheet, classes=classes))
            return
        if bool(classes) != bool(draft.sheet.classes):
            points: tuple[Point, ...] = ()
        else:
            points = tuple(point for point in draft.points if not classes or point[2] < len(classes))
        number = st.session_state[self.key("number")] = st.session_state.get(self.key("number"), 0) + 1
        sheet = replace(draft.sheet, number=number, points=points, classes=classes, values=(-1.0, 1.0))
        st.session_state[self.key("draft")] = replace(draft, sheet=sheet, points=points)


def _draft_of(scene: Dataset, number: int) -> Draft:
    (left, right), (bottom, top) = scene.window.tolist()
    values = (float(scene.targets.min()), float(scene.targets.max())) if not scene.classes else (-1.0, 1.0)
    table = np.column_stack([scene.points, scene.targets]).tolist()
    sheet = sheet_of(
        number, table, window=((left, right), (bottom, top)), classes=scene.classes, values=values, axes=scene.axes
    )
    return Draft(sheet, sheet.points, scene.target_name, scene.standardise)


def _empty(number: int) -> Draft:
    sheet = Sheet(number, (), EMPTY, ("0", "1"))
    return Draft(sheet, ())
