"""The article's mistake: the shown error is the one that PyTorch raises now."""

import numpy as np
import pytest
import torch
from torch import nn

from dlcore.experiments.logistic_regression import Mistake, run, scene

X = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
Y = torch.tensor([[0.0], [0.0], [1.0], [1.0]])


def raised_now(seed, lr=0.01, epochs=1000):
    """Run the mistake as a learner would type it, with the global seed."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for epoch in range(epochs):
        try:
            loss = nn.BCELoss()(model(X), Y)
        except RuntimeError as error:
            return epoch, str(error)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return None


@pytest.mark.parametrize("seed", range(5))
def test_the_shown_error_is_the_one_pytorch_raises_now(seed):
    story = scene(Mistake(seed=seed))
    assert (story.epoch, story.error) == raised_now(seed)
    assert story.kind == "RuntimeError"
    assert not all(0 <= output <= 1 for output in story.outputs)
    assert story.version == torch.__version__


def test_a_program_that_gets_through_says_nothing():
    story = scene(Mistake(epochs=10))
    assert (story.error, story.epoch) == ("", -1)


@pytest.mark.parametrize("name", ["with_logits", "sigmoid"])
def test_a_repair_arrives_where_pytorch_does(name):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _epoch in range(100):
        z = model(X)
        loss = nn.BCEWithLogitsLoss()(z, Y) if name == "with_logits" else nn.BCELoss()(torch.sigmoid(z), Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    last = list(run(Mistake(epochs=100), probes=("losses",)))[-1]
    at = 2 if name == "with_logits" else 4
    assert last.probes["parameters"][at : at + 2] == pytest.approx([model.weight.item(), model.bias.item()], abs=1e-6)
    assert np.isnan(last.probes["losses"][0])


def test_the_stopped_model_stays_where_it_was():
    shown = list(run(Mistake(epochs=80), probes=("losses", "outputs")))
    story = scene(Mistake(epochs=80))
    for each in shown:
        assert each.metrics["programs"] == (3 if each.step <= story.epoch else 2)
        assert np.isnan(each.probes["losses"][0]) == (each.step >= story.epoch)
    assert shown[-1].probes["outputs"] == pytest.approx(story.outputs, abs=1e-6)


def test_only_one_repair_survives_a_logit_of_two_hundred():
    up, down, *_more = scene(Mistake()).extremes
    assert (up.logit, down.logit) == (200, -200)
    for each, direction in ((up, 1), (down, -1)):
        assert each.losses[0] == 200 and each.gradients[0] == direction
        assert each.losses[1] < 200 and each.gradients[1] == 0


def test_from_a_checkpoint_it_goes_on_bit_for_bit():
    config = Mistake(epochs=120)
    whole = list(run(config, probes=()))
    middle = whole[len(whole) // 2]
    rest = list(run(config, middle.checkpoint, probes=()))
    assert [each.metrics for each in rest] == [each.metrics for each in whole[len(whole) // 2 + 1 :]]
