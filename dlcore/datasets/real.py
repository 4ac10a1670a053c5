"""Measured data that is kept in the project; ``data/SOURCES.md`` says where it comes from. Loads without torch."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Specimens, one a row; every table is shared, so its arrays are read-only.

    Attributes
    ----------
    values
        (n, measurements) float64, in the units of the axes.
    labels
        (n,) int64: each specimen's class.
    axes
        The measurements' names, with their unit in brackets.
    classes
        The species' names, in alphabetical order.
    """

    values: np.ndarray
    labels: np.ndarray
    axes: tuple[str, ...]
    classes: tuple[str, ...]


@cache
def table(name: str) -> Table:
    """Read ``iris`` or ``penguins``, whole and in the file's order; raise ``FileNotFoundError`` for any other name."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    classes = tuple(sorted({row[-1] for row in rows}))
    values = np.array([row[:-1] for row in rows], dtype=np.float64)
    labels = np.array([classes.index(row[-1]) for row in rows], dtype=np.int64)
    values.flags.writeable = labels.flags.writeable = False
    return Table(values, labels, tuple(header[:-1]), classes)
