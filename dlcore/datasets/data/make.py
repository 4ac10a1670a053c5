"""Write iris.csv and penguins.csv from the packages they come in: ``python dlcore/datasets/data/make.py``.

Needs scikit-learn and palmerpenguins (requirements-dev.txt). Prints each file's sha256 for SOURCES.md.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from palmerpenguins import load_penguins
from sklearn.datasets import load_iris
from sklearn.utils import Bunch

HERE = Path(__file__).parent
PENGUIN_AXES = {
    "bill_length_mm": "bill length (mm)",
    "bill_depth_mm": "bill depth (mm)",
    "flipper_length_mm": "flipper length (mm)",
    "body_mass_g": "body mass (g)",
}

Row = tuple[Iterable[float], str]


def iris() -> tuple[list[str], list[Row]]:
    """Return the measurements' names and (measurements, species) of all 150 flowers."""
    bunch = cast(Bunch, load_iris())
    return list(bunch.feature_names), [
        (values, str(bunch.target_names[label])) for values, label in zip(bunch.data, bunch.target, strict=True)
    ]


def penguins() -> tuple[list[str], list[Row]]:
    """Return the measurements' names and (measurements, species) of the birds with all four measurements."""
    measured = load_penguins().dropna(subset=list(PENGUIN_AXES))
    return list(PENGUIN_AXES.values()), list(
        zip(measured[list(PENGUIN_AXES)].to_numpy(), measured["species"], strict=True)
    )


def write(path: Path, axes: list[str], rows: Iterable[Row]) -> str:
    """Write one specimen a line, its species last; return the file's sha256."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*axes, "species"])
        writer.writerows([*(f"{value:g}" for value in values), species] for values, species in rows)
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    for collect in (iris, penguins):
        path = HERE / f"{collect.__name__}.csv"
        print(path.name, write(path, *collect()))
