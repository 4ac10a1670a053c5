"""The five methods, held to closed forms and to brute force."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dlcore.attributions import METHODS, Options, attribute, attribute_all
from tests.dlcore.attributions.networks import SIDE, deep, linear


def found(model: nn.Module, image: Tensor, target: int, method: str, options: Options | None = None) -> np.ndarray:
    result = attribute(model, image, target, method, options)
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


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="saliency"):
        attribute(*linear(), 0, "magic")


@pytest.mark.parametrize("method", METHODS)
def test_looking_changes_no_weight_and_no_image(method: str):
    model, image = deep()
    before, seen = [value.clone() for value in model.parameters()], image.clone()
    attribute(model, image, 0, method)
    assert all(map(torch.equal, before, model.parameters()))
    assert torch.equal(seen, image)


def test_smooth_grad_is_the_size_of_the_mean_slope_over_the_same_noise():
    model, image = deep()
    options = Options(noise=0.3, samples=5, seed=7)
    width = 0.3 * (image.max() - image.min())
    generator = torch.Generator().manual_seed(7)
    noise = torch.randn((5, *image.shape), generator=generator, dtype=torch.float64)
    total = torch.zeros_like(image)
    for each in noise:
        noisy = (image + width * each).requires_grad_()
        total += torch.autograd.grad(model(noisy)[0, 1], noisy)[0]
    smooth = found(model, image, 1, "smooth_grad", options)
    np.testing.assert_allclose(smooth, (total / 5).abs()[0, 0].numpy(), atol=1e-12)
    still = found(model, image, 1, "smooth_grad", Options(noise=0.0, samples=3))
    np.testing.assert_allclose(still, found(model, image, 1, "saliency"), atol=1e-12)


@pytest.mark.parametrize("baseline", [0.0, 0.6])
def test_integrated_gradients_are_the_slopes_on_the_way_added_up(baseline: float):
    model, image = deep()
    fine, total = 4000, torch.zeros_like(image)
    for k in range(fine):
        point = (baseline + (k + 0.5) / fine * (image - baseline)).requires_grad_()
        total += torch.autograd.grad(model(point)[0, 2], point)[0]
    wanted = ((image - baseline) * total / fine)[0, 0].numpy()
    options = Options(points=500, baseline=baseline)
    np.testing.assert_allclose(found(model, image, 2, "integrated_gradients", options), wanted, atol=2e-3)


@pytest.mark.parametrize("method", METHODS)
def test_many_images_at_once_are_explained_as_each_alone(method: str):
    model, image = deep()
    images, targets = torch.cat([image, image.flip(3), 1 - image]), torch.tensor([0, 2, 1])
    options = Options(noise=0.0)
    together = attribute_all(model, images, targets, method, options)
    assert together is not None
    for one, target, each in zip(images, targets, together, strict=True):
        alone = found(model, one[None], int(target), method, options)
        np.testing.assert_allclose(each.numpy(), alone, atol=1e-9)
