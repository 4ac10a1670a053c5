"""The depth sweep against plain autograd, one network at a time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.experiments.backpropagation import examine, replay, run
from dlcore.experiments.backpropagation.config import DepthSweep
from dlcore.experiments.backpropagation.depth_sweep import material
from dlcore.stacked import torch_order

PROBES = ("layers", "norms", "ends")
LAYERS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "gelu": nn.GELU}


def by_autograd(config: DepthSweep, depth: int) -> np.ndarray:
    """Gradient norms (seeds, depth + 1), one seed after the other."""
    drawn, rows = material(config, config.seed), []
    sizes = (config.width,) * (config.deepest + 1) + (1,)
    for theta in drawn.theta:
        linear = [nn.Linear(a, b, dtype=torch.float64) for a, b in pairwise(sizes)]
        nn.utils.vector_to_parameters(theta[torch_order(sizes)], [p for each in linear for p in each.parameters()])
        used = [*linear[:depth], linear[-1]]
        h = drawn.x[0].T
        for each in used[:-1]:
            h = LAYERS[config.activation]()(each(h))
        F.binary_cross_entropy_with_logits(used[-1](h), drawn.y[0].T).backward()
        gradients = [[p.grad.flatten() for p in each.parameters() if p.grad is not None] for each in used]
        rows.append([float(torch.cat(parts).norm()) for parts in gradients])
    return np.array(rows)


@pytest.mark.parametrize("activation", LAYERS)
@pytest.mark.parametrize("init", ["default", "he"])
def test_norms_are_those_of_autograd(activation: str, init: str) -> None:
    config = DepthSweep(activation=activation, init=init, scale=1.5, width=5, deepest=4, seeds=3, seed=7)
    for snapshot in run(config):
        expected = by_autograd(config, snapshot.step)
        shown = snapshot.probes["parameters"][1:].reshape(3, -1)[:, : snapshot.step + 1]
        np.testing.assert_allclose(shown, expected, rtol=1e-9)
        assert snapshot.metrics["first_norm"] == pytest.approx(np.median(expected[:, 0]))
        assert snapshot.metrics["last_norm"] == pytest.approx(np.median(expected[:, -1]))


def test_the_band_holds_the_middle_of_the_seeds() -> None:
    config = DepthSweep(width=4, deepest=3, seeds=8)
    last = list(run(config, probes=PROBES))[-1]
    measured = last.probes["parameters"][1:].reshape(8, -1)
    assert (measured > 0).all()
    logs = np.log10(measured)
    np.testing.assert_allclose(last.probes["norms"], np.quantile(logs, (0.1, 0.5, 0.9), axis=0))
    np.testing.assert_allclose(last.probes["ends"], [*last.probes["norms"][:, 0], *last.probes["norms"][:, -1]])


def test_a_shallow_network_repeats_its_last_layer_up_to_full_length() -> None:
    first = next(run(DepthSweep(deepest=4, width=3, seeds=2), probes=PROBES))
    assert first.probes["layers"].tolist() == [1, 2, 2, 2, 2]
    assert (first.probes["norms"][:, 1:] == first.probes["norms"][:, 1:2]).all()


def test_it_goes_on_where_it_stopped_and_replays_from_any_frame() -> None:
    config = DepthSweep(deepest=6, width=4, seeds=3)
    whole = list(run(config, probes=PROBES))
    again = list(run(config, whole[2].checkpoint, probes=PROBES))
    assert [each.step for each in again] == [4, 5, 6]
    trace = np.stack([each.probes["parameters"] for each in whole[3:]])
    replayed = replay(config, trace, PROBES)
    for i, (ours, theirs) in enumerate(zip(again, whole[3:], strict=True)):
        assert ours.metrics == theirs.metrics
        for name in PROBES:
            np.testing.assert_array_equal(ours.probes[name], theirs.probes[name])
            np.testing.assert_array_equal(replayed[name][i], theirs.probes[name])


def test_a_shorter_sweep_measures_the_same_networks_apart_from_the_last_layer() -> None:
    """Depth is the only difference between depths: the first layers of all of them are the same."""
    config = DepthSweep(deepest=5, width=4, seeds=2)
    theta = material(config, config.seed).theta
    shallow = material(config.replace(deepest=3), config.seed).theta
    hidden = 3 * (4 + 1) * 4
    assert (theta[:, :hidden] == shallow[:, :hidden]).all()


def test_fresh_seeds_are_others() -> None:
    config = DepthSweep(deepest=4, width=4, seeds=3)
    last = list(run(config))[-1]
    fresh = examine(config, last.probes["parameters"])
    assert fresh.keys() == {f"fresh_{name}" for name in last.metrics}
    assert fresh["fresh_first_norm"] != last.metrics["first_norm"]


def test_the_classic_factors() -> None:
    """Sigmoid with PyTorch's default loses at least the share 1/4 · 1/√3 a layer; identity with default 1/√3."""
    sigmoid = list(run(DepthSweep(width=64, seeds=4)))[-1].metrics["factor"]
    identity = list(run(DepthSweep(activation="identity", width=64, seeds=4)))[-1].metrics["factor"]
    assert 0.12 < sigmoid < 0.25 / 3**0.5 * 1.05
    assert identity == pytest.approx(3**-0.5, rel=0.15)


def test_a_dead_network_has_a_finite_picture() -> None:
    config = DepthSweep(activation="relu", width=2, deepest=20, seeds=4)
    last = list(run(config, probes=PROBES))[-1]
    assert (last.probes["parameters"][1:] == 0).any()
    assert np.isfinite(last.probes["norms"]).all()
