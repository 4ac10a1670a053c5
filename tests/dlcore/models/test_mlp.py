"""First parameters: the distributions they claim, drawn from the generator they are given and no other."""

import math

import pytest
import torch

from dlcore.models.mlp import initial_parameters


def draw(init, seed=0, sizes=(20, 300, 1)):
    return initial_parameters(sizes, init, torch.Generator().manual_seed(seed))


def test_default_has_the_bounds_of_nn_linear():
    reference = torch.cat([p.detach().flatten() for p in torch.nn.Linear(20, 300).parameters()])
    ours = draw("default")[: 21 * 300]
    bound = 1 / math.sqrt(20)
    assert reference.abs().max() <= bound and ours.abs().max() <= bound
    assert ours.std() == pytest.approx(bound / math.sqrt(3), rel=0.02)


@pytest.mark.parametrize(("init", "std"), [("xavier", math.sqrt(2 / 320)), ("he", math.sqrt(2 / 20)), ("large", 3.0)])
def test_standard_deviation_and_zero_biases(init, std):
    units = draw(init)[: 21 * 300].view(300, 21)
    assert units[:, :20].std() == pytest.approx(std, rel=0.05)
    assert units[:, 20].abs().max() == 0


def test_zeros():
    assert draw("zeros").abs().max() == 0


def test_only_the_given_generator_is_used():
    before = torch.random.get_rng_state()
    first, again, other = draw("he", 1), draw("he", 1), draw("he", 2)
    assert torch.equal(first, again) and not torch.equal(first, other)
    assert torch.equal(torch.random.get_rng_state(), before)


def test_unknown_init_is_refused():
    with pytest.raises(ValueError, match="unknown init 'best'"):
        draw("best")
