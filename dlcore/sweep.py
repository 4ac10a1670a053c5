"""K networks that differ in what restrains them, trained at once on the full batch: one value of a knob a network.

Networks of several widths are stacked by :func:`dlcore.stacked.widened`, those with several numbers of training points
by weighting the examples, and weight decay is a column of the optimiser. What else may differ is here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from dlcore.optimizers import Optimizer
from dlcore.stacked import StackedMLP, with_ones


@torch.inference_mode()
def sweep(
    net: StackedMLP,
    optimizer: Optimizer,
    x: Tensor,
    y: Tensor,
    epochs: int,
    *,
    weight: Tensor | None = None,
    shrink: Tensor | None = None,
    dropout: Tensor | None = None,
    jitter: Tensor | None = None,
    label_noise: Tensor | None = None,
    generators: Sequence[torch.Generator] = (),
) -> None:
    """Train all networks for so many full-batch epochs; each comes out as it would alone.

    Parameters
    ----------
    net, optimizer
        The networks, changed in place, and what moves them.
    x, y
        Inputs (1 or networks, in, examples) and targets (1 or networks, out, examples).
    weight
        (networks, 1, examples), as in :meth:`~dlcore.stacked.StackedMLP.backward`.
    shrink
        (networks, 1): after every step each parameter moves towards zero by this much and stops there, the proximal
        step of an L1 penalty, which leaves exact zeros (soft thresholding; Donoho 1995).
    dropout
        (networks, 1, 1): the share of hidden units silenced in each step; `net.dropout` must be on.
    jitter
        (networks, 1, 1): standard deviation of the noise that is added to the inputs anew in each step.
    label_noise
        (networks, 1, 1): the same for the targets.
    generators
        CPU generators for dropout, jitter and label noise. Network k draws what generator ``k % len(generators)``
        gives, so networks that differ in nothing but their strength meet the same luck.
    """
    networks, examples = len(net.theta), x.shape[2]
    fed = with_ones(x).expand(networks, -1, -1)
    if jitter is not None:
        fed = fed.clone()
    room = net.workspace(examples)
    told = y
    for _ in range(epochs):
        if label_noise is not None:
            told = y + label_noise * _drawn(torch.randn, generators, y.shape[1], examples, networks)
        if jitter is not None:
            fed[:, :-1] = x + jitter * _drawn(torch.randn, generators, x.shape[1], examples, networks)
        if dropout is not None:
            room.mask = masks(net, dropout, generators, examples)
        optimizer.step(net.backward(fed, told, room, weight))
        if shrink is not None:
            net.theta.copy_(net.theta.sign() * (net.theta.abs() - shrink).clamp_min(0))


def masks(net: StackedMLP, dropout: Tensor, generators: Sequence[torch.Generator], examples: int) -> list[Tensor]:
    """Draw a mask for each hidden layer, (networks, units, examples): 0, or 1/(1 − p) to keep the mean."""
    keep = 1 - dropout
    return [
        (_drawn(torch.rand, generators, units, examples, len(net.theta)) < keep) / keep for units in net.sizes[1:-1]
    ]


def thinned(net: StackedMLP, x: Tensor, silenced: Sequence[Tensor]) -> Tensor:
    """Return the networks' outputs on x (1 or networks, in, examples) in training mode, under the given masks."""
    h = x.expand(len(net.theta), -1, -1)
    for i, W in enumerate(net.W):
        h = torch.baddbmm(W[:, :, -1:], W[:, :, :-1], h)
        if i < len(net.activations):
            h = net.activations[i].value(h) * silenced[i]
    return h


def trained_on(counts: Tensor, examples: int) -> Tensor:
    """Weigh the first ``counts[k]`` of the examples for network k, and none of the others: (networks, 1, examples)."""
    return ((torch.arange(examples) < counts[:, None]) * (examples / counts[:, None]))[:, None]


def measure(net: StackedMLP, x: Tensor, y: Tensor) -> Tensor:
    """Return every network's loss on x (1 or networks, in, examples) and y: (networks,)."""
    with torch.inference_mode():
        return net.loss.value(net.forward(x)[-1], y)


def _drawn(
    draw: Callable[..., Tensor], generators: Sequence[torch.Generator], rows: int, examples: int, networks: int
) -> Tensor:
    """Draw (examples, rows) with each generator, laid out as (networks, rows, examples)."""
    every = [draw(examples, rows, generator=g, dtype=torch.float64).mT for g in generators]
    return torch.stack(every).repeat(networks // len(generators), 1, 1)
