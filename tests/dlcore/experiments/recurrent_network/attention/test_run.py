"""The duel: equal parameters, equal batches, a map that looks back only, and a cost that is counted right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from dlcore.experiments.recurrent_network.attention import cost as attention_cost
from dlcore.experiments.recurrent_network.attention import measuring
from dlcore.experiments.recurrent_network.attention import run as attention_run
from dlcore.experiments.recurrent_network.attention.scene import scene
from dlcore.experiments.recurrent_network.attention_config import TASKS, Attending, schedule
from dlcore.models.reader import Reader

SMALL: dict[str, Any] = {"length": 6, "updates": 6, "batch_size": 4, "hidden": 6}


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_both_have_as_many_parameters_as_is_said(task: str, cell: str) -> None:
    for config in (Attending(task=task, cell=cell), Attending(task=task, cell=cell, hidden=48, length=100)):
        duel = attention_run.Duel(config)
        counts = [sum(p.numel() for p in side.model.parameters()) for side in duel.sides.values()]
        assert counts == [config.attention_parameters, config.recurrent_parameters]
        assert counts[0] == pytest.approx(counts[1], rel=0.13)  # widths are whole numbers


@pytest.mark.parametrize("task", TASKS)
def test_a_run_in_slices_is_the_run_in_one(task: str) -> None:
    config = Attending(task=task, opened=True, **SMALL)
    whole = list(attention_run.run(config, None, None))
    assert tuple(each.step for each in whole) == schedule(config)
    *_before, half = attention_run.run(config, None, lambda step: step == 3)
    rest = list(attention_run.run(config, half.checkpoint, None))
    assert rest[-1].metrics == whole[-1].metrics
    np.testing.assert_array_equal(rest[-1].probes["map"], whole[-1].probes["map"])


@pytest.mark.parametrize("task", TASKS)
def test_the_map_looks_back_only_and_adds_up(task: str) -> None:
    config = Attending(task=task, **SMALL)
    *_frames, last = attention_run.run(config, None, None)
    weights = last.probes["map"]
    assert weights.shape == (6, 6) and len(scene(config).labels) == 6
    np.testing.assert_allclose(weights.sum(1), 1)
    assert (np.triu(weights, 1) == 0).all()


def test_accuracy_is_that_of_a_count_by_hand() -> None:
    config = Attending(**SMALL)
    duel = attention_run.Duel(config)
    x, y = duel.task.draw(6, attention_run.TESTED, torch.Generator().manual_seed(attention_run.TEST_SEED))
    with torch.no_grad():
        answers = duel.sides["recurrent"].model(x.transpose(0, 1), 1)[:, 0].argmax(-1)
    expected = float((answers == y[0]).double().mean())
    assert duel.snapshot().metrics["test_recurrent_accuracy"] == pytest.approx(expected)


def test_gradient_reaches_the_first_step_of_attention_at_once() -> None:
    x = torch.zeros(1, 60, 4, dtype=torch.float64, requires_grad=True)
    sizes = {}
    for cell in ("attention", "rnn"):
        model = Reader(4, 4, cell, 8, 60).double()
        with torch.no_grad():
            for i, p in enumerate(model.parameters()):
                p.uniform_(-0.35, 0.35, generator=torch.Generator().manual_seed(i))
        slope = torch.autograd.grad(model(x, 1)[0, 0, 0], x)[0][0]
        sizes[cell] = float(slope[0].norm() / slope[-1].norm())
    assert sizes["attention"] > 1e-3 > 1e-6 > sizes["rnn"]


def test_multiplications_are_counted_right() -> None:
    width, length = 3, 5
    projections = length * 3 * width * width + length * width * width  # q, k, v; and the way out
    pairs = 2 * length * length * width  # scores, and values mixed by them
    gates = 4 * length * 2 * (width + 2)
    assert attention_cost.counted(length, width, 2) == (projections + pairs, gates)


def test_costs_grow_as_they_should() -> None:
    cost = measuring.measure((8, 16, 4096 // 4))
    assert len(cost.attention_seconds) == 3 and min(cost.attention_seconds) > 0
    lengths = (10_000, 20_000, 40_000)
    attention, recurrent = zip(*(attention_cost.counted(n, 32, 20) for n in lengths), strict=True)
    long = attention_cost.Cost(lengths, attention, recurrent, (1.0, 2.0, 4.0), (1.0, 4.0, 16.0), 20)
    assert long.exponent("attention_counted") == pytest.approx(2, abs=0.01)
    assert long.exponent("recurrent_counted") == pytest.approx(1)
    assert long.exponent("recurrent_seconds") == pytest.approx(2)
    units = attention_cost.lstm_units(32)
    assert 4 * units * (32 + units + 2) == pytest.approx(4 * 32 * 33, rel=0.05)
