"""The programs that a learner takes home give the page's numbers."""

from __future__ import annotations

from typing import Any

import pytest

from dlcore.config import Config
from dlcore.experiments.convolutional_network import run
from dlcore.experiments.convolutional_network.config import Compare, LearnKernel, Network
from tests import programs

EVERY_BLOCK = ("conv", "norm", "act", "average", "dropout", "conv", "act", "max", "dense", "norm", "act")
CONFIGS: dict[str, Config] = {
    "default": Network(steps=12),
    "every_block": Network(dataset="digits8", steps=30, blocks=EVERY_BLOCK, kernel_size=3, same=True, shift=0,
                           angle=10.0, optimizer="momentum", schedule="constant", weight_decay=1e-3, train_images=100),
    "plain": Network(dataset="digits8", steps=5, blocks=("conv",), shift=0, optimizer="sgd", stride=2),
    "exploding": Network(dataset="digits8", blocks=("conv", "conv"), kernel_size=3, optimizer="momentum", lr=1.0),
    "kernel": LearnKernel(size=5, noise=0.1, init="random", optimizer="momentum", lr=0.1, steps=50),
    "random_pixels": LearnKernel(inputs="random", target="blur", lr=0.1, steps=20, optimizer="adam"),
    "flat": LearnKernel(inputs="flat", lr=0.1, steps=10),
    "shuffled": Compare(steps=5, shuffled=True, shift=1, train_images=100),
    "stride": Compare(steps=5, pooling="stride", times=0.5, train_images=100),
}  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each program says on its last line."""
    return programs.printed(CONFIGS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("name", [name for name in CONFIGS if name != "exploding"])
def test_a_program_reaches_the_numbers_of_the_page(name: str, printed: dict[str, dict[str, float]]) -> None:
    *_earlier, last = run(CONFIGS[name], probes=())
    assert printed[name] == pytest.approx(last.metrics, rel=1e-4)


def test_a_program_says_that_it_diverged(printed: dict[str, dict[str, float]]) -> None:
    *_earlier, last = run(CONFIGS["exploding"], probes=())
    assert last.diverged and printed["exploding"]["diverged"] is True
