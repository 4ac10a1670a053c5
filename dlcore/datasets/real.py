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
        (n,): each specimen's class, int64, or its value, float64.
    axes
        The measurements' names, with their unit in brackets.
    classes
        The classes' names, in alphabetical order; empty where a value is to be predicted.
    target_name
        What is to be predicted.
    """

    values: np.ndarray
    labels: np.ndarray
    axes: tuple[str, ...]
    classes: tuple[str, ...]
    target_name: str


VALUED = ("diabetes",)  # tables whose last column is a number to predict


@cache
def table(name: str) -> Table:
    """Read a table, whole and in the file's order: iris, penguins, breast_cancer or diabetes.

    Raise ``FileNotFoundError`` for any other name.
    """
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    values = np.array([row[:-1] for row in rows], dtype=np.float64)
    classes = () if name in VALUED else tuple(sorted({row[-1] for row in rows}))
    if classes:
        labels = np.array([classes.index(row[-1]) for row in rows], dtype=np.int64)
    else:
        labels = np.array([row[-1] for row in rows], dtype=np.float64)
    values.flags.writeable = labels.flags.writeable = False
    return Table(values, labels, tuple(header[:-1]), classes, header[-1])
