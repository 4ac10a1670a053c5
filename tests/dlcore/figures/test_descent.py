"""The panels of races, landscapes and sweeps: what moves in them is what the probes say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dlcore import figures
from dlcore.figures import palette
from dlcore.figures.layout import powers
from dlcore.figures.runners import DASHES, runners
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import animate, figure, frame

NAMES = ["SGD", "momentum", "Adam"]
TITLED: dict[str, Any] = {"title": "title", "description": "step {step}"}
X, Y = np.linspace(-2, 2, 9), np.linspace(-1, 3, 7)
HEIGHTS = Y[:, None] ** 2 + X**2


def snapshots() -> list[Snapshot]:
    """Three frames of three racers; the last racer is lost after the first frame."""
    made = []
    for step in range(3):
        racers = np.arange(3.0) + step
        loss = np.where((np.arange(3) == 2) & (step > 0), np.nan, 10.0 - racers)
        probes = {"x": racers, "y": racers / 2, "height": -racers, "loss": loss, "rate": racers + 1}
        probes |= {"milliseconds": racers * 7, "sharpness": racers + 3, "bearable": racers + 40}
        made.append(Snapshot(step, {}, probes))
    return made


def test_paths_grow_with_the_frames_and_can_be_drawn_as_trails():
    panel = figures.terrain(X, Y, HEIGHTS, NAMES, axes=("x", "y"), height="height", clickable=True, **TITLED)
    assert panel.clickable and panel.probes == ("x", "y")
    assert {binding.how for binding in panel.bindings} == {"trail"}
    film = snapshots()
    for i in range(3):
        drawn = frame(panel, film, i)
        assert [list(trace.x) for trace in drawn.data] == [[k + step for step in range(i + 1)] for k in range(3)]
        assert [list(trace.y) for trace in drawn.data] == [[(k + s) / 2 for s in range(i + 1)] for k in range(3)]
    assert len(animate(panel, film).frames) == 3


def test_the_map_shows_every_height_and_has_contour_lines_even_where_it_is_flat():
    panel = figures.terrain(
        X, Y, HEIGHTS, NAMES, axes=("x", "y"), height="height", marks=((0, 0),), mark="low", **TITLED
    )
    contour = figure(panel).data[0]
    np.testing.assert_allclose(np.array(contour.z), HEIGHTS, rtol=1e-3)
    assert HEIGHTS.min() < contour.contours.start < contour.contours.end <= HEIGHTS.max()
    assert figure(panel).data[-1].name == "low"
    flat = figures.terrain(X, Y, np.ones_like(HEIGHTS), NAMES, axes=("x", "y"), height="height", **TITLED)
    assert figure(flat).data[0].contours.size > 0


def test_in_relief_the_paths_have_their_heights_and_dots_where_the_racers_stand():
    panel = figures.relief(X, Y, HEIGHTS, NAMES, axes=("x", "y"), height="height", **TITLED)
    drawn = frame(panel, snapshots(), 2)
    assert list(drawn.data[1].z) == [-1.0, -2.0, -3.0]
    assert list(drawn.data[3].x) == [2.0, 3.0, 4.0] and list(drawn.data[3].z) == [-2.0, -3.0, -4.0]
    assert len(set(figure(panel).data[-1].marker.color)) == 3


@pytest.mark.parametrize(
    ("panel", "across", "source"),
    [
        (figures.losses(NAMES, step="step", loss="loss", steps=2, decades=(-8, 3), **TITLED), "step", "loss"),
        (figures.times(NAMES, time="ms", loss="loss", decades=(-8, 3), **TITLED), "milliseconds", "loss"),
        (figures.learning_rates(NAMES, step="step", rate="rate", steps=2, **TITLED), "step", "rate"),
        (figures.curvatures(NAMES, step="step", sharpness="λ", bearable="2/η", steps=2, **TITLED), "step", "sharpness"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_each_racers_curve_is_its_entry_of_the_probe(panel, across, source):
    film = snapshots()
    drawn = frame(panel, film, 2)
    for k in range(3):
        assert list(drawn.data[k].x) == [each.step if across == "step" else each.probes[across][k] for each in film]
        np.testing.assert_array_equal(drawn.data[k].y, [each.probes[source][k] for each in film])


def test_what_is_bearable_is_drawn_under_the_sharpness_in_the_same_colour():
    panel = figures.curvatures(NAMES, step="step", sharpness="λ", bearable="2/η", steps=2, **TITLED)
    drawn, traces = frame(panel, snapshots(), 2), figure(panel).data
    for k in range(3):
        assert list(drawn.data[3 + k].y) == [40.0 + k, 41.0 + k, 42.0 + k]
        assert traces[k].line.color == traces[3 + k].line.color


def test_a_runs_sharpness_is_a_metric_over_the_level_that_it_bears():
    titled = {"epoch": "epoch", "sharpness": "λ", "epochs": 9, **TITLED}
    panel = figures.sharpness_of_run(bearable="2/η", edge=4.0, **titled)
    film = [Snapshot(step, {"sharpness": 5.0 + step}) for step in range(3)]
    assert list(frame(panel, film, 2).data[0].y) == [5.0, 6.0, 7.0]
    assert list(figure(panel).data[1].y) == [4.0, 4.0]
    assert len(figure(figures.sharpness_of_run(bearable=None, edge=0.0, **titled)).data) == 1


def test_spectrum_arrows_and_sweep_show_their_probes():
    eigenvalues, strokes, losses = np.array([3.0, 1.0, -0.5]), np.array([0, 1.5, np.nan]), np.array([0.5, np.nan])
    film = [
        Snapshot(0, {}, {"spectrum": eigenvalues, "arrows_x": strokes, "arrows_y": strokes / 2, "losses": losses,
                         "lost": np.array([np.nan, 20.0])})
    ]  # fmt: skip
    spectrum = figures.spectrum(3, rank="rank", eigenvalue="λ", bearable="2/η", edge=2.0, **TITLED)
    assert list(frame(spectrum, film, 0).data[0].y) == [3.0, 1.0, -0.5] and list(figure(spectrum).data[1].y) == [2, 2]
    arrows = figures.arrows(along="along", across="across", full="full", batches="batches", **TITLED)
    np.testing.assert_array_equal(frame(arrows, film, 0).data[0].y, strokes / 2)
    sweep = figures.rate_sweep([0.1, 1.0], rate="η", loss="loss", reached="reached", lost="lost", start=("start", 1.0),
                          edge=("edge", 0.7), **TITLED)  # fmt: skip
    np.testing.assert_array_equal(frame(sweep, film, 0).data[0].y, losses)
    assert list(figure(sweep).data[-1].x) == [0.7, 0.7]


def test_runners_are_told_apart_by_more_than_colour_and_there_are_no_more_than_looks():
    seven = runners([str(i) for i in range(7)])
    assert len({(each.colour, each.dash) for each in seven}) == len({each.colour for each in seven}) == 7
    with pytest.raises(ValueError, match="8 runners; wanted: at most 7"):
        runners([str(i) for i in range(8)])
    assert len(palette.RACER_COLOURS) == len(palette.RACER_SYMBOLS) == len(DASHES)


def test_powers_of_ten_are_few_and_written_as_such():
    axis = powers("loss", -8, 3.5)
    assert axis["ticktext"][0] == "10⁻⁸" and len(axis["tickvals"]) <= 8
    assert axis["tickvals"][:2] == [1e-8, 1e-6] and axis["range"] == [-8, 3.5]
