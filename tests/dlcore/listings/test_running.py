"""A program's run keeps within its limits, can be cancelled, and says what became of it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from dlcore.experiments.linear_regression.config import LinearRegression
from dlcore.listings import running
from dlcore.listings.running import CANCEL, OUTPUT, Outcome, run, tidied

EVER = "import time\nprint('here', flush=True)\ntime.sleep(60)\n"


@dataclass
class Fake:
    program: str
    config: LinearRegression = LinearRegression(epochs=1)  # noqa: RUF009 (it is frozen)


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch):
    """Offer one program, whose text the test gives."""

    def offer(program: str) -> str:
        monkeypatch.setattr(running, "listings", lambda: {"fake": Fake(program)})
        return "fake"

    return offer


def test_a_listing_runs_to_the_apps_numbers(tmp_path: Path) -> None:
    outcome = run("line", str(tmp_path))
    assert outcome.end == "done"
    assert outcome.agrees and outcome.printed.keys() == outcome.measured.keys() == {"train_loss", "prediction"}
    assert outcome.output == (tmp_path / OUTPUT).read_text()


def test_a_program_that_is_not_listed_does_not_run(tmp_path: Path) -> None:
    for code in ("../line", "print(1)", "", "LINE"):
        with pytest.raises(KeyError):
            run(code, str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_time_is_limited(listed, tmp_path: Path) -> None:
    began = time.monotonic()
    outcome = run(listed(EVER), str(tmp_path), longest=1.0)
    assert (outcome.end, outcome.printed) == ("too_long", {})
    assert time.monotonic() - began < 30


def test_output_is_limited(listed, tmp_path: Path) -> None:
    outcome = run(listed("while True:\n    print('x' * 50)\n"), str(tmp_path), most_output=1000)
    assert (outcome.end, len(outcome.output)) == ("too_much", 1000)


def test_a_run_can_be_cancelled_while_its_output_is_read(listed, tmp_path: Path) -> None:
    def cancel() -> None:
        while not (tmp_path / OUTPUT).exists() or b"here" not in (tmp_path / OUTPUT).read_bytes():
            time.sleep(0.01)
        (tmp_path / CANCEL).touch()

    threading.Thread(target=cancel, daemon=True).start()
    outcome = run(listed(EVER), str(tmp_path))
    assert (outcome.end, outcome.output) == ("cancelled", "here\n")


def test_what_it_started_ends_with_it(listed, tmp_path: Path) -> None:
    child = f"import time, pathlib; time.sleep(2); pathlib.Path({str(tmp_path / 'late')!r}).touch()"
    program = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n{EVER}"
    assert run(listed(program), str(tmp_path), longest=1.0).end == "too_long"
    time.sleep(2)
    assert not (tmp_path / "late").exists()


def test_an_error_is_told_without_the_servers_paths(listed, tmp_path: Path) -> None:
    outcome = run(listed("import json\njson.loads('no')\n"), str(tmp_path))
    assert outcome.end == "error"
    assert 'File "fake.py", line 2' in outcome.output and "JSONDecodeError" in outcome.output
    assert "/" not in outcome.output


def test_torchs_own_files_keep_their_names() -> None:
    said = (
        b'  File "/srv/venv/lib/python3.11/site-packages/torch/nn/loss.py", line 7\n  File "/tmp/a b/line.py", line 1\n'
    )
    assert tidied(said) == '  File "torch/nn/loss.py", line 7\n  File "line.py", line 1\n'
    assert tidied("é".encode()[:1]) == ""


def test_a_program_sees_neither_this_project_nor_input(listed, tmp_path: Path) -> None:
    assert "ModuleNotFoundError" in run(listed("import dlcore\n"), str(tmp_path)).output
    assert "EOFError" in run(listed("input()\n"), str(tmp_path)).output


def test_on_another_machine_it_runs_unwatched(listed, tmp_path: Path) -> None:
    outcome = run(listed("print('{\"train_loss\": NaN}')\n"), str(tmp_path / "elsewhere"))
    assert (outcome.end, outcome.printed, outcome.agrees) == ("done", {}, False)


def test_numbers_agree_up_to_rounding_only() -> None:
    assert Outcome("done", "", 1.0, {"a": 1.0}, {"a": 1.00001}).agrees
    assert not Outcome("done", "", 1.0, {"a": 1.0}, {"a": 1.001}).agrees
