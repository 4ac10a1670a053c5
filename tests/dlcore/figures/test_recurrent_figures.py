"""Figures of the recurrent rooms: what follows the frames, and where it stands."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlcore.figures import Reaching, number_sheet, reach, reach_of_one, state_map, still_sheet, time_series, unrolled
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import figure, frame

WORDS: dict[str, Any] = {"title": "t", "description": "d"}


def test_every_step_has_a_cell_an_input_and_a_column_of_numbers() -> None:
    panel = unrolled(np.array([1.0, -2.0]), ("x", "h"), **WORDS, time="step", loss="L", reads="y")
    sheet, inputs, cells = figure(panel).data[:3]
    assert list(inputs.text) == ["1", "-2"] and list(inputs.x) == list(cells.x) == list(sheet.x) == [1, 2]
    assert len(figure(panel).layout.annotations) == 6  # from the input, from the weights and on, for each step
    probes = {"values": np.array([[1, np.nan], [0.5, np.nan]]), "cells": np.array([1, 0]), "now": np.array([1])}
    shown = frame(panel, [Snapshot(1, {}, probes)], 0)
    assert list(shown.data[1].marker.color) == [1, 0] and list(shown.data[2].x) == [1]
    assert figure(panel).layout.yaxis.ticktext == ("x", "h") and panel.probes == ("values", "cells", "now")


def test_numbers_are_coloured_evenly_about_zero() -> None:
    panel = number_sheet("g", "g", ("a",), ("1", "2"), **WORDS, x="step", limit=0.25)
    assert (figure(panel).data[0].zmin, figure(panel).data[0].zmax) == (-0.25, 0.25)
    still = still_sheet("w", np.array([[0.5, -2.0]]), ("a",), ("1", "2"), **WORDS)
    assert [list(row) for row in figure(still).data[0].z] == [[0.5, -2.0]] and figure(still).data[0].zmax == 2
    assert not still.bindings and not still.probes


def test_a_reach_is_a_median_in_a_band_over_what_it_was() -> None:
    lines = [Reaching("RNN", "rnn", np.array([0.0, -3.0])), Reaching("GRU", "gru", np.array([0.0, -1.0]))]
    panel = reach(lines, **WORDS, x="lag", y="length", before="untrained")
    probes = {"rnn": np.arange(6.0).reshape(3, 2), "gru": np.zeros((3, 2))}
    before, low, high, median = frame_of(panel, probes)[:4]
    assert [list(each) for each in (before, low, high, median)] == [[0, -3], [0, 1], [4, 5], [2, 3]]
    assert tuple(figure(panel).layout.yaxis.range) == (-5, 2)
    assert [trace.name for trace in figure(panel).data if trace.showlegend is not False] == ["RNN", "GRU", "untrained"]
    alone = reach_of_one(3, **WORDS, x="step", y="length", lowest=-4)
    assert tuple(figure(alone).layout.yaxis.range) == (-4.3, 1.3) and alone.probes == ("flow",)


def frame_of(panel, probes: dict[str, np.ndarray]) -> list[np.ndarray]:
    moved = dict(zip(*moving(panel, probes), strict=True))
    return [moved.get(i, trace).y for i, trace in enumerate(figure(panel).data)]


def moving(panel, probes: dict[str, np.ndarray]):
    shown = frame(panel, [Snapshot(0, {}, probes)], 0)
    return shown.traces, shown.data


def test_a_map_of_shares_begins_at_nothing() -> None:
    signed = state_map("s", 2, 3, **WORDS, x="step", y="unit")
    share = state_map("s", 2, 3, **WORDS, x="step", y="unit", share=True)
    assert (figure(signed).data[0].zmin, figure(share).data[0].zmin) == (-1, 0)
    assert figure(share).data[0].colorscale != figure(signed).data[0].colorscale


def test_forecasts_begin_where_the_past_ends() -> None:
    times, values = np.arange(100.0), np.sin(np.arange(100.0))
    panel = time_series(times, values, 80, np.zeros(5), **WORDS, x="t", y="v", measured="m", same="s", free="f",
                        ahead="a", now="cut")  # fmt: skip
    measured, same, ahead, free = figure(panel).data
    assert len(measured.x) == 100 and list(same.x) == list(ahead.x) == list(free.x) == [80, 81, 82, 83, 84]
    assert figure(panel).layout.shapes[0].x0 == 79 and figure(panel).layout.xaxis.range[1] == 84
    months = time_series(1984 + times / 12, values, 80, np.zeros(5), **WORDS, x="t", y="v", measured="m", same="s",
                         free="f", ahead="a", now="cut")  # fmt: skip
    for trace, shown in zip(figure(months).data, (slice(None), *[slice(80, 85)] * 3), strict=True):
        np.testing.assert_allclose(trace.x, (1984 + times / 12)[shown], atol=1e-3)
    shown = frame(panel, [Snapshot(0, {}, {"ahead": np.ones(5), "free": np.full(5, 2.0)})], 0)
    assert [list(each.y) for each in shown.data] == [[1] * 5, [2] * 5]
