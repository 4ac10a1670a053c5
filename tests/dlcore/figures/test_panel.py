"""Panels and their bindings: what every panel promises, and what each kind of binding gives."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from dlcore.figures import Binding, Panel
from dlcore.figures.panel import compact, cursor_line, spell
from dlcore.snapshot import Snapshot
from tests.dlcore.figures.reading import animate, figure, frame

NAMES = {"surface", "curves", "network", "gradients", "weights", "activations"}


def attribute(trace, path):
    for name in path.split("."):
        trace = trace[name]
    return trace


def test_all_panels_are_there(panels, dataset):
    assert set(panels) == NAMES | {"confusion" if dataset.classes else "predictions"}


def test_bindings_point_at_what_is_there(panels, snapshots):
    for panel in panels.values():
        for binding in panel.bindings:
            assert binding.source in {"step", *snapshots[0].metrics, *panel.probes}
            trace = figure(panel).data[binding.trace]
            assert binding.attribute.split(".")[0] in trace  # Plotly knows it
            if binding.how != "set":
                assert len(attribute(trace, binding.attribute)) > 0


def test_animations_have_a_frame_and_a_slider_step_for_each_snapshot(panels, snapshots):
    for panel in panels.values():
        animated = animate(panel, snapshots)
        assert [each.name for each in animated.frames] == ["0", "3", "10", "30"]
        assert [step.args[0] for step in animated.layout.sliders[0].steps] == [("0",), ("3",), ("10",), ("30",)]


def test_animating_leaves_the_panel_as_it_was(panels, snapshots):
    for panel in panels.values():
        before = figure(panel).to_json()
        animate(panel, snapshots)
        assert figure(panel).to_json() == before


def test_figures_hold_no_template_and_no_points_twice(panels):
    for name, panel in panels.items():
        assert len(figure(panel).to_json()) < (18_000 if name in ("surface", "network") else 9_000)


def test_cursors_move_with_the_epoch(panels, snapshots):
    for name in ("curves", "gradients"):
        shapes = frame(panels[name], snapshots, 2).layout.shapes
        assert [(shape.x0, shape.x1) for shape in shapes] == [(10, 10)]


@pytest.fixture
def run():
    return [
        Snapshot(step, {"loss": 1 / (step + 1)}, {"rows": np.array([[step, 1], [2, 3]], np.float32)})
        for step in (0, 1, 4)
    ]


def bound(binding, run, i):
    trace = go.Scatter(x=[1.0, 2.0], y=[5.0, 6.0], marker={"size": [1, 1]})
    panel = Panel("name", go.Figure([trace], {"shapes": [cursor_line()]}), (binding,), (), "")
    return attribute(frame(panel, run, i).data[0], binding.attribute)


def test_set_gives_the_array_or_one_of_its_rows(run):
    np.testing.assert_array_equal(bound(Binding(0, "y", "rows", index=1), run, 2), [2, 3])
    np.testing.assert_array_equal(bound(Binding(0, "marker.size", "rows", index=0), run, 2), [4, 1])


def test_history_gives_all_frames_so_far(run):
    assert list(bound(Binding(0, "x", "step", history=True), run, 1)) == [0, 1]
    assert list(bound(Binding(0, "y", "loss", history=True), run, 2)) == pytest.approx([1, 0.5, 0.2])


def test_mask_blanks_the_figures_own_values(run):
    assert list(bound(Binding(0, "y", "rows", index=0, how="mask"), run, 0)) == [None, 6.0]


def test_scale_multiplies_the_figures_own_values():
    ranges = [Snapshot(0, {}, {"ranges": np.array([0.5, 4], np.float32)})]
    assert list(bound(Binding(0, "x", "ranges", index=1, how="scale"), ranges, 0)) == [4, 8]


def test_words_name_the_winner_and_its_probability():
    field = np.array([[0, 0.5], [1.999, 2.25]], np.float32)
    assert spell(field, ["a", "b", "c"]) == [["a 33%", "a 67%"], ["b 100%", "c 50%"]]


def test_compact_numbers_are_short_and_near():
    exact = np.random.default_rng(0).normal(size=100) * 10.0 ** np.arange(-50, 50)
    np.testing.assert_allclose(compact(exact), exact, rtol=5e-4)
    assert len(json.dumps(compact(np.random.default_rng(1).normal(size=100)))) < 900
