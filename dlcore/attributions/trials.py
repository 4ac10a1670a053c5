"""What an attribution has to stand: adding up, depending on the weights, naming what the answer falls with."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

ROUNDING = 9  # decimals, of a map whose strongest pixel is 1


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


def completeness(
    model: nn.Module, image: Tensor, target: int, attribution: np.ndarray, baseline: float = 0.0
) -> Completeness:
    """Compare the sum of integrated gradients with what the logit gains from the baseline to this image."""
    with torch.inference_mode():
        gained = model(image)[0, target] - model(torch.full_like(image, baseline))[0, target]
    return Completeness(float(attribution.sum()), float(gained))


def randomised(model: nn.Module, seed: int, layers: int | None = None, *, alone: bool = False) -> nn.Module:
    """Copy a model and draw the weights of its last `layers` layers anew, all of them where None.

    With `alone`, only those of the one that is that many layers from the end, and the others are kept.

    A picture that hardly changes then shows the image, not what the model has learned (Adebayo et al. 2018,
    arXiv:1810.03292). Weights and biases are drawn as PyTorch's layers do, from a generator of their own.
    """
    other, generator = copy.deepcopy(model), torch.Generator().manual_seed(seed)
    owners = [each for each in other.modules() if isinstance(each, (nn.Conv2d, nn.Linear))]
    chosen = owners[::-1][(layers or 1) - 1 : layers] if alone else owners[::-1][:layers]
    with torch.no_grad():
        for owner in chosen:
            bound = owner.weight[0].numel() ** -0.5
            owner.weight.uniform_(-bound, bound, generator=generator)
            if owner.bias is not None:
                owner.bias.uniform_(-bound, bound, generator=generator)
    return other


def similarity(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's rank correlation of two attributions, from -1 to 1, over the pixels where either is not 0.

    It is 0 where one of them is constant there. What differs only beyond :data:`ROUNDING` decimals of the strongest
    pixel counts as equal, or rounding errors in an empty border would have ranks.
    """
    first, second = (np.round(each / (np.abs(each).max() or 1), ROUNDING) for each in (first, second))
    chosen = (first != 0) | (second != 0)
    ranks = np.stack([_ranks(each[chosen]) for each in (first, second)])
    if not chosen.any() or ranks.std(axis=1).min() == 0:
        return 0.0
    return float(np.corrcoef(ranks)[0, 1])


def deletion(
    model: nn.Module, image: Tensor, target: int, order: np.ndarray, parts: int, baseline: float = 0.0
) -> np.ndarray:
    """Set pixels to the baseline, in `parts` equal portions, and watch the logit (Samek et al. 2017, arXiv:1509.06321).

    Parameters
    ----------
    image
        (1, 1, height, width).
    order
        Indices into the flattened image: which pixels, the first ones first.

    Returns
    -------
    logits
        (parts + 1,) float64, from the whole image to the one without all of those pixels.
    """
    stages = image.repeat(parts + 1, 1, 1, 1).flatten(1)
    for k in range(1, parts + 1):
        stages[k, torch.from_numpy(order[: round(k * len(order) / parts)])] = baseline
    with torch.inference_mode():
        return model(stages.view(-1, *image.shape[1:]))[:, target].double().numpy()


def share_inside(attribution: np.ndarray, inside: np.ndarray) -> float:
    """Say which share of an attribution's size lies where `inside`, of the same shape, is true; 0 where all is 0."""
    size = np.abs(attribution)
    return float(size[inside].sum() / size.sum()) if size.any() else 0.0


def hottest_window(attribution: np.ndarray, side: int) -> tuple[int, int]:
    """Find the square of `side` pixels with the largest sum of sizes: its first row and column, the first if several.

    It is computed from running sums, in the time of a few passes over the picture.
    """
    sums = np.pad(np.abs(attribution), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    held = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    top, left = np.unravel_index(held.argmax(), held.shape)
    return int(top), int(left)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Rank numbers from 0, equal ones by the mean of their places."""
    _values, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[where]
