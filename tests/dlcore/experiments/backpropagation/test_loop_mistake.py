"""The forgotten zero_grad against torch.optim: it is momentum without friction."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from dlcore.experiments.backpropagation import examine, replay, run, scene
from dlcore.experiments.backpropagation.config import LoopMistake
from dlcore.experiments.backpropagation.loop_mistake import line
from dlcore.experiments.backpropagation.pitfalls import PITFALLS, saying


@pytest.mark.parametrize(("which", "momentum"), [("with", 0.0), ("without", 1.0)])
def test_each_run_is_sgd_with_the_momentum_it_amounts_to(which: str, momentum: float) -> None:
    config = LoopMistake(steps=60)
    x, y = line(config, config.seed)
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    moves = torch.optim.SGD([theta], lr=config.lr, momentum=momentum)
    at = 0 if which == "with" else 2
    for snapshot in run(config, probes=("paths",)):
        np.testing.assert_allclose(snapshot.probes["paths"][at : at + 2], theta.detach(), rtol=1e-9, atol=1e-12)
        moves.zero_grad()
        loss = F.mse_loss(theta[0] * x + theta[1], y)
        assert snapshot.metrics[f"loss_{which}"] == pytest.approx(loss.item(), rel=1e-9)
        loss.backward()
        moves.step()


def test_what_grad_holds_without_clearing_is_the_sum_of_all_gradients() -> None:
    config = LoopMistake(steps=5)
    x, y = line(config, config.seed)
    total = torch.zeros(2, dtype=torch.float64)
    for snapshot in run(config):
        theta = torch.tensor(snapshot.probes["parameters"][4:6], requires_grad=True)
        (grad,) = torch.autograd.grad(F.mse_loss(theta[0] * x + theta[1], y), theta)
        total += grad
        np.testing.assert_allclose(snapshot.probes["parameters"][6:], total, rtol=1e-10)
        assert snapshot.metrics["gradient_without"] == pytest.approx(total.norm().item())


def test_with_zero_grad_it_settles_and_without_it_does_not() -> None:
    config = LoopMistake(steps=300)
    found = [snapshot.metrics for snapshot in run(config)]
    assert found[-1]["gradient_with"] < 1e-3
    tail = [each["loss_without"] for each in found[-60:]]
    assert max(tail) > 0.3 * found[0]["loss_without"]


def test_it_goes_on_from_a_checkpoint_and_replays() -> None:
    config = LoopMistake(steps=10)
    whole = list(run(config, probes=("paths",)))
    again = list(run(config, whole[4].checkpoint, probes=("paths",)))
    assert [each.metrics for each in again] == [each.metrics for each in whole[5:]]
    trace = np.stack([each.probes["parameters"] for each in whole])
    np.testing.assert_array_equal(replay(config, trace, ["paths"])["paths"], [each.probes["paths"] for each in whole])


def test_fresh_points_find_the_settled_line_better() -> None:
    config = LoopMistake()
    found = examine(config, list(run(config))[-1].probes["parameters"])
    assert found["fresh_loss_with"] < 0.06 < found["fresh_loss_without"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("in_place", "modified by an inplace operation"),
        ("leaf_in_place", "a leaf Variable that requires grad is being used in an in-place operation"),
        ("all_detached", "does not require grad and does not have a grad_fn"),
        ("half_detached", "w.grad = 2.0"),
        ("backward_twice", "backward through the graph a second time"),
        ("not_a_number", "grad can be implicitly created only for scalar outputs"),
        ("not_a_leaf", "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed"),
    ],
)
def test_pytorch_says_what_it_says_every_time(code: str, said: str) -> None:
    heard = saying(code)
    assert said in heard
    assert "Triggered internally" not in heard
    assert saying(code) == heard


def test_every_pitfall_is_heard_in_the_scene() -> None:
    assert dict(scene(LoopMistake()).sayings).keys() == PITFALLS.keys()
