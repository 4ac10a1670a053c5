"""The learner's own data as a value of a config: checked, hashable, and short enough for a link if it is small.

Loads without torch.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Self

import numpy as np

from .dataset import LARGEST, Dataset

FEWEST_ROWS, MOST_ROWS = 4, 5_000
MOST_CLASSES = 6
MOST_INPUTS = 30
LONGEST_NAME = 40  # characters
LONGEST_LINK = 2000  # characters of a link that data may take
_MOST_JSON = 4_000_000  # bytes that a text may unfold to: five thousand rows of thirty long numbers

Reason = Literal["rows", "inputs", "classes", "one_class", "not_finite", "constant"]


class OwnDataError(ValueError):
    """Data that an :class:`OwnData` refuses.

    Attributes
    ----------
    reason
        ``"rows"`` or ``"inputs"``: too few or too many. ``"classes"``: too many, or an index without a class.
        ``"one_class"``: all points are of one class. ``"not_finite"``: a number that is missing, infinite or beyond
        ±1e9. ``"constant"``: a column in which all values are equal.
    value, allowed
        What was found, and what would be accepted.
    """

    def __init__(self, reason: Reason, value: object, allowed: str) -> None:
        super().__init__(f"{reason}: {value!r}; allowed: {allowed}")
        self.reason: Reason = reason
        self.value, self.allowed = value, allowed

    def __reduce__(self) -> tuple[type[Self], tuple[Reason, object, str]]:
        return type(self), (self.reason, self.value, self.allowed)


@dataclass(frozen=True, slots=True)
class OwnData:
    """Points with something to predict, as one value; make it with :meth:`of`, which checks it.

    Attributes
    ----------
    rows
        (n, inputs + 1) float64, row after row as bytes: the inputs, then the class index or the value to predict.
    inputs
        How many inputs there are.
    classes
        The classes' names in index order; empty for a value to predict.
    axes, target_name
        What the inputs and the target are called.
    standardise
        Whether a model sees the inputs standardised (measured data) or as they are (points on a plane of their own).
    """

    rows: bytes
    inputs: int
    classes: tuple[str, ...]
    axes: tuple[str, ...]
    target_name: str
    standardise: bool

    @classmethod
    def of(
        cls,
        points: np.ndarray,
        targets: np.ndarray,
        *,
        classes: Sequence[str] = (),
        axes: Sequence[str] = ("x₁", "x₂"),
        target_name: str = "y",
        standardise: bool = False,
    ) -> Self:
        """Check and take over points (n, inputs) and targets (n,); raise :class:`OwnDataError`."""
        points, targets = np.asarray(points, np.float64), np.asarray(targets, np.float64)
        if points.ndim != 2 or targets.shape != points.shape[:1]:
            raise OwnDataError("inputs", points.shape, "(rows, inputs) and (rows,)")
        if not FEWEST_ROWS <= len(points) <= MOST_ROWS:
            raise OwnDataError("rows", len(points), f"{FEWEST_ROWS} … {MOST_ROWS:,}")
        if not 1 <= points.shape[1] <= MOST_INPUTS or len(axes) != points.shape[1]:
            raise OwnDataError("inputs", points.shape[1], f"1 … {MOST_INPUTS}")
        rows = np.column_stack([points, targets]) + 0.0  # no negative zeros, which would make equal data differ
        bad = rows[~(np.abs(rows) <= LARGEST)]
        if len(bad):
            raise OwnDataError("not_finite", float(bad[0]), f"±{LARGEST:g}")
        _check_classes(targets, classes)
        return cls(
            rows.tobytes(),
            points.shape[1],
            tuple(tidy(name, f"{i}") for i, name in enumerate(classes)),
            tuple(tidy(name, f"x{i}") for i, name in enumerate(axes, start=1)),
            tidy(target_name, "y"),
            standardise,
        )

    @property
    def table(self) -> np.ndarray:
        """(n, inputs + 1) float64, read-only."""
        return np.frombuffer(self.rows).reshape(-1, self.inputs + 1)

    @property
    def points(self) -> np.ndarray:
        """(n, inputs) float64."""
        return self.table[:, :-1]

    @property
    def targets(self) -> np.ndarray:
        """(n,): int64 class indices, or float64 values."""
        targets = self.table[:, -1]
        return targets.astype(np.int64) if self.classes else targets.copy()

    def __len__(self) -> int:
        return len(self.rows) // (8 * (self.inputs + 1))

    def __str__(self) -> str:
        return f"{len(self)} × {self.inputs}"

    def text(self) -> str:
        """Write the data for a link, as compactly as JSON can be packed; every number comes back as it is."""
        columns = [_shortest(column) for column in self.table.T]
        content = [columns, list(self.classes), list(self.axes), self.target_name, int(self.standardise)]
        packed = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what :meth:`text` wrote; raise ``ValueError`` for anything else."""
        if not re.fullmatch(r"[A-Za-z0-9_-]+", text, re.ASCII):
            raise ValueError("not a text of own data")
        unpacking = zlib.decompressobj()
        try:
            content = unpacking.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), _MOST_JSON)
            found = json.loads(content) if unpacking.eof else None
        except (zlib.error, RecursionError, UnicodeDecodeError) as error:
            raise ValueError("not a text of own data") from error
        match found:
            case [list(columns), list(classes), list(axes), str(target_name), 0 | 1 as standardise] if _are_columns(
                columns
            ) and all(isinstance(name, str) for name in (*classes, *axes)):
                table = np.array(columns, np.float64).T
                return cls.of(table[:, :-1], table[:, -1], classes=classes, axes=axes, target_name=target_name,
                              standardise=bool(standardise))  # fmt: skip
        raise ValueError("not a text of own data")


@lru_cache(maxsize=64)
def split(own: OwnData, train_share: float, data_seed: int) -> np.ndarray:
    """Choose training points, (n,) bool and read-only: of every class its share, at least one, and never all points.

    Each point draws a number and the smallest of a class train, so that adding or moving one changes few others' roles.
    """
    draws = np.random.default_rng(data_seed).random(len(own))
    chosen = np.zeros(len(own), bool)
    for label in np.unique(own.targets) if own.classes else [None]:
        members = np.arange(len(own)) if label is None else np.flatnonzero(own.targets == label)
        ranked = members[np.argsort(draws[members])]
        chosen[ranked[: min(max(round(train_share * len(ranked)), 1), max(len(ranked) - 1, 1))]] = True
    if chosen.all():  # every class has one point only
        chosen[np.argmax(draws)] = False
    chosen.flags.writeable = False
    return chosen


def dataset(own: OwnData, train_share: float, data_seed: int) -> Dataset:
    """Make the data set of two inputs and a target; raise ``DatasetError`` if the split leaves an axis constant."""
    return Dataset(
        own.points.copy(),
        own.targets,
        split(own, train_share, data_seed).copy(),
        own.classes,
        (own.axes[0], own.axes[1]),
        own.target_name,
        own.standardise,
    )


@dataclass(frozen=True, slots=True)
class Own:
    """The spec of a config's field for the learner's own data, or None.

    Parameters
    ----------
    inputs
        How many inputs the experiment can take, at least and at most.
    classes
        Whether what is predicted may be a class; else it is a number.
    longest
        How many characters of a link the data may take; larger data do not travel in it.
    """

    inputs: tuple[int, int] = (2, 2)
    classes: bool = True
    longest: int = LONGEST_LINK

    def normalise(self, value: Any) -> OwnData | None:
        if value is not None and not isinstance(value, OwnData):
            raise ValueError("not own data")
        if value is not None and not self.inputs[0] <= value.inputs <= self.inputs[1]:
            raise ValueError("wrong number of inputs")
        if value is not None and value.classes and not self.classes:
            raise ValueError("classes where a number is wanted")
        return value

    def parse(self, text: str) -> OwnData | None:
        return self.normalise(None if text == "none" else OwnData.parse(text))

    def format(self, value: OwnData | None) -> str:
        return "none" if value is None else value.text()

    @property
    def allowed(self) -> str:
        return f"{FEWEST_ROWS} … {MOST_ROWS:,} × {self.inputs[0]} … {self.inputs[1]}"


def tidy(name: str, otherwise: str) -> str:
    """Bring a stranger's name to one line of visible characters that nothing takes for markup or a template."""
    visible = "".join(each if each.isprintable() else " " for each in name).translate(str.maketrans("<>{}", "‹›()"))
    return " ".join(visible.split())[:LONGEST_NAME].strip() or otherwise


def _check_classes(targets: np.ndarray, classes: Sequence[str]) -> None:
    if not classes:
        if np.ptp(targets) == 0:
            raise OwnDataError("constant", float(targets[0]), "≠")
        return
    if len(classes) > MOST_CLASSES:
        raise OwnDataError("classes", len(classes), f"2 … {MOST_CLASSES}")
    unknown = targets[(targets < 0) | (targets >= len(classes)) | (targets != np.round(targets))]
    if len(unknown):
        raise OwnDataError("classes", float(unknown[0]), f"0 … {len(classes) - 1}")
    if len(np.unique(targets)) < 2:
        raise OwnDataError("one_class", 1, f"2 … {MOST_CLASSES}")


def _are_columns(columns: Sequence[Any]) -> bool:
    """Whether there are at least two columns of numbers, all of one length."""
    if len(columns) < 2 or not all(isinstance(column, list) for column in columns):
        return False
    numbers = all(
        isinstance(each, (int, float)) and not isinstance(each, bool) for column in columns for each in column
    )
    return numbers and len({len(column) for column in columns}) == 1


def _shortest(column: np.ndarray) -> list[float | int]:
    return [int(value) if value.is_integer() else value for value in column.tolist()]
