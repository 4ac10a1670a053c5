"""What an attribution has to stand, against brute force."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.stats import spearmanr
from torch import nn

from dlcore.attributions import (
    attribute,
    completeness,
    deletion,
    hottest_window,
    randomised,
    share_inside,
    similarity,
)
from tests.dlcore.attributions.networks import deep


def test_integrated_gradients_are_complete_and_other_methods_are_not():
    model, image = deep()
    for target in range(3):
        integrated = attribute(model, image, target, "integrated_gradients")
        assert integrated is not None
        sums = completeness(model, image, target, integrated)
        assert sums.total == pytest.approx(sums.difference, abs=0.01 * max(1, abs(sums.difference)))
    saliency = attribute(model, image, 0, "saliency")
    assert saliency is not None
    sums = completeness(model, image, 0, saliency)
    assert abs(sums.total - sums.difference) > 0.1


def test_random_weights_leave_the_model_and_its_first_layers_alone():
    model, _image = deep()
    before = [value.clone() for value in model.parameters()]
    for layers, changed in ((1, 2), (2, 4), (None, 6)):
        other = randomised(model, 3, layers)
        kept = [torch.equal(a, b) for a, b in zip(before, other.parameters(), strict=True)]
        assert kept == [True] * (6 - changed) + [False] * changed
        again = randomised(model, 3, layers)
        assert all(map(torch.equal, other.parameters(), again.parameters()))
    assert all(map(torch.equal, before, model.parameters()))


def test_similarity_is_spearmans():
    rng = np.random.default_rng(0)
    first, second = rng.integers(1, 6, (6, 6)).astype(float), rng.integers(-6, 0, (6, 6)).astype(float)
    wanted, _chance = spearmanr(first.ravel(), second.ravel())
    assert similarity(first, second) == pytest.approx(wanted)
    assert similarity(first, first) == pytest.approx(1)
    assert similarity(first, -first) == pytest.approx(-1)
    assert similarity(first, np.ones((6, 6))) == 0
    assert similarity(np.zeros((6, 6)), np.zeros((6, 6))) == 0


def test_pixels_that_are_zero_in_both_do_not_count():
    first, second = np.zeros((9, 9)), np.zeros((9, 9))
    first[:2, :3], second[:2, :3] = [[1, 2, 3], [4, 5, 6]], [[6, 5, 4], [3, 2, 1]]
    assert similarity(first, second) == pytest.approx(-1)


def test_rounding_errors_in_an_empty_border_have_no_ranks():
    rng = np.random.default_rng(1)
    first, second = np.zeros((9, 9)), np.zeros((9, 9))
    first[3:6, 3:6], second[3:6, 3:6] = rng.random((3, 3)), rng.random((3, 3))
    noise = 1e-15 * rng.standard_normal((9, 9))
    assert similarity(first + noise, second) == similarity(first, second)


def test_one_layer_alone_can_be_drawn_anew():
    model, _image = deep()
    owners = [each for each in model.modules() if isinstance(each, (nn.Conv2d, nn.Linear))]
    for layers in (1, 2, 3):
        other = [each for each in randomised(model, 3, layers, alone=True).modules()
                 if isinstance(each, (nn.Conv2d, nn.Linear))]  # fmt: skip
        kept = [torch.equal(a.weight, b.weight) for a, b in zip(owners, other, strict=True)]
        assert kept == [i != 3 - layers for i in range(3)]


def test_deletion_sets_one_portion_after_another_to_the_baseline():
    model, image = deep()
    order = np.random.default_rng(0).permutation(64)[:10]
    logits = deletion(model, image, 1, order, 5, baseline=0.3)
    changed = image.clone()
    with torch.inference_mode():
        for k in range(6):
            changed.view(-1)[torch.from_numpy(order[: 2 * k])] = 0.3
            assert logits[k] == pytest.approx(float(model(changed)[0, 1]), abs=1e-12)


@pytest.mark.parametrize("side", [1, 3, 9])
def test_the_hottest_window_is_that_of_brute_force(side: int):
    values = np.random.default_rng(side).standard_normal((9, 9))
    sums = {
        (top, left): np.abs(values[top : top + side, left : left + side]).sum()
        for top in range(10 - side)
        for left in range(10 - side)
    }
    assert hottest_window(values, side) == max(sums, key=sums.__getitem__)


def test_the_share_inside_counts_sizes_of_both_signs():
    values, inside = np.array([[1.0, -3.0], [4.0, 0.0]]), np.array([[False, True], [False, True]])
    assert share_inside(values, inside) == pytest.approx(3 / 8)
    assert share_inside(np.zeros((2, 2)), inside) == 0
