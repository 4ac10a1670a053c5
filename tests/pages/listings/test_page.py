"""The page offers every program and no other, runs it with one click, and says what came of it."""

from __future__ import annotations

import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dlcore.listings import WRITTEN, listings, running
from dlcore.listings.running import OUTPUT, Outcome
from pages.listings.words import title
from ui import catalogue, jobs

HOUSE = Path(__file__).parents[3]
OUTCOMES = {
    "line": Outcome("done", "epoch 0\n", 1.25, {"train_loss": 0.5}, {"train_loss": 0.5}),
    "line_repaired": Outcome("done", "epoch 0\n", 1.25, {"train_loss": 0.5}, {"train_loss": 0.7}),
    "classes": Outcome("error", "epoch 0\nRuntimeError: no\n", 1.0),
    "classes_with_logits": Outcome("error", "RuntimeError: no\n", 1.0),
    "classes_with_sigmoid": Outcome("too_long", "", 120.0),
}


def open_page(program: str = "", language: str = "en") -> AppTest:
    app = AppTest.from_file(str(HOUSE / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    app.run()
    if program:
        app.query_params["program"] = program
    app.switch_page("pages/listings/page.py").run()
    assert not app.exception
    return app


@pytest.fixture
def instant(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs end at once, with the outcomes above."""

    def submit(work: Any, code: str, folder: str, **_options: Any) -> Future[Outcome]:
        assert work is running.run and (Path(folder) / OUTPUT).parent.is_dir()
        future: Future[Outcome] = Future()
        future.set_result(OUTCOMES[code])
        return future

    scheduler = jobs.start()
    monkeypatch.setattr(scheduler, "submit", submit)


def ran(program: str) -> AppTest:
    app = open_page(program)
    app.button(key="run").click().run()
    while app.session_state["listings run"].outcome is None:
        time.sleep(0.01)
    return app.run()


def test_every_concept_has_a_program_here() -> None:
    offered = open_page().radio(key="program").options
    assert offered == [title(each.code) for each in WRITTEN] + [page.title for page in catalogue.concepts()]
    assert {page.stem for page in catalogue.concepts()} <= listings().keys()


def test_a_link_names_a_program_in_either_language() -> None:
    assert "nn.Sigmoid()" in open_page("classes_with_sigmoid", "zh").code[-1].value
    app = open_page("classes_with_sigmoid")
    assert app.code[-1].value.strip() == listings()["classes_with_sigmoid"].program.strip()
    assert app.query_params["program"] in ("classes_with_sigmoid", ["classes_with_sigmoid"])
    app.radio(key="program").set_value("line").run()
    assert "nn.MSELoss()" in app.code[-1].value
    assert app.query_params["program"] in ("line", ["line"])


@pytest.mark.parametrize("asked", ["../../etc/passwd", "print('hi')", "<b>x</b>", "x" * 5000])
def test_a_link_to_another_program_is_declined(asked: str) -> None:
    app = open_page(asked)
    assert app.code[-1].value.strip() == listings()["line"].program.strip()
    (notice,) = [each.value for each in app.info]
    assert notice.startswith("There is no program `") and len(notice) < 100
    app.radio(key="program").set_value("classes").run()
    assert not app.info


def test_a_run_is_shown_and_compared(instant: None) -> None:
    app = ran("line")
    (verdict,) = [each.value for each in app.success]
    assert "1.2 s" in verdict or "1.3 s" in verdict
    assert "app's own experiment" in verdict
    assert app.code[0].value.strip() == "epoch 0"
    assert any("`train_loss` | 0.5 | 0.5" in each.value for each in app.markdown)


def test_numbers_that_differ_are_not_called_the_same(instant: None) -> None:
    app = ran("line_repaired")
    assert not app.success and "`train_loss` | 0.5 | 0.7" in "".join(each.value for each in app.markdown)


def test_an_error_that_must_come_is_no_failure(instant: None) -> None:
    app = ran("classes")
    assert not app.warning and "as a program with this mistake must: `RuntimeError: no`" in app.info[0].value
    assert "It stopped: `RuntimeError: no`" in ran("classes_with_logits").warning[0].value


def test_the_limit_is_named(instant: None) -> None:
    assert "120 s" in ran("classes_with_sigmoid").warning[0].value


def test_another_program_shows_nothing_of_the_last_run(instant: None) -> None:
    app = ran("line")
    app.radio(key="program").set_value("classes").run()
    assert not app.success and len(app.code) == 1
