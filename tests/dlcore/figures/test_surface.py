"""The decision surface: every point once, told apart by more than colour."""

import numpy as np

from dlcore.figures import palette
from dlcore.figures.panel import compact
from dlcore.figures.surface import value_range
from tests.dlcore.figures.reading import figure, frame


def drawn(panel):
    """Traces with points of the data set, the rings left out."""
    return [trace for trace in figure(panel).data[1:] if trace.marker.size != 13 and trace.x[0] is not None]


def test_every_point_is_drawn_once(panels, dataset):
    places = [(x, y) for trace in drawn(panels["surface"]) for x, y in zip(trace.x, trace.y, strict=True)]
    assert sorted(places) == sorted(zip(*(compact(dataset.points[:, axis]) for axis in (0, 1)), strict=True))


def test_the_field_spans_the_window(panels, dataset):
    field = figure(panels["surface"]).data[0]
    np.testing.assert_allclose([field.x0, field.y0], dataset.window[:, 0])
    np.testing.assert_allclose([field.x0 + 49 * field.dx, field.y0 + 49 * field.dy], dataset.window[:, 1])
    assert (field.zmin, field.zmax) == value_range(dataset)


def test_axes_carry_names_and_units(panels, dataset):
    layout = figure(panels["surface"]).layout
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == dataset.axes


def test_test_points_are_hollow_and_training_points_filled(panels, dataset):
    traces = drawn(panels["surface"])
    if not dataset.classes:
        assert [trace.marker.symbol for trace in traces] == ["circle", "circle-open"]
        return
    for train, test in zip(traces[::2], traces[1::2], strict=True):
        assert train.marker.symbol == test.marker.symbol
        assert (train.marker.color, test.marker.color) == (test.marker.line.color, palette.BACKGROUND)


def test_classes_differ_in_symbol_and_colour(panels, dataset):
    traces = drawn(panels["surface"])[:: 2 if dataset.classes else 1]
    wanted = len(dataset.classes) or 2
    assert len({trace.marker.symbol for trace in traces}) == wanted


def test_misses_and_only_they_are_ringed(panels, dataset, snapshots):
    panel = panels["surface"]
    if not dataset.classes:
        assert panel.probes == ("surface",)
        return
    (mask,) = [binding for binding in panel.bindings if binding.how == "mask"]
    change = frame(panel, snapshots, 1)
    rings = change.data[list(change.traces).index(mask.trace)]
    ringed = [y is not None for y in rings.y]
    np.testing.assert_array_equal(ringed, snapshots[1].probes["misses"] > 0)


def test_several_classes_are_named_when_pointed_at(panels, dataset, snapshots):
    text = frame(panels["surface"], snapshots, 0).data[0].text
    if len(dataset.classes) <= 2:
        assert text is None
        return
    winner = dataset.classes[int(snapshots[0].probes["surface"][7, 9])]
    assert np.asarray(text)[7, 9].startswith(winner)
