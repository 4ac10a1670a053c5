"""Losses on a network's raw outputs: the value to read, and the gradient that starts back-propagation.

Raw outputs `z` and targets `y` are (networks, outputs, examples). A single output of a classifier is a logit of class 1
(`y` is 0 or 1); several outputs are logits of as many classes (`y` is one-hot). Regression has one output and no logit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import logsigmoid

from dlcore.models.activations import logistic


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss, averaged over examples (and, for squared errors, over outputs).

    ``gradient(z, y, d)`` fills `d` with ∂loss/∂z; ``value(z, y)`` is (networks,).
    """

    gradient: Callable[[Tensor, Tensor, Tensor], object]
    value: Callable[[Tensor, Tensor], Tensor]


def _softmax_mse_gradient(z: Tensor, y: Tensor, d: Tensor) -> None:
    """2/(n C) · p ⊙ (e − Σ p e), with e = p − y: the squared error through the softmax's Jacobian."""
    p = torch.softmax(z, 1)
    e = p - y
    torch.mul(p, e - (p * e).sum(1, keepdim=True), out=d)
    d.mul_(2 / z[0].numel())


def _sigmoid_mse_gradient(z: Tensor, y: Tensor, d: Tensor) -> None:
    p = torch.sigmoid(z)
    torch.mul(p - y, p * (1 - p), out=d)
    d.mul_(2 / z.shape[2])


LOSSES: dict[str, Loss] = {
    "binary_cross_entropy": Loss(
        lambda z, y, d: torch.sigmoid(z, out=d).sub_(y).mul_(1 / z.shape[2]),
        lambda z, y: -logsigmoid((2 * y - 1) * z).mean((1, 2)),  # ln p where y is 1, ln(1 − p) where it is 0
    ),
    "cross_entropy": Loss(
        lambda z, y, d: torch.softmax(z, 1, out=d).sub_(y).mul_(1 / z.shape[2]),
        lambda z, y: (torch.logsumexp(z, 1) - (z * y).sum(1)).mean(1),
    ),
    "sigmoid_mse": Loss(_sigmoid_mse_gradient, lambda z, y: (logistic(z) - y).square().mean((1, 2))),
    "softmax_mse": Loss(_softmax_mse_gradient, lambda z, y: (torch.softmax(z, 1) - y).square().mean((1, 2))),
    "mse": Loss(
        lambda z, y, d: torch.sub(z, y, out=d).mul_(2 / z[0].numel()),
        lambda z, y: (z - y).square().mean((1, 2)),
    ),
    "mae": Loss(
        lambda z, y, d: torch.sub(z, y, out=d).sign_().div_(z[0].numel()),
        lambda z, y: (z - y).abs().mean((1, 2)),
    ),
}


def huber(delta: float) -> Loss:
    """Squared where an error is at most `delta`, straight beyond, as ``nn.HuberLoss``; its gradient is clipped."""

    def value(z: Tensor, y: Tensor) -> Tensor:
        e = (z - y).abs()
        return torch.where(e <= delta, e.square() / 2, delta * (e - delta / 2)).mean((1, 2))

    return Loss(lambda z, y, d: torch.sub(z, y, out=d).clamp_(-delta, delta).div_(z[0].numel()), value)
