"""The offered programs are whole, and run to the numbers that the app's own engine arrives at."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from dlcore import export
from dlcore.listings import PROGRAMS, WRITTEN, Listing, listings
from dlcore.listings.running import _measured

RUN_ALL = """
import contextlib, io, json, runpy, sys, torch

said = {}
for path in sys.argv[1:]:
    torch.set_default_dtype(torch.float32)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            runpy.run_path(path, run_name="__main__")
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
    said[path] = out.getvalue()
print(json.dumps(said))
"""


@pytest.fixture(params=listings().values(), ids=lambda listing: listing.code)
def listing(request: pytest.FixtureRequest) -> Listing:
    return request.param


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What every program prints, all of them run in one Python process that has torch alone."""
    folder = tmp_path_factory.mktemp("programs")
    for each in listings().values():
        (folder / f"{each.code}.py").write_text(each.program, encoding="utf-8")
        for file in export.files(each.program):
            shutil.copy(file, folder)
    paths = [str(folder / f"{code}.py") for code in listings()]
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUN_ALL, *paths], cwd=folder, capture_output=True, text=True, check=True
    )
    return {Path(path).stem: text.splitlines() for path, text in json.loads(done.stdout).items()}


def test_every_written_program_is_listed() -> None:
    assert {path.stem for path in PROGRAMS.glob("*.py")} == {each.code for each in WRITTEN}
    assert len(listings()) == len({each.code for each in listings().values()})


def test_a_notebook_is_its_program_in_cells(listing: Listing) -> None:
    ast.parse(listing.program)
    book = nbformat.reads(listing.notebook, as_version=4)
    nbformat.validate(book)
    assert len(book.cells) > 3
    assert "\n\n".join(cell.source for cell in book.cells).split() == listing.program.split()


def test_a_program_arrives_at_the_apps_numbers(listing: Listing, printed: dict[str, list[str]]) -> None:
    last = printed[listing.code][-1]
    if listing.stops:
        return
    numbers, measured = json.loads(last), _measured(listing.config)
    assert numbers and numbers.keys() <= measured.keys()
    for name, value in numbers.items():
        assert value == pytest.approx(measured[name], rel=1e-4, abs=1e-12), name


def test_the_mistaken_program_stops_where_the_app_says(printed: dict[str, list[str]]) -> None:
    from dlcore.experiments.logistic_regression import Mistake, scene

    story = scene(Mistake())
    *_before, epoch, error = printed["classes"]
    assert epoch.startswith(f"epoch {story.epoch}:")
    assert error == f"{story.kind}: {story.error}"
    assert float(epoch.rpartition(" ")[2]) == pytest.approx(max(story.outputs), abs=1e-3)


def test_only_the_mistaken_program_is_meant_to_stop() -> None:
    assert [each.code for each in listings().values() if each.stops] == ["classes"]
