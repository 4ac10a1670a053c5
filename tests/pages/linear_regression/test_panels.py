"""The figures of linear regression: what is drawn where, and that every binding finds what it asks for."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from dlcore import figures
from dlcore.experiments.linear_regression import Config, SeveralFeatures, facts, run, scene
from pages.linear_regression import panels
from ui.components.player.spec import panel_json


def figure(panel: figures.Panel) -> Any:
    return panel.figure


CASES = [
    Config(epochs=20),
    Config(dataset="diabetes", epochs=5, standardise=True, loss="huber"),
    Config(dataset="noisy", loss="mae", epochs=5),
    SeveralFeatures(epochs=5),
    SeveralFeatures(epochs=5, measurements=("bmi",), penalty="lasso"),
]


@pytest.mark.parametrize("config", CASES, ids=repr)
def test_every_panel_can_be_drawn_at_every_frame(config: Any) -> None:
    shown = panels.panels(config, scene(config), tuple(panels.offered(config.experiment)))
    assert {panel.name for panel in shown} == set(panels.offered(config.experiment))
    probes = dict.fromkeys(probe for panel in shown for probe in panel.probes if probe != "parameters")
    film = list(run(config, probes=tuple(probes)))
    for panel in shown:
        json.loads(panel_json(panel))
        if panel.bindings:
            assert set(figures.frame(panel, film, len(film) - 1).traces or ()) == {b.trace for b in panel.bindings}
        assert panel.description.format(step=1, **film[-1].metrics)


def test_the_line_panel_shows_points_best_line_and_the_present_one() -> None:
    config = Config(epochs=20)
    (panel,) = panels.panels(config, scene(config), ("line",))
    film = list(run(config, probes=panel.probes))
    drawn = {trace.name: trace for trace in figure(panel).data}
    assert list(drawn["training points"].x) == [1, 2, 3, 4] and list(drawn["training points"].y) == [2, 4, 6, 8]
    x, y = np.array(drawn["least squares"].x), np.array(drawn["least squares"].y)
    assert y == pytest.approx(2 * x, abs=1e-2)
    change: Any = figures.frame(panel, film, len(film) - 1)
    moved = dict(zip(change.traces, change.data, strict=True))
    present = next(i for i, trace in enumerate(figure(panel).data) if trace.name == "line")
    metrics = film[-1].metrics
    assert np.array(moved[present].y) == pytest.approx(metrics["slope"] * x + metrics["intercept"], rel=1e-3)
    errors = np.array(moved[0].y).reshape(-1, 3)
    assert errors[:, 0] == pytest.approx([2, 4, 6, 8]) and np.isnan(errors[:, 2]).all()


def test_the_intervals_drawn_are_those_of_least_squares() -> None:
    config = SeveralFeatures(epochs=5)
    (panel,) = panels.panels(config, scene(config), ("coefficients",))
    known = facts.estimates(scene(config))
    interval = figure(panel).data[0]
    assert np.array(interval.x) + np.array(interval.error_x.array) == pytest.approx(known.high[:-1], rel=1e-2, abs=0.05)


def test_the_penalty_in_force_is_marked() -> None:
    problem = scene(SeveralFeatures())
    on, off = (
        panels.penalty("lasso", SeveralFeatures(penalty=kind, strength=10.0), problem) for kind in ("lasso", "ridge")
    )
    assert figure(on).layout.shapes[0].x0 == 10.0 and not figure(off).layout.shapes
    assert len(figure(on).data) == 12


def test_trails_that_run_away_are_still_valid_json() -> None:
    config = Config(lr=0.3)
    spec = json.loads(panel_json(panels.batches(config, scene(config))))
    assert spec["figure"]["data"][1]["x"][-1] is None
