"""Every page's own experiments come back from a file as they were written, whatever their scenes are made of."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from dlcore.config import Config
from dlcore.worker import advance
from ui.cache.file_format import dumps, loads
from ui.catalogue import CATALOGUE
from ui.recording import Recording

DEFAULTS = [(concept.stem, config) for concept in CATALOGUE for config in concept.defaults()]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.dtype == other.dtype and np.array_equal(one, other, equal_nan=True)
    if dataclasses.is_dataclass(one):
        names = [each.name for each in dataclasses.fields(one)]
        return type(one) is type(other) and all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and (one == other or one != one)


@pytest.mark.parametrize(("stem", "config"), DEFAULTS, ids=[f"{stem}-{each.experiment}" for stem, each in DEFAULTS])
def test_a_pages_own_experiment_comes_back(stem: str, config: Config) -> None:
    recording = Recording(config)
    recording.extend(advance(config, None, 0.0, None, config.default_probes))
    found = loads(dumps(recording), config)
    assert found.scene is not None and same(recording.scene, found.scene)
    assert found.steps == recording.steps and found.metrics == recording.metrics
    for name, rows in recording.arrays.items():
        assert same(rows, found.arrays[name]), (stem, name)
