"""Which pixels an answer hangs on: four methods of Captum, and the check that every such picture must pass.

Works on any ``nn.Module`` that takes images (n, channels, height, width) and gives logits (n, classes).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from captum.attr import IntegratedGradients, LayerAttribution, LayerGradCam, Occlusion, Saliency
from torch import Tensor, nn

METHODS = ("saliency", "occlusion", "integrated_gradients", "grad_cam")
STEPS = 64  # points of the integral
PATCHES = 64  # occluded images in one forward pass


@dataclass(frozen=True, slots=True, eq=False)
class Completeness:
    """Whether integrated gradients add up, as they must (Sundararajan, Taly and Yan 2017, arXiv:1703.01365).

    Attributes
    ----------
    total
        Sum of all pixels' attributions.
    difference
        The logit of the image minus that of the baseline; in theory the same number.
    """

    total: float
    difference: float


def attribute(model: nn.Module, image: Tensor, target: int, method: str) -> np.ndarray | None:
    """Say how much each pixel contributes to one logit.

    Parameters
    ----------
    model
        In evaluation mode; its parameters are left alone.
    image
        (1, channels, height, width).
    target
        The class whose logit is explained.
    method
        ``"saliency"``: the gradient's size (Simonyan, Vedaldi and Zisserman 2014). ``"occlusion"``: how much the logit
        falls when a patch of the baseline is laid over (Zeiler and Fergus 2014). ``"integrated_gradients"``: the
        gradients on the straight way from the baseline, added up. ``"grad_cam"``: the last convolution's maps, each
        weighted by its mean gradient, negative sums cut off (Selvaraju et al. 2017). The baseline is black.

    Returns
    -------
    attribution
        (height, width) float64, summed over the channels; None for Grad-CAM where there is no convolution.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}; known: {', '.join(METHODS)}")
    makers: dict[str, Callable[[nn.Module, Tensor, int], Tensor | None]] = {
        "saliency": _saliency,
        "occlusion": _occlusion,
        "integrated_gradients": _integrated,
        "grad_cam": _grad_cam,
    }
    found = makers[method](model, image.detach().clone(), target)
    return None if found is None else found.detach()[0].sum(0).double().numpy()


def completeness(model: nn.Module, image: Tensor, target: int, attribution: np.ndarray) -> Completeness:
    """Compare the sum of integrated gradients with what the logit gains from the black image to this one."""
    with torch.inference_mode():
        gained = model(image)[0, target] - model(torch.zeros_like(image))[0, target]
    return Completeness(float(attribution.sum()), float(gained))


def randomised(model: nn.Module, seed: int, layers: int | None = None) -> nn.Module:
    """Copy a model and draw the weights of its last `layers` layers anew, all of them where None.

    A picture that hardly changes then shows the image, not what the model has learned (Adebayo et al. 2018,
    arXiv:1810.03292). Weights and biases are drawn as PyTorch's layers do, from a generator of their own.
    """
    other, generator = copy.deepcopy(model), torch.Generator().manual_seed(seed)
    owners = [each for each in other.modules() if isinstance(each, (nn.Conv2d, nn.Linear))]
    with torch.no_grad():
        for owner in owners[::-1][:layers]:
            bound = owner.weight[0].numel() ** -0.5
            owner.weight.uniform_(-bound, bound, generator=generator)
            if owner.bias is not None:
                owner.bias.uniform_(-bound, bound, generator=generator)
    return other


def similarity(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's rank correlation of two attributions, from -1 to 1, over the pixels where either is not 0.

    It is 0 where one of them is constant there.
    """
    chosen = (first != 0) | (second != 0)
    ranks = np.stack([_ranks(each[chosen]) for each in (first, second)])
    if not chosen.any() or ranks.std(axis=1).min() == 0:
        return 0.0
    return float(np.corrcoef(ranks)[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    """Rank numbers from 0, equal ones by the mean of their places."""
    _values, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[where]


def _saliency(model: nn.Module, image: Tensor, target: int) -> Tensor:
    return Saliency(model).attribute(image.requires_grad_(), target=target, abs=True)


def _integrated(model: nn.Module, image: Tensor, target: int) -> Tensor:
    found = IntegratedGradients(model).attribute(image, target=target, n_steps=STEPS, internal_batch_size=STEPS)
    assert isinstance(found, Tensor)
    return found


def _occlusion(model: nn.Module, image: Tensor, target: int) -> Tensor:
    channels, side = image.shape[1], image.shape[-1]
    patch, stride = max(2, side // 6), max(1, side // 14)
    return Occlusion(model).attribute(
        image, sliding_window_shapes=(channels, patch, patch), strides=(channels, stride, stride), target=target,
        perturbations_per_eval=PATCHES,
    )  # fmt: skip


def _grad_cam(model: nn.Module, image: Tensor, target: int) -> Tensor | None:
    convolutions = [each for each in model.modules() if isinstance(each, nn.Conv2d)]
    if not convolutions:
        return None
    cam = LayerGradCam(model, convolutions[-1]).attribute(image, target=target, relu_attributions=True)
    assert isinstance(cam, Tensor)
    return LayerAttribution.interpolate(cam, (image.shape[-2], image.shape[-1]), "bilinear")
