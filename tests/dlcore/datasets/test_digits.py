"""The digits kept in the project are those of the packages they come from."""

from __future__ import annotations

import hashlib
from typing import cast

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.utils import Bunch

from dlcore.datasets.digits import FILES, FOLDER, digits


def test_the_small_digits_are_scikit_learns() -> None:
    held, bunch = digits("digits8"), cast(Bunch, load_digits())
    assert np.array_equal(held.images, bunch.images)
    assert np.array_equal(held.labels, bunch.target)
    assert held.pixels().max() == 1 and held.pixels().min() == 0


def test_mnist_has_five_hundred_of_each_digit() -> None:
    held = digits("mnist")
    assert held.images.shape == (5000, 28, 28) and held.side == 28
    assert np.array_equal(np.bincount(held.labels), np.full(10, 500))
    assert held.pixels(np.array([7])).max() == held.images[7].max() / 255


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_the_one_that_the_sources_name(name: str) -> None:
    path = FOLDER / FILES[name]
    line = next(line for line in (FOLDER / "SOURCES.md").read_text().splitlines() if f"`{path.name}`" in line)
    assert hashlib.sha256(path.read_bytes()).hexdigest() in line


def test_nobody_can_change_what_all_share() -> None:
    with pytest.raises(ValueError, match="read-only"):
        digits("mnist").images[0] = 0
