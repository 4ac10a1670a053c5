"""The desk for own data: what is used trains, and what is refused loses nothing."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dlcore.experiments.neural_network import Config
from tests.knobs import knob

HOUSE = Path(__file__).parent.parent.parent.parent
STEM = "neural_network"
PATIENCE = 60  # seconds
FOUR = ((-1.0, -1.0, 0.0), (1.0, 1.0, 1.0), (-1.0, 1.0, 0.0), (1.0, -1.0, 1.0))
TABLE = "length,width,kind\n" + "\n".join(f"{i},{i * i % 7},{'ab'[i % 2]}" for i in range(20))


@pytest.fixture
def app() -> AppTest:
    """The playground with its desk open and the plane empty."""
    app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=PATIENCE).run()
    for name, value in {"lang": "en", "dataset": "moons", "samples": "40", "epochs": "5"}.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{STEM}/page.py").run()
    settle(app)
    app.button(key=f"{STEM} desk button").click().run()
    return app.button(key=f"{STEM} desk empty").click().run()


def settle(app: AppTest) -> AppTest:
    deadline = time.monotonic() + PATIENCE
    while app.session_state["benches"][STEM].busy and time.monotonic() < deadline:
        time.sleep(0.05)
        app.run()
    return app.run()


def test_few_points_leave_the_batch_size_alone(app: AppTest):
    place(app, FOUR)
    use(app)
    app.run()
    assert shown(app).batch_size == Config().batch_size


def place(app: AppTest, rows: tuple[tuple[float, float, float], ...]) -> None:
    """What the editor's message does."""
    key = f"{STEM} desk draft"
    app.session_state[key] = replace(app.session_state[key], points=rows)
    app.run()


def shown(app: AppTest) -> Config:
    return app.session_state[f"{STEM}.config"]


def read_csv(app: AppTest, text: str) -> AppTest:
    app.segmented_control(key=f"{STEM} desk way").set_value("csv").run()
    return app.text_area(key=f"{STEM} desk pasted").set_value(text).run()


def use(app: AppTest) -> AppTest:
    app.button(key=f"{STEM} desk use").click().run()
    assert not app.exception
    return app


def test_placed_points_are_used_train_and_stay_selectable(app: AppTest):
    place(app, FOUR)
    own = shown(use(app)).own
    assert own is not None and shown(app).dataset == "own"
    np.testing.assert_array_equal(own.table, FOUR)
    settle(app).button(key="run").click().run()
    settle(app)
    assert app.session_state["benches"][STEM].run.state == "done"
    knob(app.selectbox, f"{STEM}.dataset").select("moons").run()
    assert shown(app).own is None
    knob(app.selectbox, f"{STEM}.dataset").select("own").run()
    assert shown(app).own == own and not app.exception


@pytest.mark.parametrize("rows", [(), FOUR[:3], tuple((x, y, 0.0) for x, y, _ in FOUR)])
def test_points_that_cannot_be_used_are_explained_and_nothing_changes(app: AppTest, rows: tuple):
    before, run = shown(app), app.session_state["benches"][STEM].run
    place(app, rows)
    use(app)
    assert app.warning and shown(app) == before and app.session_state["benches"][STEM].run is run
    assert app.session_state[f"{STEM} desk draft"].points == rows


def test_a_table_is_used_and_a_bad_one_after_it_changes_nothing(app: AppTest):
    use(read_csv(app, TABLE))
    own = shown(app).own
    assert own is not None and (own.axes, own.classes, len(own)) == (("length", "width"), ("a", "b"), 20)
    before = shown(app)
    app.button(key=f"{STEM} desk button").click().run()
    read_csv(app, "a,b\n1,2\n3")
    assert app.warning and shown(app) == before and not app.exception


def test_names_from_a_file_are_quoted_wherever_markdown_is_read(app: AppTest):
    read_csv(app, TABLE.replace("kind", "<b>k</b>").replace(",a", ",**a** $x$ {"))
    assert not app.exception and not app.warning
    for each in (*app.markdown, *app.caption):
        assert "<b>" not in each.value and ("**a**" not in each.value or "`**a** $x$ {`" in each.value)
    use(app)
    assert shown(app).dataset == "own"


def test_a_further_class_keeps_the_sheet_and_its_undo_and_fewer_begin_another(app: AppTest):
    place(app, FOUR)
    before = app.session_state[f"{STEM} desk draft"]
    app.selectbox(key=f"{STEM} desk kind").select(3).run()
    more = app.session_state[f"{STEM} desk draft"]
    assert (more.points, more.sheet.number) == (FOUR, before.sheet.number)
    assert more.sheet.classes == ("0", "1", "2")
    app.selectbox(key=f"{STEM} desk kind").select(2).run()
    fewer = app.session_state[f"{STEM} desk draft"]
    assert fewer.points == FOUR and fewer.sheet.classes == ("0", "1")
    assert fewer.sheet.number > before.sheet.number and not app.exception
