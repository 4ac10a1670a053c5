"""Attributions, held to closed forms, and the check with random weights."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy.stats import spearmanr
from torch import Tensor, nn

from dlcore.attributions import METHODS, attribute, completeness, randomised, similarity

SIDE = 8


def linear() -> tuple[nn.Sequential, Tensor]:
    generator = torch.Generator().manual_seed(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(SIDE * SIDE, 3)).double()
    with torch.no_grad():
        for value in model.parameters():
            value.copy_(torch.rand(value.shape, generator=generator, dtype=value.dtype) - 0.5)
    return model, torch.rand((1, 1, SIDE, SIDE), generator=generator, dtype=torch.float64)


def deep() -> tuple[nn.Module, Tensor]:
    model = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 5, 2), nn.ReLU(), nn.Flatten(), nn.Linear(20, 3)
    ).double()
    _linear, image = linear()
    return randomised(model, 1), image


def found(model: nn.Module, image: Tensor, target: int, method: str) -> np.ndarray:
    result = attribute(model, image, target, method)
    assert result is not None
    return result


def test_a_linear_model_is_explained_by_its_weights():
    model, image = linear()
    weight = next(model.parameters()).detach()[2].view(SIDE, SIDE).numpy()
    np.testing.assert_allclose(found(model, image, 2, "saliency"), np.abs(weight), atol=1e-12)
    np.testing.assert_allclose(found(model, image, 2, "integrated_gradients"), weight * image[0, 0].numpy(), atol=1e-9)
    assert attribute(model, image, 2, "grad_cam") is None


def test_saliency_is_the_gradients_size_by_finite_differences():
    model, image = deep()
    saliency, step = found(model, image, 1, "saliency"), 1e-6
    for row, column in ((0, 0), (3, 4), (7, 7)):
        nudged = image.clone()
        nudged[0, 0, row, column] += step
        with torch.inference_mode():
            slope = (model(nudged)[0, 1] - model(image)[0, 1]) / step
        assert saliency[row, column] == pytest.approx(abs(float(slope)), abs=1e-5)


def test_occlusion_is_the_mean_fall_of_the_logit_under_every_patch_that_covers_a_pixel():
    model, image = deep()
    patch, falls, times = 2, np.zeros((SIDE, SIDE)), np.zeros((SIDE, SIDE))
    with torch.inference_mode():
        whole = model(image)[0, 0]
        for top in range(SIDE - patch + 1):
            for left in range(SIDE - patch + 1):
                covered = image.clone()
                covered[0, 0, top : top + patch, left : left + patch] = 0
                falls[top : top + patch, left : left + patch] += float(whole - model(covered)[0, 0])
                times[top : top + patch, left : left + patch] += 1
    np.testing.assert_allclose(found(model, image, 0, "occlusion"), falls / times, atol=1e-6)


def test_grad_cam_weights_the_last_maps_by_their_mean_gradients():
    model, image = deep()
    assert isinstance(model, nn.Sequential)
    maps = model[:4](image)
    maps.retain_grad()
    model[4:](maps)[0, 2].backward()
    assert maps.grad is not None
    weighted = (maps.grad.mean((2, 3), keepdim=True) * maps).sum(1, keepdim=True).relu()
    wanted = F.interpolate(weighted, (SIDE, SIDE), mode="bilinear")[0, 0].detach().numpy()
    np.testing.assert_allclose(found(model, image, 2, "grad_cam"), wanted, atol=1e-12)


def test_integrated_gradients_are_complete_and_other_methods_are_not():
    model, image = deep()
    for target in range(3):
        sums = completeness(model, image, target, found(model, image, target, "integrated_gradients"))
        assert sums.total == pytest.approx(sums.difference, abs=0.01 * max(1, abs(sums.difference)))
    sums = completeness(model, image, 0, found(model, image, 0, "saliency"))
    assert abs(sums.total - sums.difference) > 0.1


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="saliency"):
        attribute(*linear(), 0, "magic")


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


@pytest.mark.parametrize("method", METHODS)
def test_looking_changes_no_weight_and_no_image(method: str):
    model, image = deep()
    before, seen = [value.clone() for value in model.parameters()], image.clone()
    attribute(model, image, 0, method)
    assert all(map(torch.equal, before, model.parameters()))
    assert torch.equal(seen, image)


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
