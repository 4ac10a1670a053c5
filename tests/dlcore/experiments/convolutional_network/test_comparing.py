"""The convolutional network and the perceptron, side by side."""

from __future__ import annotations

import numpy as np
import pytest

from dlcore import worker
from dlcore.experiments.convolutional_network import replay, run
from dlcore.experiments.convolutional_network.comparing import MOVED
from dlcore.experiments.convolutional_network.config import Compare
from dlcore.models.blocks import parameters

QUICK = Compare(steps=6, train_images=60, batch_size=16)


@pytest.mark.parametrize("times", [0.5, 1.0, 2.0, 10.0])
def test_the_perceptron_has_as_many_parameters_as_asked_for(times: float) -> None:
    config = Compare(times=times)
    wanted = times * parameters(config.convolutional)
    unit = 28 * 28 + 10 + 1
    assert abs(parameters(config.dense) - wanted) <= unit / 2


def test_pooling_changes_the_dense_layer_alone() -> None:
    found = {pooling: Compare(pooling=pooling).convolutional for pooling in ("max", "stride", "none")}
    convolutions = {
        name: sum(layer.parameters for layer in layers if layer.kind == "conv") for name, layers in found.items()
    }
    assert len(set(convolutions.values())) == 1
    assert parameters(found["max"]) == parameters(found["stride"]) < parameters(found["none"]) / 10


def test_unshifted_images_are_read_as_in_the_metrics() -> None:
    *_earlier, last = run(QUICK)
    row = last.probes["parameters"]
    from dlcore.experiments.convolutional_network.comparing import Pair, scene

    pair = Pair(QUICK, scene(QUICK))
    pair.fill(row)
    x, y = pair.parts["test"]
    for i, model in enumerate(pair.models):
        right = (pair.logits(model, x[:MOVED]).argmax(1) == y[:MOVED]).double().mean()
        assert last.probes["shifted"][i, 0] == pytest.approx(float(right))


def test_slices_and_replay_are_the_run() -> None:
    whole = list(run(QUICK))
    found, checkpoint, finished = [], None, False
    while not finished:
        piece = worker.advance(QUICK, checkpoint, 0.0, None, ())
        found, checkpoint, finished = found + piece.snapshots, piece.checkpoint, piece.finished
    assert [each.metrics for each in found] == [each.metrics for each in whole]
    trace = np.stack([each.probes["parameters"] for each in whole])
    assert np.array_equal(replay(QUICK, trace[-1:], ("shifted",))["shifted"][0], whole[-1].probes["shifted"])


def test_a_run_that_explodes_says_so() -> None:
    whole = list(run(Compare(lr=1.0, steps=60, train_images=100, pooling="none"), probes=()))
    assert all(np.isfinite(list(each.metrics.values())).all() for each in whole)
