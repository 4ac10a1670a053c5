"""The kept files hold what scikit-learn and palmerpenguins hold, and what SOURCES.md says of them."""

import hashlib
import re
from typing import cast

import numpy as np
import pytest
from palmerpenguins import load_penguins
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.utils import Bunch

from dlcore.datasets.data import make as maker
from dlcore.datasets.real import FOLDER, table

FILES = sorted(path.name for path in FOLDER.glob("*.csv"))


def test_iris_equals_scikit_learn():
    ours, theirs = table("iris"), cast(Bunch, load_iris())
    assert np.array_equal(ours.values, theirs.data)
    assert np.array_equal(ours.labels, theirs.target)
    assert ours.axes == tuple(theirs.feature_names)
    assert ours.classes == tuple(theirs.target_names)


def test_penguins_equal_palmerpenguins():
    ours, theirs = table("penguins"), load_penguins()
    theirs = theirs[theirs["bill_length_mm"].notna()]
    assert len(ours.values) == len(theirs) == 342
    for i, (axis, column) in enumerate(
        {
            "bill length (mm)": "bill_length_mm",
            "bill depth (mm)": "bill_depth_mm",
            "flipper length (mm)": "flipper_length_mm",
            "body mass (g)": "body_mass_g",
        }.items()
    ):
        assert ours.axes[i] == axis
        assert np.array_equal(ours.values[:, i], theirs[column])
    assert [ours.classes[label] for label in ours.labels] == theirs["species"].tolist()


def test_breast_cancer_equals_scikit_learn():
    ours, theirs = table("breast_cancer"), cast(Bunch, load_breast_cancer())
    assert np.array_equal(ours.values, theirs.data)
    assert [ours.classes[label] for label in ours.labels] == [theirs.target_names[label] for label in theirs.target]
    assert ours.axes == tuple(theirs.feature_names)


def test_diabetes_equals_scikit_learn():
    ours, theirs = table("diabetes"), cast(Bunch, load_diabetes(scaled=False))
    assert np.array_equal(ours.values, theirs.data)
    assert np.array_equal(ours.labels, theirs.target)
    assert ours.classes == () and ours.target_name == "progression"


def test_sources_name_every_file_with_its_hash():
    named = dict(re.findall(r"^\| `(\S+\.csv)` .* `([0-9a-f]{64})` \|$", (FOLDER / "SOURCES.md").read_text(), re.M))
    assert named == {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in FILES}
    assert FILES == [
        "breast_cancer.csv", "co2.csv", "diabetes.csv", "iris.csv", "penguins.csv", "sunspots.csv",
        "training_compute.csv",
    ]  # fmt: skip


@pytest.mark.parametrize("collect", [maker.breast_cancer, maker.diabetes, maker.iris, maker.penguins])
def test_the_script_makes_the_kept_files(collect, tmp_path):
    name = f"{collect.__name__}.csv"
    maker.write(tmp_path / name, *collect())
    assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_a_shared_table_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        table("iris").values[0, 0] = 0


def test_an_unknown_table_is_refused():
    with pytest.raises(FileNotFoundError, match=r"wine\.csv"):
        table("wine")
