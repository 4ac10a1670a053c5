"""A branch without a change is its parent to the bit; an edited network is what torch.nn makes of these weights."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from dlcore import worker
from dlcore.experiments.neural_network import Config, replay, run, scene, schedule
from dlcore.experiments.neural_network.config import OPTIMIZERS
from dlcore.history import branch, edit

SMALL = Config(samples=60, epochs=14, hidden=(5, 4), l1=1e-3, weight_decay=1e-2)


def same(ours, theirs):
    assert (ours.step, ours.metrics) == (theirs.step, theirs.metrics)
    for name in theirs.probes:
        np.testing.assert_array_equal(ours.probes[name], theirs.probes[name])


def parameters(config, start=None):
    return list(run(config, start, probes=()))[-1].probes["parameters"]


@settings(max_examples=25)
@given(
    st.sampled_from(OPTIMIZERS),
    st.sampled_from([0.0, 0.3]),
    st.sampled_from([1, 7, 1000]),
    st.lists(st.integers(0, 14), min_size=1, max_size=3, unique=True).map(sorted),
    st.integers(0, 13),
)
def test_without_a_change_it_is_the_parent_bit_for_bit(optimizer, dropout, batch_size, forks, at):
    parent = SMALL.replace(optimizer=optimizer, dropout=dropout, batch_size=batch_size)
    whole = {each.step: each for each in run(parent, probes=("surface",))}
    child = parent
    for fork in forks:
        child = branch(child, fork)
    seen = list(run(child, probes=("surface",)))
    assert [each.step for each in seen] == list(schedule(child)) and seen[0].step == forks[-1]
    for each in seen:
        same(each, whole[each.step])
    start = whole[min(at, forks[0])].checkpoint
    for ours, theirs in zip(run(child, start, probes=("surface",)), seen, strict=True):
        same(ours, theirs)


def test_a_branchs_schedule_is_its_parents_from_the_fork_on():
    parent = Config(epochs=5000)
    fork = 1234
    assert fork not in schedule(parent)
    assert schedule(branch(parent, fork)) == (fork, *(epoch for epoch in schedule(parent) if epoch > fork))


@pytest.mark.parametrize("dataset", ["spiral", "three_arms", "bumps"])
def test_its_first_frame_is_the_edited_network_under_the_present_settings(dataset):
    parent = SMALL.replace(dataset=dataset, noise=0.2)
    before = next(each for each in run(parent) if each.step == 6).probes["parameters"].copy()
    changes = {0: 2.5, 7: -1.0, parent.parameters - 1: 0.3}
    child = edit(parent, 6, changes).replace(noise=0.0, lr=0.3)
    first = next(run(child, probes=("surface",)))
    for index, value in changes.items():
        before[index] = value
    np.testing.assert_array_equal(first.probes["parameters"], before)
    linear = [nn.Linear(*shape, dtype=torch.float64) for shape in pairwise(child.sizes)]
    model = nn.Sequential(linear[0], nn.Tanh(), linear[1], nn.Tanh(), linear[2])
    nn.utils.vector_to_parameters(torch.from_numpy(before), model.parameters())
    data = scene(child)  # without noise
    z, y = model(torch.from_numpy(data.inputs)).detach()[data.is_train], torch.from_numpy(data.targets)[data.is_train]
    expected = {
        "spiral": lambda: F.binary_cross_entropy_with_logits(z[:, 0], y.double()),
        "three_arms": lambda: F.cross_entropy(z, y),
        "bumps": lambda: F.mse_loss(z[:, 0], y),
    }[dataset]()
    assert first.metrics["train_loss"] == pytest.approx(float(expected), rel=1e-10)
    np.testing.assert_allclose(first.probes["surface"], replay(child, before[None], ["surface"])["surface"][0])


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("momentum", "nesterov", True), ("nesterov", "momentum", True), ("adam", "adamw", True),
        ("rmsprop", "rmsprop", True), ("sgd", "momentum", False), ("adam", "rmsprop", False), ("adamw", "sgd", False),
        ("momentum", "adam", False),
    ],
)  # fmt: skip
def test_an_optimiser_of_the_same_kind_keeps_its_memory(before, after, kept):
    torch_optimizers = {
        "sgd": torch.optim.SGD,
        "momentum": lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9),
        "nesterov": lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9, nesterov=True),
        "rmsprop": torch.optim.RMSprop,
        "adam": torch.optim.Adam,
        "adamw": lambda p, lr: torch.optim.AdamW(p, lr, weight_decay=0),
    }
    parent = Config(dataset="moons", samples=40, epochs=4, hidden=(4,), batch_size=1000, optimizer=before)
    child = branch(parent, 4).replace(optimizer=after, lr=0.02, epochs=9)
    model = nn.Sequential(nn.Linear(2, 4, dtype=torch.float64), nn.Tanh(), nn.Linear(4, 1, dtype=torch.float64))
    untrained = next(run(parent)).probes["parameters"]
    nn.utils.vector_to_parameters(torch.from_numpy(untrained), model.parameters())
    data = scene(parent)
    x = torch.from_numpy(data.inputs[data.is_train])
    y = torch.from_numpy(data.targets[data.is_train]).double()
    memory = {}
    for name, lr, epochs in ((before, 0.01, 4), (after, 0.02, 5)):
        optimizer = torch_optimizers[name](model.parameters(), lr)
        optimizer.state.update(memory if kept else {})
        for _ in range(epochs):
            optimizer.zero_grad()
            F.binary_cross_entropy_with_logits(model(x)[:, 0], y).backward()
            optimizer.step()
        memory = optimizer.state
    expected = nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
    np.testing.assert_allclose(parameters(child), expected, rtol=1e-9, atol=1e-12)


def test_other_settings_make_another_run():
    parent, child = SMALL, branch(SMALL, 6)
    assert not np.array_equal(parameters(child.replace(lr=0.1)), parameters(parent))
    assert not np.array_equal(parameters(child.replace(dropout=0.5)), parameters(parent))


def test_another_seed_is_another_run_with_the_same_past():
    child = branch(SMALL, 6)
    np.testing.assert_array_equal(parameters(child.replace(seed=3)), parameters(SMALL.replace(seed=3)))


@pytest.mark.parametrize("budget", [0.0, math.inf])
def test_slices_through_the_past_show_nothing_and_add_up_to_the_run(budget):
    child = edit(branch(SMALL, 3).replace(lr=0.05), 8, {1: 0.5}).replace(optimizer="sgd", lr=0.1)
    whole = list(run(child, probes=("surface",)))
    pieces = []
    while not pieces or not pieces[-1].finished:
        pieces.append(worker.advance(child, pieces[-1].checkpoint if pieces else None, budget, None, ("surface",)))
    shown = [each for piece in pieces for each in piece.snapshots]
    assert [each.step for each in shown] == [each.step for each in whole]
    for ours, theirs in zip(shown, whole, strict=True):
        np.testing.assert_array_equal(ours.probes["parameters"], theirs.probes["parameters"])
    first = next(i for i, piece in enumerate(pieces) if piece.snapshots)
    assert [piece.scene is not None for piece in pieces] == [i == first for i in range(len(pieces))]
    assert first == (0 if budget else 6) and all(piece.end == 14 for piece in pieces)


def test_a_slice_up_to_the_fork_holds_the_first_frame_alone():
    child = edit(SMALL, 8, {1: 0.5})
    start = next(each.checkpoint for each in run(SMALL) if each.step == 8)
    for checkpoint in (None, start):
        piece = worker.advance(child, checkpoint, math.inf, 8, ("surface",))
        assert [each.step for each in piece.snapshots] == [8] and piece.scene is not None and not piece.finished
        assert piece.checkpoint and piece.checkpoint.step == 8
        np.testing.assert_array_equal(parameters(child, piece.checkpoint), parameters(child))


def test_a_fork_at_the_very_end_shows_the_edited_network_and_is_over():
    (piece,) = [worker.advance(edit(SMALL, 14, {0: 1.0}), None, math.inf, None, ())]
    assert [each.step for each in piece.snapshots] == [14] and piece.finished
    assert piece.snapshots[0].probes["parameters"][0] == 1.0


def test_a_branch_that_explodes_ends_with_its_last_finite_state():
    child = branch(Config(dataset="bumps", activation=("relu",), epochs=200), 50).replace(optimizer="sgd", lr=10.0)
    shown = list(run(child))
    assert shown[0].step == 50 and shown[-1].diverged and not shown[0].diverged
    assert np.isfinite(shown[-1].probes["parameters"]).all() and shown[-1].metrics["train_loss"] <= 1e6


def test_a_past_that_explodes_ends_the_run_before_the_fork():
    wild = Config(dataset="bumps", activation=("relu",), optimizer="sgd", lr=10.0, epochs=200)
    (only,) = run(branch(wild, 150).replace(lr=0.01))
    parent = list(run(wild))[-1]
    assert only.diverged and (only.step, only.metrics) == (parent.step, parent.metrics)
