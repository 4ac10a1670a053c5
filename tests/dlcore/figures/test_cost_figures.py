"""Figures of what networks cost: shares, readings of the clock, doublings, formats, decades."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore import figures
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

WORDS = {"title": "t", "description": "d"}


def test_each_cost_is_shared_out_among_the_parts():
    panel = figures.shares("shares", ["a", "b"], {"weights": [3, 1], "work": [0, 0]}, **WORDS, x="share")
    weights, work = figure(panel).data
    assert list(weights.x) == [0.75, 0.25] and list(weights.customdata) == [3, 1] and list(work.x) == [0, 0]
    assert weights.marker.pattern.shape != work.marker.pattern.shape
    assert figure(panel).layout.yaxis.autorange == "reversed"


def test_readings_appear_one_after_another_with_their_quartiles():
    probes = {"training": np.array([[2.0, 4.0, np.nan]])}
    probes |= {f"training_{part}": np.full((1, 2), value) for part, value in (("low", 2), ("middle", 3), ("high", 4))}
    panel = figures.readings("readings", [("CPU", "training", 0)], 3, **WORDS, x="n", y="ms", median="median")
    dots, middle, low, high = frame(panel, [Snapshot(1, {}, probes)], 0).data
    np.testing.assert_array_equal(np.array(dots.y, float), [2, 4, np.nan])
    assert [list(line.y) for line in (low, middle, high)] == [[2, 2], [3, 3], [4, 4]]
    assert set(panel.probes) == set(probes)


@pytest.mark.parametrize("law", ["", "law"])
def test_doublings_stand_on_logarithmic_axes_with_their_laws(law: str):
    sizes = (8, 16, 32)
    probes = {"counts": np.array([[8.0, 16.0, 32.0], [64.0, 256.0, 1024.0]])}
    probes["counts_law"] = probes["counts"] * 2
    panel = figures.growth(
        "counts",
        "counts",
        ["one", "two"],
        sizes,
        title="t",
        description="d",
        x="size",
        y="n",
        law=law,
        limits=(1, 2000),
    )
    drawn = frame(panel, [Snapshot(0, {}, probes)], 0).data
    assert len(drawn) == (4 if law else 2)
    assert list(drawn[-1].y) == [64, 256, 1024]
    if law:
        assert list(drawn[2].y) == [128, 512, 2048]
        assert figure(panel).data[2].line.dash == "dash"
    assert figure(panel).layout.xaxis.type == figure(panel).layout.yaxis.type == "log"
    assert tuple(figure(panel).layout.yaxis.range) == pytest.approx((0, np.log10(2000)))


def test_formats_lie_at_their_bytes_and_accuracy_and_differ_by_more_than_colour():
    probes = {"bytes": np.array([[400.0], [100.0]]), "accuracy": np.array([[0.9], [0.8]])}
    panel = figures.storage(["full", "eighth"], **WORDS, x="bytes", y="accuracy", limits=(50, 800))
    full, eighth = frame(panel, [Snapshot(1, {}, probes)], 0).data
    assert (list(full.x), list(full.y), list(eighth.x)) == ([400], [0.9], [100])
    first, second = figure(panel).data
    assert first.marker.symbol != second.marker.symbol and first.name == "full"


def test_every_reading_of_every_format_has_its_place():
    times = np.array([[1.0, 2.0], [3.0, np.nan]])
    panel = figures.format_times(["full", "eighth"], 2, **WORDS, x="ms", each="reading", limits=(0.1, 10))
    first, second = frame(panel, [Snapshot(1, {}, {"times": times})], 0).data
    assert list(first.x) == [1, 2] and second.x[0] == 3
    assert [trace.showlegend for trace in figure(panel).data] == [True, False]
    assert list(figure(panel).layout.yaxis.ticktext) == ["full", "eighth"]


def test_models_stand_at_their_years_with_the_line_so_far():
    panel = figures.timeline(
        ["Old", "New"], [1998.8, 2020.4], [12.4, 23.5], ["counted", "published"],
        {"published": "p", "counted": "c", "estimate": "e"},
        own=("own", 9.5), span=(1998, 2021), limits=(8, 24), written=("New",), **WORDS, x="year", y="FLOP", trend="fit",
    )  # fmt: skip
    probes = {"shown": np.array([12.4, np.nan]), "trend": np.array([12.0, 23.0])}
    trend, models, *_ = frame(panel, [Snapshot(1, {}, probes)], 0).data
    assert list(trend.y) == [12, 23] and models.y[0] == 12.4
    drawn = figure(panel).data
    assert (
        list(drawn[1].y) == [12.4, 23.5]
        and list(drawn[1].text) == ["", "New"]
        and list(drawn[2].customdata) == ["Old", "New"]
    )
    assert len(set(drawn[2].marker.symbol)) == 2 and list(drawn[3].y) == [9.5, 9.5]
    assert [trace.name for trace in drawn[4:]] == ["p", "c"]  # nothing is named that is not there
