"""How a network's loss curves at a point: the exact Hessian of small networks, its eigenvalues, and gradient noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from dlcore.models.losses import Loss
from dlcore.stacked import StackedMLP, with_ones


def hessian(
    theta: Tensor, sizes: Sequence[int], activations: Sequence[str], loss: Loss, x: Tensor, y: Tensor
) -> Tensor:
    """Compute ∂²loss/∂θ² of one network, exactly, as that of so many equal networks side by side.

    Parameters
    ----------
    theta
        (parameters,), laid out as in :func:`dlcore.stacked.layers`.
    sizes, activations, loss
        As :class:`~dlcore.stacked.StackedMLP` takes them.
    x, y
        Inputs (1, in, examples) and targets (1, out, examples).

    Returns
    -------
    hessian
        (parameters, parameters), symmetric. The time grows with parameters² × examples.
    """

    with torch.enable_grad():
        copies = theta.detach().expand(len(theta), -1).clone().requires_grad_()
        net = StackedMLP(copies, sizes, activations, loss)
        value = loss.value(net.forward(x)[-1], y).sum()
        (gradients,) = torch.autograd.grad(value, copies, create_graph=True)
        # Copy i gives the gradient's entry i, whose own gradient is row i: one backward pass for all rows.
        (rows,) = torch.autograd.grad(gradients.diagonal().sum(), copies)
    return rows


def eigenvalues(matrix: Tensor) -> Tensor:
    """Return a symmetric matrix's eigenvalues, largest first: (n,); the first is the sharpness."""
    return torch.linalg.eigvalsh(matrix).flip(0)


@dataclass(frozen=True, slots=True)
class GradientNoise:
    """How the gradients of mini-batches scatter about the full one.

    Attributes
    ----------
    full
        (2,): the full gradient, in the plane that the arrows are drawn in. Its first axis is the full gradient's
        direction, its second the direction, at right angles to it, in which the mini-batch gradients scatter most.
    arrows
        (batches, 2): mini-batch gradients in the same plane.
    scale
        tr(Σ) / |g|², with Σ the covariance of one example's gradient: the batch size at which noise and signal are
        equally long (the "simple noise scale" of McCandlish et al. 2018).
    """

    full: Tensor
    arrows: Tensor
    scale: float


def gradient_noise(net: StackedMLP, x: Tensor, y: Tensor, batches: Tensor) -> GradientNoise:
    """Measure the gradient noise of one network.

    Parameters
    ----------
    net
        One network.
    x, y
        All training inputs (1, in, examples) and targets (1, out, examples).
    batches
        (batches, batch_size) int64: which examples each mini-batch holds.
    """
    each = per_example_gradients(net, x, y)
    full = each.mean(0)
    drawn = each[batches].mean(1)
    length = full.norm().clamp_min(1e-300)
    along = full / length
    aside = drawn - (drawn @ along)[:, None] * along
    across = torch.linalg.svd(aside - aside.mean(0), full_matrices=False)[2][0]
    across = across - (across @ along) * along
    across = across / across.norm().clamp_min(1e-300)
    plane = torch.stack([along, across], 1)
    variance = each.var(0).sum() if len(each) > 1 else each.new_zeros(())
    return GradientNoise(full @ plane, drawn @ plane, float(variance / length**2))


def per_example_gradients(net: StackedMLP, x: Tensor, y: Tensor) -> Tensor:
    """Gradient of each example's own loss: (examples, parameters). The examples become networks of one batch each."""
    examples = x.shape[2]
    copies = StackedMLP(net.theta.expand(examples, -1).contiguous(), net.sizes, [], net.loss)
    copies.activations = net.activations
    return copies.backward(with_ones(x.permute(2, 1, 0)), y.permute(2, 1, 0), copies.workspace(1)).clone()
