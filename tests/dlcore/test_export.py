"""The program that a learner takes home arrives at the numbers of the page, as a file and as a notebook."""

import inspect
import math
import textwrap
from typing import Any

import nbformat
import pytest

from dlcore.datasets import toy
from dlcore.experiments import logistic_regression
from dlcore.experiments.neural_network import Config, run
from dlcore.experiments.neural_network.config import ACTIVATIONS, OPTIMIZERS
from dlcore.export import notebook, packages, precision, program, source
from dlcore.history import branch, edit
from dlcore.stacked import StackedMLP
from tests import programs

CONFIGS = {
    "default": {},
    "no hidden layer": {"dataset": "circles", "hidden": ()},
    "every feature": {"features": ("x1", "x2", "x1x1", "x2x2", "x1x2", "sinx1", "sinx2"), "hidden": (4,)},
    "several classes": {"dataset": "three_arms", "hidden": (6,), "batch_size": 1000},
    "squared error for two": {"dataset": "moons", "loss": "mse", "optimizer": "momentum"},
    "squared error for four": {"dataset": "blobs", "loss": "mse", "optimizer": "nesterov"},
    "regression": {"dataset": "bumps", "optimizer": "rmsprop", "train_share": 0.7},
    "iris": {"dataset": "iris", "measurements": (4, 1), "samples": 120},
    "penguins": {"dataset": "penguins", "samples": 1000, "activation": ("gelu",)},
    "dropout": {"dropout": 0.3, "activation": ("sine", "relu")},
    "penalties": {"l1": 1e-3, "weight_decay": 1e-2, "optimizer": "sgd", "lr": 0.05},
    "decoupled decay": {"weight_decay": 0.1, "optimizer": "adamw"},
    **{f"init {init}": {"init": init, "dataset": "xor"} for init in ("xavier", "he", "zeros", "large")},
    **{f"activation {name}": {"activation": (name,), "dataset": "slope"} for name in ACTIVATIONS},
    **{f"optimizer {name}": {"optimizer": name, "weight_decay": 1e-3} for name in OPTIMIZERS},
}
BRANCHES = {
    "another rate": lambda c: branch(c, 3).replace(lr=0.1),
    "no change": lambda c: branch(c, 3),
    "velocity kept": lambda c: branch(c.replace(optimizer="momentum"), 3).replace(optimizer="nesterov"),
    "moments kept": lambda c: branch(c, 3).replace(optimizer="adamw", weight_decay=0.1),
    "another optimiser": lambda c: branch(c, 3).replace(optimizer="momentum", lr=0.05, batch_size=7),
    "clean data": lambda c: branch(c.replace(dropout=0.2), 3).replace(noise=0.0),
    "other data and loss": lambda c: branch(c.replace(dataset="bumps"), 3).replace(dataset="moons", loss="mse"),
    "measured data": lambda c: branch(c.replace(dataset="three_arms"), 3).replace(dataset="iris", samples=100),
    "edits": lambda c: edit(c, 3, {0: 0.5, 9: -1.0, 10: 2.0, 15: 0.25, 39: 1.0, 42: -0.5}),
    "edits at the end": lambda c: edit(c, 5, {0: 0.5}),
    "two forks": lambda c: edit(edit(c.replace(l1=1e-3), 2, {3: 1.0}).replace(l1=0.0, lr=0.02), 4, {0: -1.0}),
    "other layers": lambda c: edit(branch(c, 2).replace(activation=("sine", "relu"), dropout=0.3), 4, {41: 1.0}),
    "there and back": lambda c: branch(branch(c.replace(optimizer="momentum"), 2).replace(optimizer="sgd"), 3).replace(
        optimizer="momentum"
    ),
}


def settings(changes):
    return Config(**{"samples": 60, "epochs": 5, "hidden": (5, 4), "noise": 0.15, **changes})


EVERY = {
    **{name: settings(changes) for name, changes in CONFIGS.items()},
    **{f"branch: {name}": make(settings({})) for name, make in BRANCHES.items()},
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(EVERY, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", EVERY)
def test_the_program_prints_the_last_snapshots_metrics(name, printed):
    last = list(run(EVERY[name], probes=()))[-1]
    assert set(printed[name]) == set(last.metrics)
    for metric, value in last.metrics.items():
        assert printed[name][metric] == pytest.approx(value, rel=1e-8, abs=1e-12)


def test_a_program_of_a_diverging_run_says_so_in_valid_json(tmp_path):
    config = Config(dataset="bumps", activation=("relu",), optimizer="sgd", lr=5.0, epochs=60)
    last = list(run(config, probes=()))[-1]
    printed = programs.printed({"diverging": config}, tmp_path)["diverging"]
    assert last.diverged and printed.pop("diverged") is True
    assert set(printed) == set(last.metrics) and all(math.isfinite(value) for value in printed.values())


def test_the_notebook_is_the_program_in_cells():
    config = Config(dataset="iris")
    book = nbformat.reads(notebook(config), as_version=4)
    nbformat.validate(book)
    assert "\n\n\n".join(cell.source for cell in book.cells).split() == program(config).split()


@pytest.mark.parametrize("name", toy.TOYS)
def test_source_is_what_python_itself_takes_for_the_function(name):
    assert source("dlcore.datasets.toy", name) == inspect.getsource(toy.TOYS[name]).rstrip()


@pytest.mark.parametrize("method", ["__init__", "backward", "forward"])
def test_source_of_a_method_is_what_python_itself_takes_for_it(method):
    found = inspect.getsource(getattr(StackedMLP, method))
    assert source("dlcore.stacked", f"StackedMLP.{method}") == textwrap.dedent(found).rstrip()


def test_source_names_what_it_does_not_find():
    with pytest.raises(LookupError, match=r"defines no function 'StackedMLP\.nothing'"):
        source("dlcore.stacked", "StackedMLP.nothing")
    with pytest.raises(LookupError, match="defines no function 'nothing'"):
        source("dlcore.datasets.toy", "nothing")


@pytest.mark.parametrize(
    ("config", "needed", "numbers"),
    [
        (Config(), ("torch",), "float64"),
        (logistic_regression.Config(dataset="breast_cancer"), ("torch",), "float64"),
        (
            logistic_regression.Config(dataset="breast_cancer", measurements=tuple(range(1, 31))),
            ("torch", "scikit-learn"),
            "float64",
        ),
        (logistic_regression.Mistake(), ("torch",), "float32"),
    ],
    ids=["network", "table written out", "table loaded", "as the article has it"],
)
def test_a_program_tells_what_it_needs_and_what_it_computes_with(config, needed, numbers):
    text = program(config)
    assert packages(text) == needed and precision(text) == numbers


def test_packages_and_precision_are_read_where_python_reads_them():
    text = "import os.path\nfrom torch import nn\nif True:\n    import sklearn.svm\nsaid = 'import scipy'\n"
    assert packages(text) == ("torch", "scikit-learn")
    assert precision(text) == "float32"
    assert precision(f"{text}torch.set_default_dtype(torch.float16)\n") == "float16"
