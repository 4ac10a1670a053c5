"""The house stands: arrows between its floors point down, and the web process stays free of PyTorch."""

from __future__ import annotations

import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from ui.catalogue import Concept, concepts

HOUSE = Path(__file__).parent.parent

VISIT_EVERYTHING = """
import importlib, pathlib, sys
from streamlit.testing.v1 import AppTest
from ui.catalogue import CATALOGUE

for path in [*pathlib.Path("ui").rglob("*.py"), *pathlib.Path("pages").rglob("*.py")]:
    if path.name != "page.py":
        importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
for page in CATALOGUE:
    page.defaults()
    app = AppTest.from_file("app.py", default_timeout=60).run().switch_page(f"pages/{page.stem}/page.py").run()
    assert not app.exception, app.exception
loaded = sorted({"torch", "sklearn"} & {name.partition(".")[0] for name in sys.modules})
print("loaded:", *loaded)
"""

UNPACK = """
import pickle, sys

pickle.load(sys.stdin.buffer)
print("loaded:", *sorted({"torch", "sklearn"} & {name.partition(".")[0] for name in sys.modules}))
"""


def test_every_import_points_down():
    linter = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run([linter, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout


def test_the_web_process_shows_every_page_without_torch():
    command = [sys.executable, "-c", VISIT_EVERYTHING]
    outcome = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.splitlines()[-1].strip() == "loaded:"


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.stem)
def test_what_a_worker_sends_of_a_run_is_taken_in_without_torch(concept: Concept):
    experiment = import_module(f"dlcore.experiments.{concept.stem}")
    sent = pickle.dumps([experiment.scene(config) for config in concept.defaults()])
    outcome = subprocess.run([sys.executable, "-c", UNPACK], cwd=HOUSE, input=sent, capture_output=True, check=False)
    assert outcome.returncode == 0, outcome.stderr.decode()
    assert outcome.stdout.decode().strip() == "loaded:"
