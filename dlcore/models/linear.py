"""Models that are linear in their weights, and their exact least-squares fit: polynomials and random features."""

from __future__ import annotations

import torch
from torch import Tensor


def legendre(x: Tensor, degree: int) -> Tensor:
    """Evaluate the Legendre polynomials of degree 0 … `degree` at x (…, n): (…, n, degree + 1).

    They span the same functions as 1, x, x², …, but hardly overlap on [-1, 1], so that a fit loses no digits.
    """
    P = [torch.ones_like(x), x]
    for k in range(1, degree):
        P.append(((2 * k + 1) * x * P[k] - k * P[k - 1]) / (k + 1))  # Bonnet's recursion
    return torch.stack(P[: degree + 1], -1)


def relu_features(x: Tensor, directions: Tensor) -> Tensor:
    """Feed x (…, n, in) to one layer of random, never trained ReLU units with weights (in, units): (…, n, units)."""
    return torch.relu(x @ directions)


def ridge(features: Tensor, y: Tensor, weight_decay: float = 0.0) -> Tensor:
    """Minimise ‖features · w − y‖²/n + weight_decay · ‖w‖² exactly.

    With ``weight_decay=0`` and more than one minimum, it is the shortest w, where gradient descent from zero ends, too.

    Parameters
    ----------
    features, y
        (…, n, features) and (…, n).

    Returns
    -------
    w
        (…, features).
    """
    U, s, Vh = torch.linalg.svd(features, full_matrices=False)
    least = (
        torch.finfo(y.dtype).eps * max(features.shape[-2:]) * s[..., :1]
    )  # below it, a singular value is rounding error
    inverse = torch.where(s > least, s / (s.square() + weight_decay * y.shape[-1]), 0.0)
    return (Vh.mT @ (inverse[..., None] * (U.mT @ y[..., None])))[..., 0]
