import numpy as np
import pytest

from dlcore.experiments.logistic_regression import Growth, replay, run, scene

SHORT = Growth(epochs=400, samples=60)


def test_each_strength_comes_out_as_it_would_alone():
    together = list(run(SHORT, probes=()))[-1].probes["parameters"].reshape(4, 3)
    for code, row in zip(SHORT.strengths, together, strict=True):
        alone = list(run(SHORT.replace(strengths=(code,)), probes=()))[-1].probes["parameters"]
        assert alone == pytest.approx(row, abs=1e-12)


def test_with_l2_the_lengths_arrive_and_without_it_they_grow():
    shown = list(run(Growth(), probes=("norms",)))
    lengths, last = scene(Growth()).lengths, shown[-1].probes["norms"]
    assert np.isnan(lengths[0])
    assert last[2:] == pytest.approx(lengths[2:], rel=1e-3)
    norms = {each.step: each.probes["norms"][0] for each in shown}
    tenth = min(norms, key=lambda step: abs(step - 500))
    hundredth = min(norms, key=lambda step: abs(step - 50))
    assert norms[5000] - norms[tenth] > 2 and norms[tenth] - norms[hundredth] > 2  # the same again: a logarithm


def test_overlapping_points_have_a_best_length_without_l2():
    config = Growth(separable=False, epochs=2000, strengths=("0",))
    last = list(run(config, probes=("norms",)))[-1]
    assert last.probes["norms"] == pytest.approx(scene(config).lengths, rel=1e-3)


def test_a_boundary_is_where_the_sum_is_zero():
    last = list(run(SHORT, probes=("boundaries",)))[-1]
    ends = scene(SHORT).window
    for row, heights in zip(last.probes["parameters"].reshape(4, 3), last.probes["boundaries"], strict=True):
        for x1, x2 in zip(ends, heights, strict=True):
            assert row[0] * x1 + row[1] * x2 + row[2] == pytest.approx(0, abs=1e-4)


def test_replay_and_checkpoints():
    whole = list(run(SHORT, probes=("norms", "losses")))
    trace = np.stack([each.probes["parameters"] for each in whole])
    assert replay(SHORT, trace, ["losses"])["losses"] == pytest.approx(np.stack([e.probes["losses"] for e in whole]))
    middle = len(whole) // 2
    rest = list(run(SHORT, whole[middle].checkpoint, probes=()))
    assert [each.metrics for each in rest] == [each.metrics for each in whole[middle + 1 :]]
