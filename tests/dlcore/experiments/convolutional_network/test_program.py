"""The program that a learner takes home gives the page's numbers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dlcore import export
from dlcore.config import Config
from dlcore.datasets.digits import FOLDER
from dlcore.experiments.convolutional_network import run
from dlcore.experiments.convolutional_network.config import Compare, LearnKernel, Network
from dlcore.experiments.convolutional_network.program import data_file

EVERY_BLOCK = ("conv", "norm", "act", "average", "dropout", "conv", "act", "max", "dense", "norm", "act")


@pytest.mark.parametrize(
    "config",
    [
        Network(steps=12),
        Network(dataset="digits8", steps=30, blocks=EVERY_BLOCK, kernel_size=3, same=True, shift=0, angle=10.0,
                optimizer="momentum", schedule="constant", weight_decay=1e-3, train_images=100),
        LearnKernel(size=5, noise=0.1, init="random", optimizer="momentum", lr=0.1, steps=50),
        LearnKernel(inputs="random", target="blur", lr=0.1, steps=20),
        Compare(steps=5, shuffled=True, shift=1, train_images=100),
        Compare(steps=5, pooling="stride", times=0.5, train_images=100),
    ],
    ids=["default", "every block", "kernel", "random pixels", "shuffled", "stride"],
)  # fmt: skip
def test_the_program_reaches_the_numbers_of_the_page(config: Config, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(export.program(config), encoding="utf-8")
    shutil.copy(FOLDER / data_file(config), tmp_path)
    done = subprocess.run([sys.executable, path.name], cwd=tmp_path, capture_output=True, text=True, check=True)
    printed = json.loads(done.stdout.splitlines()[-1])
    *_earlier, last = run(config, probes=())
    assert printed == pytest.approx(last.metrics, rel=1e-4)
