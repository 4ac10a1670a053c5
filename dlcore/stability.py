"""Up to which learning rate gradient descent keeps its footing on a given curvature. Loads without torch."""

from __future__ import annotations

import math


def edge(optimizer: str, sharpness: float, momentum: float = 0.0) -> float:
    """Return the learning rate above which steps along the sharpest direction grow instead of shrink.

    On a quadratic with largest curvature λ the iteration is linear, and its spectral radius reaches 1 at 2/λ for plain
    gradient descent, 2 (1 + β)/λ with momentum β, and 2 (1 + β)/((1 + 2β) λ) with Nesterov's (as ``torch.optim.SGD``
    steps). The rules with a step for each parameter have no edge that depends on λ alone.

    Parameters
    ----------
    optimizer
        ``sgd``, ``momentum`` or ``nesterov``; others give NaN.
    sharpness
        λ, the Hessian's largest eigenvalue; where it is not positive, there is no edge: infinity.
    momentum
        β of the latter two.
    """
    if sharpness <= 0:
        return math.inf
    match optimizer:
        case "sgd":
            return 2 / sharpness
        case "momentum":
            return 2 * (1 + momentum) / sharpness
        case "nesterov":
            return 2 * (1 + momentum) / ((1 + 2 * momentum) * sharpness)
    return math.nan
