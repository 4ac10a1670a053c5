"""Every number of the opened graph against independent oracles: torch.nn, torch.optim and finite differences."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from dlcore.experiments.backpropagation import examine, replay, run, scene
from dlcore.experiments.backpropagation.config import OneSample
from dlcore.experiments.backpropagation.graph import Graph

ACTIVATIONS = {
    "identity": nn.Identity,
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
}
EVERY = ("values", "gradients", "differences", "gaps")


def model_of(config: OneSample) -> nn.Sequential:
    """The same network, as ``torch.nn`` has it."""
    parts: list[nn.Module] = []
    for fan_in, fan_out in pairwise(config.sizes):
        parts += [nn.Linear(fan_in, fan_out, dtype=torch.float64), ACTIVATIONS[config.activation]()]
    model = nn.Sequential(*parts[:-1])
    nn.utils.vector_to_parameters(torch.tensor(config.start, dtype=torch.float64), model.parameters())
    return model


def loss_of(config: OneSample, model: nn.Module) -> torch.Tensor:
    x, y = torch.tensor(config.inputs, dtype=torch.float64), torch.tensor([config.target], dtype=torch.float64)
    value = F.mse_loss if config.loss == "mse" else F.binary_cross_entropy_with_logits
    return value(model(x), y)


def configs() -> list[OneSample]:
    shapes = ((1,), (2, 2), (4, 1, 3))
    return [
        OneSample(hidden=hidden, activation=activation, loss=loss, target=0.75, seed=seed)
        for activation in ACTIVATIONS
        for loss in ("mse", "cross_entropy")
        for seed, hidden in enumerate(shapes)
    ]


@pytest.mark.parametrize("config", configs(), ids=lambda c: f"{c.activation}-{c.loss}-{c.hidden}")
def test_values_and_gradients_are_those_of_torch_nn_and_of_finite_differences(config: OneSample) -> None:
    first = next(run(config, probes=EVERY))
    nodes = scene(config)
    gradients = nodes.cut(first.probes["gradients"])
    model = model_of(config)
    loss = loss_of(config, model)
    loss.backward()
    expected = [p.grad.numpy() for p in model.parameters() if p.grad is not None]
    shown = [gradients[name] for name in nodes.names if name[0] in "Wb"]
    for ours, theirs in zip(shown, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-15)
    assert first.metrics["loss"] == pytest.approx(loss.item(), rel=1e-14)
    np.testing.assert_allclose(first.probes["gradients"], first.probes["differences"], rtol=1e-6, atol=1e-8)
    assert first.probes["gaps"].max() < 1e-8


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("loss", ["mse", "cross_entropy"])
def test_the_steps_are_those_of_torch_optim(optimizer: str, loss: str) -> None:
    config = OneSample(hidden=(3, 2), optimizer=optimizer, loss=loss, target=0.5, lr=0.05, steps=20)
    model = model_of(config)
    moves = {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.05),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
        "adam": lambda p: torch.optim.Adam(p, lr=0.05),
    }[optimizer](model.parameters())
    for snapshot in run(config):
        expected = nn.utils.parameters_to_vector(model.parameters()).detach().numpy()
        np.testing.assert_allclose(snapshot.probes["parameters"], expected, rtol=1e-10, atol=1e-13)
        moves.zero_grad()
        loss_of(config, model).backward()
        moves.step()


def test_the_graph_is_the_one_that_autograd_keeps() -> None:
    nodes = scene(OneSample(activation="sigmoid", loss="cross_entropy")).nodes
    assert nodes["loss"].grad_fn == "BinaryCrossEntropyWithLogitsBackward0"
    assert nodes["h1"].grad_fn == "SigmoidBackward0"
    assert nodes["z2"].grad_fn == "AddmvBackward0"
    assert nodes["z2"].inputs == ("b2", "W2", "h1")
    assert nodes["W1"].grad_fn == "AccumulateGrad"
    assert [name for name in nodes if nodes[name].is_leaf] == ["x", "W1", "b1", "W2", "b2", "W3", "b3"]


def test_a_network_without_activation_has_no_node_for_it() -> None:
    nodes = scene(OneSample(activation="identity")).nodes
    assert not any(name.startswith("h") for name in nodes)
    assert nodes["z2"].inputs == ("b2", "W2", "z1")


def test_a_graph_cuts_a_flat_array_into_its_nodes() -> None:
    graph = Graph(("x", "W1", "z1"), ("", "", ""), ((), (), ("W1", "x")), ((2,), (1, 2), (1,)))
    parts = graph.cut(np.arange(5.0))
    assert parts["W1"].tolist() == [[2, 3]]
    assert parts["z1"].tolist() == [4]
    assert graph.backward_order == ("z1",)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_a_run_goes_on_from_a_checkpoint_bit_for_bit(optimizer: str) -> None:
    config = OneSample(optimizer=optimizer, steps=8)
    whole = list(run(config, probes=EVERY))
    again = list(run(config, whole[3].checkpoint, probes=EVERY))
    assert [each.step for each in again] == [4, 5, 6, 7, 8]
    for ours, theirs in zip(again, whole[4:], strict=True):
        assert ours.metrics == theirs.metrics
        assert all((ours.probes[name] == theirs.probes[name]).all() for name in ours.probes)


def test_what_is_replayed_is_what_was_shown() -> None:
    config = OneSample(steps=4)
    shown = list(run(config, probes=EVERY))
    again = replay(config, np.stack([each.probes["parameters"] for each in shown]), EVERY)
    for name in EVERY:
        np.testing.assert_array_equal(again[name], np.stack([each.probes[name] for each in shown]))
    with pytest.raises(ValueError, match="unknown probes"):
        replay(config, shown[0].probes["parameters"][None], ["surface"])


def test_an_exploding_run_stops_at_its_last_finite_state() -> None:
    snapshots = list(run(OneSample(lr=3.0, steps=20)))
    assert snapshots[-1].diverged
    assert snapshots[-1].metrics == snapshots[-2].metrics
    assert snapshots[-1].metrics["loss"] <= 1e6


def test_the_first_state_is_shown_however_large_its_loss() -> None:
    config = OneSample(hidden=(4, 4, 4), activation="identity", weights=(10.0,) * 57, steps=1)
    assert next(run(config)).metrics["loss"] > 1e6


def test_stopping_at_the_start_gives_the_untrained_network() -> None:
    (only,) = run(OneSample(), stop=lambda step: True)
    assert only.step == 0
    assert only.probes["parameters"].tolist() == list(OneSample().start)


def test_fresh_inputs_tell_a_dead_layer_from_a_living_one() -> None:
    dead = OneSample(activation="relu", hidden=(2,), weights=(0.5, 0.5, -0.5, 0.5, -5.0, -5.0, 1.0, 1.0, 3.0))
    assert examine(dead, np.array(dead.start))["fresh_silent"] == 1
    alive = dead.replace(weights=(0.5, 0.5, -0.5, 0.5, 5.0, 5.0, 1.0, 1.0, 3.0))
    found = examine(alive, np.array(alive.start))
    assert found["fresh_silent"] == 0
    assert found["start_loss"] == pytest.approx(loss_of(alive, model_of(alive)).item())
