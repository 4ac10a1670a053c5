"""What is too much is refused with what would be possible, and what is allowed is bounded."""

from __future__ import annotations

import pytest

from dlcore.config import Config, ConfigError
from dlcore.experiments.compute_cost import CONFIGS
from dlcore.experiments.compute_cost.config import (
    MOST_BYTES,
    MOST_MACS,
    MOST_PARAMETERS,
    Architecture,
    Formats,
    History,
    Scaling,
)
from dlcore.models import costs


@pytest.mark.parametrize(
    ("kind", "changes", "field", "reason"),
    [
        (Architecture, {"kind": "attention", "width": 1024, "depth": 16}, "width", "too_many_parameters"),
        (Architecture, {"kind": "cnn", "width": 1024, "length": 128}, "width", "too_many_parameters"),
        (Architecture, {"kind": "cnn", "width": 256, "depth": 16, "length": 64}, "length", "cost_work"),
        (Architecture, {"kind": "cnn", "width": 64, "length": 64, "batch": 1024}, "batch", "cost_batch"),
        (Scaling, {"varied": "depth", "doublings": 6}, "doublings", "doublings"),
        (Scaling, {"kind": "cnn", "varied": "length", "doublings": 6, "width": 64}, "doublings", "scaling_work"),
        (Formats, {"formats": ("float32", "float32")}, "formats", "field"),
        (History, {"since": 1990}, "since", "field"),
    ],
)
def test_too_much_is_refused_with_the_knob_that_helps(
    kind: type[Config], changes: dict[str, object], field: str, reason: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        kind(**changes)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_the_batch_that_a_refusal_names_is_the_largest_that_passes() -> None:
    settings = {"kind": "cnn", "width": 64, "length": 64}
    with pytest.raises(ConfigError) as refused:
        Architecture(**settings, batch=1024)
    most = int(str(refused.value.allowed).split("…")[1])
    assert Architecture(**settings, batch=most).batch == most
    with pytest.raises(ConfigError):
        Architecture(**settings, batch=most + 1)


@pytest.mark.parametrize("batch", [1, 8, 64, 512])
@pytest.mark.parametrize("kind", costs.KINDS)
def test_whatever_is_allowed_stays_within_the_bounds(kind: str, batch: int) -> None:
    allowed = 0
    for width in (8, 128, 1024):
        for depth in (1, 16):
            for length in (8, 64, 512):
                try:
                    config = Architecture(kind=kind, width=width, depth=depth, length=length, batch=batch)
                except ConfigError:
                    continue
                allowed += 1
                assert costs.parameters(config.parts) <= MOST_PARAMETERS
                assert costs.memory(config.parts, batch) <= MOST_BYTES
                assert batch * costs.training_macs(config.parts) * config.repeats <= MOST_MACS
    assert allowed >= 3


def test_sizes_double_and_only_the_varied_one_moves() -> None:
    config = Scaling(kind="mlp", varied="batch", doublings=4)
    assert config.values == (1, 2, 4, 8, 16)
    assert config.sizes(16) == {"width": config.width, "depth": config.depth, "length": config.length, "batch": 16}


@pytest.mark.parametrize("kind", CONFIGS)
def test_a_default_writes_only_its_room_into_the_address(kind: type[Config]) -> None:
    query = kind().to_query()
    assert query == ({"experiment": kind.experiment} if kind.experiment else {})
    assert kind.from_query(query) == (kind(), {})
