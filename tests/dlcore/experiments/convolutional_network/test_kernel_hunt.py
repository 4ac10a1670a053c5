"""A kernel that is learned: the loss is a bowl, so everything about it is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import correlate2d

from dlcore import worker
from dlcore.experiments.convolutional_network import replay, run, scene
from dlcore.experiments.convolutional_network.config import TARGETS, LearnKernel
from dlcore.models.sliding import PRESETS


def end(config: LearnKernel):
    *_earlier, last = run(config)
    return last


@pytest.mark.parametrize("target", TARGETS)
def test_every_kernel_is_found_from_random_pixels(target: str) -> None:
    last = end(LearnKernel(target=target, inputs="random", lr=0.3, steps=300))
    assert last.probes["kernel"] == pytest.approx(np.array(PRESETS[target]), abs=1e-4)


def test_the_output_is_the_correlation_that_scipy_computes() -> None:
    config = LearnKernel(target="emboss", steps=20)
    hunt, last = scene(config), end(config)
    wanted = correlate2d(hunt.image, hunt.true, mode="valid")
    assert hunt.wanted == pytest.approx(wanted)
    assert last.probes["output"] == pytest.approx(
        correlate2d(hunt.image, last.probes["kernel"], mode="valid"), abs=1e-4
    )


def test_the_best_kernel_is_where_descent_ends_under_noise() -> None:
    config = LearnKernel(inputs="random", noise=0.5, lr=0.3, steps=500)
    hunt, last = scene(config), end(config)
    assert last.probes["kernel"] == pytest.approx(hunt.best, abs=1e-4)
    assert abs(hunt.best - hunt.true).max() > 1e-3


@pytest.mark.parametrize(("share", "diverges"), [(0.97, False), (1.1, True)])
def test_the_largest_curvature_decides_which_rate_is_too_large(share: float, diverges: bool) -> None:
    hunt = scene(LearnKernel())
    config = LearnKernel(lr=share * 2 / hunt.steepest, init="random", steps=1000)
    assert end(config).diverged is diverges


def test_an_even_grey_tells_the_sum_and_nothing_else() -> None:
    config = LearnKernel(inputs="flat", target="sharpen", lr=0.1)
    hunt, last = scene(config), end(config)
    assert hunt.determined == 1
    assert last.metrics["train_loss"] == pytest.approx(0, abs=1e-9)
    assert last.probes["kernel"] == pytest.approx(np.full((3, 3), 1 / 9), abs=1e-6)
    assert last.probes["kernel"] == pytest.approx(hunt.best, abs=1e-6)


def test_a_larger_kernel_learns_a_border_of_zeros() -> None:
    kernel = end(LearnKernel(size=5, inputs="random", lr=0.1, steps=600)).probes["kernel"]
    assert kernel[1:4, 1:4] == pytest.approx(np.array(PRESETS["sobel_x"]), abs=1e-2)
    assert abs(np.concatenate([kernel[0], kernel[-1], kernel[:, 0], kernel[:, -1]])).max() < 1e-2


def test_slices_and_replay_are_the_run() -> None:
    config = LearnKernel(optimizer="momentum", lr=0.1, steps=15, init="random")
    whole = list(run(config))
    found, checkpoint, finished = [], None, False
    while not finished:
        piece = worker.advance(config, checkpoint, 0.0, None, config.default_probes)
        found, checkpoint, finished = found + piece.snapshots, piece.checkpoint, piece.finished
    assert [each.metrics for each in found] == [each.metrics for each in whole]
    trace = np.stack([each.probes["parameters"] for each in whole])
    for name, array in replay(config, trace, ("kernel", "output")).items():
        assert array == pytest.approx(np.stack([each.probes[name] for each in whole]), abs=1e-6)
