"""What a trained network looked at. Loads without torch; a worker calls it (``jobs.ask(explain, …)``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .config import Network
from .looking import network

METHODS = ("saliency", "occlusion", "integrated_gradients", "grad_cam")
SEED = 0  # of the weights that are drawn anew for the check


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """One image, explained.

    Attributes
    ----------
    answer
        The digit with the highest logit.
    target
        The digit whose logit is explained.
    maps
        Method -> (side, side). Grad-CAM is missing where the network has no convolution.
    checks
        Method -> the same after weights were drawn anew.
    alike
        Method -> rank correlation of the two.
    total, difference
        Sum of the integrated gradients, and what the logit gains over that of a black image.
    """

    answer: int
    target: int
    maps: Mapping[str, np.ndarray]
    checks: Mapping[str, np.ndarray]
    alike: Mapping[str, float]
    total: float
    difference: float


def explain(
    config: Network, parameters: np.ndarray, image: np.ndarray, target: int | None = None, layers: int | None = None
) -> Explained:
    """Explain the logit of one digit, or of the answer where `target` is None, for an image (side, side).

    For the check, the weights of the last `layers` convolutions and dense layers are drawn anew; of all where None.
    """
    import torch

    from dlcore import attributions

    model = network(config, parameters)
    x = torch.from_numpy(np.asarray(image, dtype=np.float64))[None, None]
    with torch.inference_mode():
        answer = int(model(x)[0].argmax())
    target = answer if target is None else target
    chance = attributions.randomised(model, SEED, layers)
    maps, checks = (
        {method: found for method in METHODS if (found := attributions.attribute(each, x, target, method)) is not None}
        for each in (model, chance)
    )
    alike = {method: attributions.similarity(maps[method], checks[method]) for method in maps}
    sums = attributions.completeness(model, x, target, maps["integrated_gradients"])
    return Explained(answer, target, maps, checks, alike, sums.total, sums.difference)
