"""Activation functions, and what each lets back of a gradient.

Both directions write into buffers they are handed, because a small network spends more time asking for memory than
computing. The backward direction uses PyTorch's own derivative kernels; the formula stands beside each.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

LEAK = 0.01  # torch.nn.LeakyReLU's default negative_slope
WORTH_FOUR_CALLS = 1000  # elements

aten = torch.ops.aten


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation function f; all tensors of a call have one shape.

    ``value(z)`` is f(z), bit for bit the same in whatever company an element is computed. ``forward(z, a)`` fills `a`
    with it, by the fastest way for the tensor's size. ``backward(d, z, a)`` turns `d` = ∂loss/∂a into
    ∂loss/∂z = d ⊙ f′(z), from `z` or from `a` = f(z), whichever is cheaper.
    """

    value: Callable[[Tensor], Tensor]
    forward: Callable[[Tensor, Tensor], object]
    backward: Callable[[Tensor, Tensor, Tensor], object]


def logistic(z: Tensor) -> Tensor:
    """1 / (1 + e⁻ᶻ): ``torch.sigmoid``, but for its last bit, which there depends on an element's place in memory."""
    return torch.reciprocal(1 + torch.exp(-z))


def _gelu(z: Tensor) -> Tensor:
    """z Φ(z): ``torch.nn.functional.gelu``, again but for the last bit."""
    return 0.5 * z * (1 + torch.erf(z / math.sqrt(2)))


def _leaky_relu(z: Tensor) -> Tensor:
    return torch.maximum(z, LEAK * z)


def _tanh(z: Tensor, a: Tensor) -> None:
    """tanh z = 2σ(2z) − 1: four calls for one, but PyTorch's sigmoid is vectorised in float64 and its tanh is not."""
    if z.numel() < WORTH_FOUR_CALLS:
        torch.tanh(z, out=a)
    else:
        torch.mul(z, 2.0, out=a)
        a.sigmoid_().mul_(2.0).sub_(1.0)


ACTIVATIONS: dict[str, Activation] = {
    "identity": Activation(
        torch.clone,
        lambda z, a: a.copy_(z),
        lambda d, z, a: d,  # f′ = 1
    ),
    "relu": Activation(
        torch.relu,
        lambda z, a: torch.clamp_min(z, 0, out=a),
        lambda d, z, a: aten.threshold_backward.grad_input(d, a, 0, grad_input=d),  # f′ = 1 where z > 0, else 0
    ),
    "leaky_relu": Activation(
        _leaky_relu,
        lambda z, a: a.copy_(_leaky_relu(z)),
        lambda d, z, a: aten.leaky_relu_backward.grad_input(d, z, LEAK, False, grad_input=d),  # f′ = 1 or LEAK
    ),
    "tanh": Activation(
        torch.tanh,
        _tanh,
        lambda d, z, a: aten.tanh_backward.grad_input(d, a, grad_input=d),  # f′ = 1 − a²
    ),
    "sigmoid": Activation(
        logistic,
        lambda z, a: torch.sigmoid(z, out=a),
        lambda d, z, a: aten.sigmoid_backward.grad_input(d, a, grad_input=d),  # f′ = a (1 − a)
    ),
    "gelu": Activation(
        _gelu,
        lambda z, a: a.copy_(torch.nn.functional.gelu(z)),
        lambda d, z, a: aten.gelu_backward.grad_input(d, z, grad_input=d),  # f′ = Φ(z) + z φ(z)
    ),
    "sine": Activation(
        torch.sin,
        lambda z, a: torch.sin(z, out=a),
        lambda d, z, a: d.mul_(torch.cos(z)),  # f′ = cos z
    ),
}
