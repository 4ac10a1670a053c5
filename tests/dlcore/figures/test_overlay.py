"""Other runs in a run's figure: which curves are drawn, where, and that the figure's own are left alone."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
import pytest

from dlcore.figures import Binding, Fork, Panel, RunCurve, curves, overlay, rename, sole

STEPS = [0, 5, 10, 20]
OWN = curves(
    title="t", description="d", epoch="epoch", loss="loss", accuracy="accuracy", train="train", test="test", epochs=10
)


def line(mark: str = "A", **metrics: list[float]) -> RunCurve:
    return RunCurve("slow", mark, "#8e4fb0", STEPS, metrics, {})


def traces(panel: Panel) -> list[dict]:
    return list(panel.figure.to_dict()["data"])


def test_every_metric_that_the_panel_follows_is_drawn_on_its_own_axis_and_in_its_own_dash():
    both = overlay(OWN, [line(train_loss=[4, 3, 2, 1], test_accuracy=[0.1, 0.2, 0.3, 0.4], unknown=[0, 0, 0, 0])])
    own, added = traces(both)[: len(traces(OWN))], traces(both)[len(traces(OWN)) :]
    assert own == traces(OWN)
    assert both.bindings == OWN.bindings
    assert [(each["yaxis"], each["line"]["dash"], list(each["y"])) for each in added] == [
        ("y", "solid", [4, 3, 2, 1]),
        ("y2", "dash", [0.1, 0.2, 0.3, 0.4]),
    ]
    assert all(list(each["x"]) == STEPS and each["line"]["color"] == "#8e4fb0" for each in added)
    assert [each["showlegend"] for each in added] == [True, False]


def test_letters_stand_within_the_axis_and_apart():
    both = overlay(OWN, [line("A", train_loss=[1, 1, 1, 1]), line("B", train_loss=[1, 1, 1, 1])])
    places = [[x for x, text in zip(each["x"], each["text"], strict=True) if text] for each in traces(both)[4:]]
    assert places == [[5], [5]] or places[0] != places[1]
    assert all(len(place) == 1 and place[0] <= 10 for place in places)


def test_a_band_lies_between_its_sides():
    low, high = [1.0, 1, 1, 1], [4.0, 3, 2, 2]
    banded = RunCurve("eight", "C", "#009e73", STEPS, {"train_loss": [2, 2, 1.5, 1.2]}, {"train_loss": (low, high)})
    area, median = traces(overlay(OWN, [banded]))[4:]
    assert area["fill"] == "toself"
    assert list(area["x"]) == [*STEPS, *STEPS[::-1]] and list(area["y"]) == [*high, *low]
    assert list(median["y"]) == [2, 2, 1.5, 1.2]


def test_forks_are_marked_at_their_epoch_beside_the_cursor():
    layout = overlay(OWN, [], [Fork(7, "fork A")]).figure.to_dict()["layout"]
    cursor, fork = layout["shapes"]
    assert cursor["x0"] == 0 and (fork["x0"], fork["x1"]) == (7, 7)
    assert [(each["x"], each["text"]) for each in layout["annotations"]] == [(7, "fork A")]


def test_without_lines_or_curves_a_panel_comes_back_as_it_is():
    still = Panel("still", go.Figure(go.Scatter(x=[1], y=[2])), (), (), "")
    assert overlay(OWN, []) is OWN
    assert overlay(still, [line(train_loss=[1, 1, 1, 1])]) is still


def test_alone_the_lines_need_no_run():
    panel = sole(OWN, [line(train_loss=[4, 3, 2, 1])])
    assert panel.bindings == () and panel.probes == () and panel.cursor
    assert [list(each["y"]) for each in traces(panel)] == [[], [], [], [], [4, 3, 2, 1]]


def test_a_renamed_panel_reads_other_probes():
    field = Panel("surface", go.Figure(go.Heatmap(z=[])), (Binding(0, "z", "surface"),), ("surface", "misses"), "")
    other = rename(field, "A", "A · slow", {"surface": "surface A"})
    assert (other.name, other.probes) == ("surface-A", ("surface A", "misses"))
    assert other.bindings[0].source == "surface A" and field.bindings[0].source == "surface"
    assert other.figure.to_dict()["layout"]["title"]["text"] == "A · slow"


@pytest.mark.parametrize("colour", ["#8e4fb0", "#009e73"])
def test_a_bands_area_is_its_lines_colour_made_faint(colour: str):
    ones = np.ones(4).tolist()
    banded = RunCurve("n", "A", colour, STEPS, {"train_loss": ones}, {"train_loss": (ones, ones)})
    area = traces(overlay(OWN, [banded]))[4]
    channels = ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    assert area["fillcolor"] == f"rgba({channels},0.18)"
