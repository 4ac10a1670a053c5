"""An experiment's file: what is written is read back, and anything else is refused with its reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcore.experiments.neural_network import Config
from tests.ui.two_experiments import First, Second
from ui.experiment_file import MOST_BYTES, ExperimentFileError, dumps, loads
from ui.recording import Recording

CLASSES = {"": First, "second": Second}


def file(**changes: Any) -> bytes:
    content = json.loads(dumps("sample", Second(lr=0.5), recording())) | changes
    return json.dumps(content).encode()


def recording() -> Recording:
    return Recording(Second(lr=0.5), steps=[0, 3], metrics={"train_loss": [2.0, 0.125]}, finished=True)


def reason(content: bytes) -> tuple[str, str]:
    with pytest.raises(ExperimentFileError) as refused:
        loads(content, "sample", CLASSES)
    return refused.value.reason, refused.value.detail


def test_what_is_written_is_read_back():
    assert loads(dumps("sample", Second(lr=0.5), recording()), "sample", CLASSES) == Second(lr=0.5)
    assert loads(dumps("sample", First(), recording()), "sample", CLASSES) == First()


def test_every_setting_of_the_playground_survives():
    config = Config(dataset="iris", hidden=(3, 5), activation=("relu", "sine"), lr=0.1 + 0.2, seed=77)
    assert loads(dumps("neural_network", config, Recording(config)), "neural_network", {"": Config}) == config


def test_the_results_are_in_the_file():
    results = json.loads(dumps("sample", Second(), recording()))["results"]
    assert results["metrics"] == {"train_loss": 0.125}
    assert results["curves"] == {"step": [0, 3], "train_loss": [2.0, 0.125]}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ("broken", "")),
        (b"PK\x03\x04 a zip", ("broken", "")),
        (b"\xff\xfe\x00", ("broken", "")),
        (b"[" * 100_000, ("broken", "")),
        (file()[:-5], ("broken", "")),
        (b"{}", ("foreign", "")),
        (b"[1, 2]", ("foreign", "")),
        (b'{"format": "other"}', ("foreign", "")),
        (file(version=2), ("newer", "")),
        (file(page="elsewhere"), ("other_page", "elsewhere")),
        (file(experiment="third"), ("foreign", "")),
        (file(experiment=3), ("foreign", "")),
        (file(settings=[]), ("foreign", "")),
        (file(settings={"lr": 3}), ("foreign", "")),
        (file(settings={"lr": "7"}), ("setting", "lr")),
        (file(settings={"lr": "nan"}), ("setting", "lr")),
        (file(settings={"speed": "1"}), ("setting", "speed")),
        (b" " * (MOST_BYTES + 1), ("too_large", "")),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_its_reason(content: bytes, expected: tuple[str, str]):
    assert reason(content) == expected


@given(st.binary(max_size=300))
def test_arbitrary_bytes_never_do_worse(content: bytes):
    assert reason(content)[0] in {"broken", "foreign"}


NAMES = st.sampled_from(["format", "version", "page", "experiment", "settings", "lr"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)
)


@given(JSON)
def test_arbitrary_json_never_does_worse(content: Any):
    marked = content | {"format": "deep-learning-by-experiment"} if isinstance(content, dict) else content
    assert reason(json.dumps(marked).encode())[0] in {"foreign", "other_page", "newer", "setting"}
