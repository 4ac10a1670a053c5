"""Own data: two columns of a CSV file become the points of the line, in the run, the link and the program."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore.config import ConfigError
from dlcore.datasets.own import OwnData
from dlcore.experiments.linear_regression import Config, examine, run, scene
from dlcore.export import program
from tests.pages.linear_regression.test_page import open_page, settle, shown, texts

X, Y = np.array([[1.0], [2.0], [4.0], [7.0], [9.0]]), np.array([3.0, 4.0, 8.0, 13.0, 18.0])
OWN = OwnData.of(X, Y, axes=("hours",), target_name="marks")
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
        (OwnData.of(X, np.array([0, 1, 0, 1, 1]), axes=("a",), classes=("p", "q")), "own_shape"),
        (OwnData.of(np.c_[X, X], Y), "field"),
    ],
)
def test_what_makes_no_line_is_refused(own: OwnData | None, reason: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Config(dataset="own", own=own)
    assert refused.value.reason == reason


def test_pasted_rows_become_the_experiment() -> None:
    app = settle(open_page(epochs="30"))
    rows = "hours,age,marks\n" + "\n".join(f"{x},{20 + i},{y}" for i, (x, y) in enumerate(zip(X[:, 0], Y, strict=True)))
    app = settle(app.text_area(key="linear_regression.own rows").set_value(rows).run())
    app.selectbox(key="linear_regression.own x").select_index(0).run()
    app.selectbox(key="linear_regression.own y").select_index(2).run()
    app = settle(app.button(key="linear_regression.own use").click().run())
    config = shown(app)
    assert isinstance(config, Config) and config.own == OWN
    assert app.query_params["dataset"] == "own" and not app.exception
    app = settle(app.text_area(key="linear_regression.own rows").set_value("a,b\n1,x\n2,3").run())
    assert "Row 2" in texts(app) or len(app.warning) == 1
