"""Which pixels an answer hangs on: five methods, with Captum.

Works on any ``nn.Module`` that takes images (n, channels, height, width) and gives logits (n, classes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from captum.attr import IntegratedGradients, LayerAttribution, LayerGradCam, Occlusion, Saliency
from torch import Tensor, nn

METHODS = ("occlusion", "saliency", "smooth_grad", "integrated_gradients", "grad_cam")
CHUNK = 64  # images in one pass; more do not fit the processor's cache


@dataclass(frozen=True, slots=True)
class Options:
    """How the methods are set.

    Attributes
    ----------
    points
        Of the integral that integrated gradients take (Gauss–Legendre).
    baseline
        Grey value that stands for "nothing there": where integrated gradients start, and what occlusion lays over.
    noise, samples, seed
        SmoothGrad's Gaussian noise as a share of the image's range, how many noisy copies, and what draws them.
    """

    points: int = 64
    baseline: float = 0.0
    noise: float = 0.15
    samples: int = 32
    seed: int = 0


def attribute(
    model: nn.Module, image: Tensor, target: int, method: str, options: Options | None = None
) -> np.ndarray | None:
    """Say how much each pixel of one image (1, channels, height, width) contributes to one logit.

    Returns (height, width) float64, summed over the channels; None for Grad-CAM where there is no convolution. See
    :func:`attribute_all` for the methods.
    """
    found = attribute_all(model, image, torch.tensor([target]), method, options)
    return None if found is None else found[0].double().numpy()


def attribute_all(
    model: nn.Module, images: Tensor, targets: Tensor, method: str, options: Options | None = None
) -> Tensor | None:
    """Say how much each pixel of each image contributes to the logit of its target.

    Parameters
    ----------
    model
        In evaluation mode; its parameters are left alone.
    images
        (n, channels, height, width).
    targets
        (n,) the classes whose logits are explained.
    method
        ``"saliency"``: the gradient's size (Simonyan, Vedaldi and Zisserman 2014, arXiv:1312.6034).
        ``"smooth_grad"``: the size of its mean over noisy copies of the image (Smilkov et al. 2017, arXiv:1706.03825).
        ``"occlusion"``: how much the logit falls when a patch of the baseline is laid over (Zeiler and Fergus 2014).
        ``"integrated_gradients"``: the gradients on the straight way from the baseline, added up (Sundararajan, Taly
        and Yan 2017, arXiv:1703.01365). ``"grad_cam"``: the last convolution's maps, each weighted by its mean
        gradient, negative sums cut off (Selvaraju et al. 2017, arXiv:1610.02391).

    Returns
    -------
    attribution
        (n, height, width), summed over the channels; None for Grad-CAM where there is no convolution.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}; known: {', '.join(METHODS)}")
    makers: dict[str, Callable[[nn.Module, Tensor, Tensor, Options], Tensor | None]] = {
        "saliency": _saliency,
        "smooth_grad": _smooth_grad,
        "occlusion": _occlusion,
        "integrated_gradients": _integrated,
        "grad_cam": _grad_cam,
    }
    found = makers[method](model, images.detach().clone(), targets, options or Options())
    return None if found is None else found.detach().sum(1)


def _saliency(model: nn.Module, images: Tensor, targets: Tensor, options: Options) -> Tensor:
    return Saliency(model).attribute(images.requires_grad_(), target=targets, abs=True)


def _smooth_grad(model: nn.Module, images: Tensor, targets: Tensor, options: Options) -> Tensor:
    generator = torch.Generator().manual_seed(options.seed)  # Captum's NoiseTunnel draws from the global one
    shape = (options.samples, *images.shape)
    width = options.noise * (images.amax((1, 2, 3), keepdim=True) - images.amin((1, 2, 3), keepdim=True))
    noisy = images + width * torch.randn(shape, generator=generator, dtype=images.dtype)
    slopes = [
        Saliency(model).attribute(part.requires_grad_(), target=wanted, abs=False)
        for part, wanted in zip(
            noisy.flatten(0, 1).split(CHUNK), targets.repeat(options.samples).split(CHUNK), strict=True
        )
    ]
    return torch.cat(slopes).view(shape).mean(0).abs()


def _integrated(model: nn.Module, images: Tensor, targets: Tensor, options: Options) -> Tensor:
    found = IntegratedGradients(model).attribute(
        images, baselines=options.baseline, target=targets, n_steps=options.points,
        internal_batch_size=max(CHUNK, len(images)),
    )  # fmt: skip
    assert isinstance(found, Tensor)
    return found


def _occlusion(model: nn.Module, images: Tensor, targets: Tensor, options: Options) -> Tensor:
    channels, side = images.shape[1], images.shape[-1]
    patch, stride = max(2, side // 6), max(1, side // 14)
    return Occlusion(model).attribute(
        images, sliding_window_shapes=(channels, patch, patch), strides=(channels, stride, stride), target=targets,
        baselines=options.baseline, perturbations_per_eval=max(1, CHUNK // len(images)),
    )  # fmt: skip


def _grad_cam(model: nn.Module, images: Tensor, targets: Tensor, options: Options) -> Tensor | None:
    convolutions = [each for each in model.modules() if isinstance(each, nn.Conv2d)]
    if not convolutions:
        return None
    cam = LayerGradCam(model, convolutions[-1]).attribute(images, target=targets, relu_attributions=True)
    assert isinstance(cam, Tensor)
    return LayerAttribution.interpolate(cam, (images.shape[-2], images.shape[-1]), "bilinear")
