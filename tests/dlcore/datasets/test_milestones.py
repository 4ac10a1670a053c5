"""The models whose training compute is known, against the file they come from."""

from __future__ import annotations

import csv
import math

import pytest

from dlcore.datasets.milestones import FILE, ORIGINS, milestones

with FILE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_models_come_in_order_with_a_source_each() -> None:
    every = milestones()
    assert len({each.model for each in every}) == len(every) == len(ROWS) > 20
    assert [each.year for each in every] == sorted(each.year for each in every)
    assert all(len(each.source) > 15 and any(c.isdigit() for c in each.source) for each in every)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["model"])
def test_what_is_counted_is_six_operations_for_each_weight_and_example(row: dict[str, str]) -> None:
    assert row["origin"] in ORIGINS
    counted = row["origin"] == "counted"
    assert bool(row["per_example"]) == bool(row["examples"]) == counted
    if counted:
        # the file rounds to three digits
        assert float(row["flop"]) == pytest.approx(6 * int(row["per_example"]) * int(row["examples"]), rel=5e-3)


def test_vgg16_and_alexnet_are_counted_from_their_layers() -> None:
    vgg = [(3, 64, 224), (64, 64, 224), (64, 128, 112), (128, 128, 112), (128, 256, 56), *[(256, 256, 56)] * 2,
           (256, 512, 28), *[(512, 512, 28)] * 2, *[(512, 512, 14)] * 3]  # fmt: skip
    dense = [(512 * 7 * 7, 4096), (4096, 4096), (4096, 1000)]
    macs = sum(9 * c * w * side**2 for c, w, side in vgg) + sum(map(math.prod, dense))
    assert macs == int(next(row for row in ROWS if row["model"] == "VGG-16")["per_example"])
    alexnet = [(3 * 11**2, 96, 55), (48 * 5**2, 256, 27), (256 * 9, 384, 13), (192 * 9, 384, 13), (192 * 9, 256, 13)]
    dense = [(256 * 6 * 6, 4096), (4096, 4096), (4096, 1000)]
    macs = sum(fan_in * kernels * side**2 for fan_in, kernels, side in alexnet) + sum(map(math.prod, dense))
    assert macs == int(next(row for row in ROWS if row["model"] == "AlexNet")["per_example"])


def test_years_are_decimal_and_recent_models_are_large() -> None:
    known = {each.model: each for each in milestones()}
    assert known["LeNet-5"].year == pytest.approx(1998 + 304 / 365.25, abs=2e-3)
    assert known["GPT-3"].flop == pytest.approx(6 * 174.6e9 * 300e9, rel=5e-3)
