"""Own data: columns of a CSV file become the points of the line, or the rows of several measurements."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.config import ConfigError
from dlcore.datasets.own import OwnData, split
from dlcore.experiments.linear_regression import Config, SeveralFeatures, examine, run, scene
from dlcore.export import program
from pages.linear_regression import panels
from pages.linear_regression.lesson import CHALLENGES
from tests.visitor import opened, settle, shown, texts
from ui.components.player.spec import panel_json

X, Y = np.array([[1.0], [2.0], [4.0], [7.0], [9.0]]), np.array([3.0, 4.0, 8.0, 13.0, 18.0])
OWN = OwnData.of(X, Y, axes=("hours",), target_name="marks")
RNG = np.random.default_rng(0)
MANY_X = (RNG.normal(size=(40, 3)) * [1.0, 20.0, 0.1] + [0.0, 100.0, 5.0]).round(2)
MANY_Y = MANY_X @ [2.0, -0.1, 30.0] + RNG.normal(size=40).round(1)
MANY = OwnData.of(MANY_X, MANY_Y, axes=("rooms", "age", "<b>noise</b>"), target_name="price")
SEVERAL = SeveralFeatures(dataset="own", own=MANY, lr=0.3, epochs=300)
CONFIG = Config(dataset="own", own=OWN, standardise=True, lr=0.3, epochs=100)


def test_descent_meets_numpys_line_on_own_points() -> None:
    last = list(run(CONFIG))[-1]
    assert [last.metrics["slope"], last.metrics["intercept"]] == pytest.approx(np.polyfit(X[:, 0], Y, 1), rel=1e-9)
    assert scene(CONFIG).names == ("hours",) and scene(CONFIG).target_name == "marks"
    assert "fresh_error" not in examine(CONFIG, last.probes["parameters"])


def test_own_points_travel_in_the_link_and_are_written_into_the_program() -> None:
    assert Config.from_query(CONFIG.to_query()) == (CONFIG, {})
    assert "[1.0], [2.0], [4.0], [7.0], [9.0]" in program(CONFIG)


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        (None, "no_own_data"),
        (OwnData.of(np.ones((5, 1)), Y, axes=("a",)), "own_constant"),
        (OwnData.of(X, np.array([0, 1, 0, 1, 1]), axes=("a",), classes=("p", "q")), "field"),
        (OwnData.of(np.c_[X, X], Y), "field"),
    ],
)
def test_what_makes_no_line_is_refused(own: OwnData | None, reason: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Config(dataset="own", own=own)
    assert refused.value.reason == reason


def test_descent_meets_numpys_least_squares_on_several_own_columns() -> None:
    last = list(run(SEVERAL))[-1]
    train = split(MANY, SEVERAL.train_share, SEVERAL.data_seed)
    best = np.linalg.lstsq(np.c_[MANY_X, np.ones(40)][train], MANY_Y[train], rcond=None)[0]
    data = scene(SEVERAL)
    np.testing.assert_allclose(data.original(last.probes["parameters"]), best, rtol=1e-6)
    assert data.names == MANY.axes and data.target_name == "price" and SEVERAL.train_points == train.sum() == 30
    found = examine(SEVERAL, last.probes["parameters"])
    assert "fresh_r2" not in found
    assert not any(each.grade(SEVERAL, {**last.metrics, **found}).passed for each in CHALLENGES)


def test_several_own_columns_travel_in_the_link() -> None:
    assert SeveralFeatures.from_query(SEVERAL.to_query()) == (SEVERAL, {})
    assert SEVERAL.replace(dataset="diabetes").own is None


def test_a_table_that_is_too_long_stays_out_of_the_link_and_the_file_keeps_it() -> None:
    long = RNG.normal(size=(400, 3))
    config = SEVERAL.replace(own=OwnData.of(long, long.sum(1) + RNG.normal(size=400), axes=("a", "b", "c")))
    assert config.left_out() == ("own",) and SeveralFeatures.from_texts(config.texts()) == config


def test_the_figures_name_the_own_columns() -> None:
    data = scene(SEVERAL)
    weights, predicted = panels.panels(SEVERAL, data, ("coefficients", "predicted"))
    assert "‹b›noise‹/b›" in panel_json(weights) and "rooms" in panel_json(weights)
    assert predicted.bindings and panels.penalty("ridge", SEVERAL, data).description


COLLINEAR = np.c_[MANY_X[:, 0], MANY_X[:, 1], 3 * MANY_X[:, 0] - 2 * MANY_X[:, 1]]
TESTED = split(MANY, 0.75, 0)  # a split goes by the number of rows alone


@pytest.mark.parametrize(
    ("own", "reason", "value", "allowed"),
    [
        (None, "no_own_data", "own", "diabetes"),
        (OwnData.of(MANY_X[:6], MANY_Y[:6], axes=("a", "b", "c")), "own_few_rows", "4", "5"),
        (OwnData.of(COLLINEAR, MANY_Y, axes=("a", "b", "c")), "own_collinear", "c", "2"),
        (OwnData.of(COLLINEAR + 1e-6 * MANY_X, MANY_Y, axes=("a", "b", "c")), "own_collinear", "c", "2"),
        (OwnData.of(np.c_[MANY_X[:, 0], ~TESTED], MANY_Y, axes=("a", "b")), "own_constant", "b", "≠"),
        (OwnData.of(MANY_X, np.where(TESTED, MANY_Y, 1.0), axes=("a", "b", "c")), "own_flat", "y", "≠"),
        (OwnData.of(RNG.normal(size=(60, 21)), np.arange(60), axes=list("ABCDEFGHIJKLMNOPQRSTU")), "field", "", ""),
    ],
)  # fmt: skip
def test_rows_that_do_not_settle_the_weights_are_refused(own, reason, value, allowed) -> None:
    with pytest.raises(ConfigError) as refused:
        SeveralFeatures(dataset="own", own=own)
    assert refused.value.reason == reason
    assert not value or (refused.value.value, refused.value.allowed) == (value, allowed)


def test_pasted_rows_become_the_experiment() -> None:
    app = opened("linear_regression", epochs="30")
    rows = "hours,age,marks\n" + "\n".join(f"{x},{20 + i},{y}" for i, (x, y) in enumerate(zip(X[:, 0], Y, strict=True)))
    key = "linear_regression desk"
    app = settle(app.button(key=f"{key} button").click().run())
    app = app.text_area(key=f"{key} pasted").set_value(rows).run()
    app = settle(app.button(key=f"{key} use").click().run())
    config = shown(app)
    assert isinstance(config, Config) and config.own is not None
    assert config.own.rows == OWN.rows and (config.own.axes, config.own.target_name) == (("hours",), "marks")
    assert app.query_params["dataset"] == "own" and not app.exception
    app.button(key=f"{key} button").click().run()
    app = app.text_area(key=f"{key} pasted").set_value("a,b\n1,x\n2,3").run()
    assert "Row 2" in texts(app) and shown(app) == config


def test_several_pasted_columns_become_the_experiment_and_what_cannot_is_explained() -> None:
    app = opened("linear_regression", experiment="several", epochs="10")
    before, key = shown(app), "linear_regression.several desk"
    lines = [f"{a},{b},{c},{y}" for (a, b, c), y in zip(MANY_X.tolist(), MANY_Y.tolist(), strict=True)]
    app.button(key=f"{key} button").click().run()
    app.text_area(key=f"{key} pasted").set_value("\n".join(["rooms,age,*x* $y$,price", *lines[:5]])).run()
    app = settle(app.button(key=f"{key} use").click().run())
    assert shown(app) == before and any("at least 5 are needed" in each.value for each in app.warning)
    app.text_area(key=f"{key} pasted").set_value("\n".join(["rooms,age,*x* $y$,price", *lines])).run()
    app.multiselect[0].set_value([0, 2]).run()
    app = settle(app.button(key=f"{key} use").click().run())
    config = shown(app)
    assert isinstance(config, SeveralFeatures) and config.own is not None and not app.exception
    np.testing.assert_array_equal(config.own.table, np.c_[MANY_X[:, [0, 2]], MANY_Y])
    assert config.own.axes == ("rooms", "*x* $y$") and "to test on, and `price` to predict" in texts(app)
    assert all("*x* $y$" not in each.value or "`*x* $y$`" in each.value for each in (*app.markdown, *app.caption))
