"""What can be seen of trained networks, computed for all of them at once.

Everything here is a pure function of parameters and data. To replay a run, its recorded epochs are the networks of one
:class:`~dlcore.stacked.StackedMLP`, so a whole history costs one batched pass. The leading dimension of every result
is the networks' (for a replay: the frames').
"""

from __future__ import annotations

import torch
from torch import Tensor

from dlcore.stacked import StackedMLP, layers, with_ones

BINS = 30


def plane(window: Tensor, cells: int) -> Tensor:
    """Centres of a regular grid over `window` (2, 2: low and high of each axis), x₁ fastest: (cells², 2)."""
    x1, x2 = (torch.linspace(float(low), float(high), cells, dtype=torch.float64) for low, high in window)
    return torch.cartesian_prod(x2, x1).flip(1)


def surface(z: Tensor, classes: int) -> Tensor:
    """Turn raw outputs into one number to colour by.

    Parameters
    ----------
    z
        (networks, outputs, points).
    classes
        How many classes there are; 0 for regression.

    Returns
    -------
    field
        (networks, points). Regression: the prediction. Two classes: the probability of class 1. More: the index of the
        likeliest class plus its probability, rescaled so that chance (1/classes) gives 0 and certainty just below 1.
    """
    if classes == 0:
        return z[:, 0]
    if classes == 2:
        return torch.sigmoid(z[:, 0])
    best, winner = torch.softmax(z, 1).max(1)
    return winner + ((best - 1 / classes) / (1 - 1 / classes)).clamp(0, 0.999)


def predicted_class(z: Tensor) -> Tensor:
    """(networks, points) class indices from raw outputs (networks, outputs, points)."""
    return (z[:, 0] > 0).long() if z.shape[1] == 1 else z.argmax(1)


def confusion(predicted: Tensor, actual: Tensor, classes: int) -> Tensor:
    """Count points by actual (rows) and predicted class (columns): (networks, classes, classes)."""
    cell = actual * classes + predicted
    offset = torch.arange(len(cell), device=cell.device)[:, None] * classes**2
    counts = torch.bincount((cell + offset).flatten(), minlength=len(cell) * classes**2)
    return counts.view(len(cell), classes, classes)


def histogram(values: Tensor) -> tuple[Tensor, Tensor]:
    """Shares of `values` (networks, n) in :data:`BINS` equal bins over [−r, r], r a power of two above every |value|.

    Returns
    -------
    shares, ranges
        (networks, BINS) and (networks,): r changes rarely and by doubling, so a drawn axis stays calm.
    """
    largest = values.abs().amax(1).clamp(2.0**-20, 2.0**100)
    r = torch.exp2(torch.ceil(torch.log2(largest)))
    bin_ = ((values / r[:, None] + 1) * (BINS / 2)).long().clamp(0, BINS - 1)
    offset = torch.arange(len(values), device=values.device)[:, None] * BINS
    counts = torch.bincount((bin_ + offset).flatten(), minlength=len(values) * BINS)
    return counts.view(len(values), BINS) / values.shape[1], r


def weight_histograms(net: StackedMLP) -> tuple[Tensor, Tensor]:
    """Histograms of each layer's weights (biases left out): (networks, layers, BINS) and ranges (networks, layers)."""
    found = [histogram(W[:, :, :-1].flatten(1)) for W in net.W]
    return torch.stack([shares for shares, _ in found], 1), torch.stack([r for _, r in found], 1)


def activation_histograms(outputs: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Histograms of each layer's outputs over all points, as :func:`weight_histograms`; `outputs` from ``forward``."""
    found = [histogram(each.flatten(1)) for each in outputs]
    return torch.stack([shares for shares, _ in found], 1), torch.stack([r for _, r in found], 1)


def gradient_norms(net: StackedMLP, x: Tensor, y: Tensor) -> Tensor:
    """‖∂loss/∂(W, b)‖₂ of each layer on examples x (1, in, n) and y (1, out, n): (networks, layers)."""
    grad = net.backward(with_ones(x).expand(len(net.theta), -1, -1), y, net.workspace(x.shape[2]))
    return torch.stack([layer.square().sum((1, 2)).sqrt() for layer in layers(grad, net.sizes)], 1)


def unit_maps(x: Tensor, outputs: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Every unit's output over the plane, scaled to its own largest magnitude.

    Parameters
    ----------
    x, outputs
        The network's inputs (1, in, points) and what ``forward`` gave for them.

    Returns
    -------
    maps, scales
        (networks, units, points) in [−1, 1], inputs first, and (networks, units): the largest magnitudes.
    """
    every = torch.cat([x.expand(len(outputs[0]), -1, -1), *outputs], 1)
    scales = every.abs().amax(2)
    return every / scales.clamp_min(1e-12)[:, :, None], scales
