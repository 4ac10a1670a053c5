"""K multilayer perceptrons trained as one: they lie side by side along the leading dimension of every tensor.

A single network is K = 1. The same code trains one net, a band over seeds or a sweep over learning rates; and, with the
recorded epochs of one run as the K networks, it replays that run (:mod:`dlcore.probes`).

Examples are columns, so a layer reads as in the textbook, z = W h + b; with the bias as W's last column and a row of
ones under h, that is one matrix product. Back-propagation is written out by hand; the tests hold it to autograd.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from dlcore.models.activations import ACTIVATIONS
from dlcore.models.losses import Loss


def layers(theta: Tensor, sizes: Sequence[int]) -> list[Tensor]:
    """See rows of parameters as one matrix a layer, without copying.

    Parameters
    ----------
    theta
        (networks, parameters). Within a row the layers follow each other, within a layer the units, and each unit's
        weights are followed by its bias.
    sizes
        Units in every layer, inputs and outputs included.

    Returns
    -------
    matrices
        For each layer (networks, out, in + 1): weights, and the biases in the last column.
    """
    ends = torch.tensor([0, *((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes))]).cumsum(0).tolist()
    return [
        theta[:, start:end].unflatten(1, (fan_out, fan_in + 1))
        for (start, end), (fan_in, fan_out) in zip(pairwise(ends), pairwise(sizes), strict=True)
    ]


def torch_order(sizes: Sequence[int]) -> Tensor:
    """Index that sorts a row of `theta` as ``torch.nn.utils.parameters_to_vector`` would: weights, then biases."""
    count = sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(sizes))
    parts = [(each[0, :, :-1].flatten(), each[0, :, -1]) for each in layers(torch.arange(count)[None], sizes)]
    return torch.cat([part for pair in parts for part in pair])


def widened(theta: Tensor, sizes: Sequence[int], wide: Sequence[int]) -> tuple[Tensor, Tensor]:
    """Lay networks into the shape of wider ones, so that networks of several widths can be stacked.

    Parameters
    ----------
    theta
        (networks, parameters) of networks of `sizes`.
    sizes, wide
        Units in every layer: as many layers, none of them narrower in `wide`.

    Returns
    -------
    theta, own
        (networks, parameters of `wide`): the parameters among zeros, and 1 where they lie, else 0. A padded unit's
        outgoing weights are zero, so it changes nothing; whether they would stay so depends on f(0), and so `own` is
        what :class:`StackedMLP` multiplies gradients by.
    """
    count = sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(wide))
    padded, own = theta.new_zeros(len(theta), count), theta.new_zeros(len(theta), count)
    for narrow, *holes in zip(layers(theta, sizes), layers(padded, wide), layers(own, wide), strict=True):
        rows, columns = narrow.shape[1], narrow.shape[2] - 1
        for hole, filling in zip(holes, (narrow, torch.ones_like(narrow)), strict=True):
            hole[:, :rows, :columns], hole[:, :rows, -1] = filling[:, :, :-1], filling[:, :, -1]
    return padded, own


def with_ones(x: Tensor) -> Tensor:
    """Put a row of ones under inputs (networks, in, examples), for the biases to multiply."""
    return torch.cat([x, torch.ones_like(x[:, :1])], 1)


@dataclass(slots=True)
class Workspace:
    """Buffers for one batch size; lists have an entry for each layer, `h` and `mask` for each hidden layer.

    Attributes
    ----------
    h
        (networks, units + 1, batch): a hidden layer's output over a row of ones; what the next layer is fed.
    out
        `h` without the ones (a view).
    a, z, delta
        (networks, units, batch): f(z), the weighted sums, and ∂loss/∂z. Without dropout, `a` is `out`.
    mask
        (1 or networks, units, batch): dropout's masks for this step.
    """

    h: list[Tensor]
    out: list[Tensor]
    a: list[Tensor]
    z: list[Tensor]
    delta: list[Tensor]
    mask: list[Tensor]


class StackedMLP:
    """K multilayer perceptrons of one shape, and their hand-written backward pass.

    Parameters
    ----------
    theta
        (networks, parameters): one network a row, laid out as in :func:`layers`, used in place.
    sizes
        Units in every layer, inputs and outputs included.
    activations
        A name from :data:`~dlcore.models.activations.ACTIVATIONS` for each hidden layer.
    loss
        What is minimised.
    dropout
        Share of hidden units that are silenced in each training step (inverted dropout, as ``torch.nn.Dropout``).
    own
        (networks, parameters) from :func:`widened`: 1 for a network's own parameters, 0 for padding, which then gets no
        gradient; None where there is no padding.
    """

    def __init__(
        self,
        theta: Tensor,
        sizes: Sequence[int],
        activations: Sequence[str],
        loss: Loss,
        dropout: float = 0.0,
        own: Tensor | None = None,
    ) -> None:
        self.theta, self.sizes, self.loss, self.dropout = theta, tuple(sizes), loss, dropout
        self.own = own
        self.activations = [ACTIVATIONS[name] for name in activations]
        self.W = layers(theta, sizes)
        self.grad = torch.zeros_like(theta)
        self.gW = layers(self.grad, sizes)
        # With one network the gradient's parts are contiguous where they lie. With several, a matrix product
        # into strided memory is four times slower than one into its own, gathered afterwards.
        self.gathers = len(theta) > 1
        if self.gathers:
            self.gW = [theta.new_empty(part.shape) for part in self.gW]
        # Wᵀ δ is an outer product where there is one output, and then a plain product is five times faster.
        self.pull = [(W[:, :, :-1].mT, torch.mul if W.shape[1] == 1 else torch.bmm) for W in self.W]

    def workspace(self, batch: int) -> Workspace:
        """Make the buffers for batches of that many examples."""
        shapes = [(len(self.theta), units, batch) for units in self.sizes[1:]]
        h = [self.theta.new_ones(networks, units + 1, batch) for networks, units, _ in shapes[:-1]]
        out = [each[:, :-1] for each in h]
        a, z, delta = ([self.theta.new_empty(shape) for shape in shapes] for _ in range(3))
        return Workspace(h, out, a if self.dropout else out, z, delta, [])

    def forward(self, x: Tensor) -> list[Tensor]:
        """Pass x (1 or networks, in, examples) through; return each layer's output, the raw output z last.

        A network's outputs are the same, bit for bit, whichever others lie beside it.
        """
        h, outputs = x.expand(len(self.theta), -1, -1), []
        for i, W in enumerate(self.W):
            h = torch.baddbmm(W[:, :, -1:], W[:, :, :-1], h)
            if i < len(self.activations):
                h = self.activations[i].value(h)
            outputs.append(h)
        return outputs

    def backward(self, x: Tensor, y: Tensor, room: Workspace, weight: Tensor | None = None) -> Tensor:
        """Compute the loss's gradient for one batch.

        Parameters
        ----------
        x, y
            (networks, in + 1, batch) from :func:`with_ones`, and (1 or networks, out, batch).
        room
            From :meth:`workspace`; with dropout, `room.mask` holds this step's masks.
        weight
            (networks, 1, batch): what each example counts for, 1 on average. With batch/n for n of the examples and 0
            for the others, a network sees those n only.

        Returns
        -------
        grad
            (networks, parameters), overwritten by the next call.
        """
        h, a, z, delta, last = [x, *room.h], room.a, room.z, room.delta, len(self.W) - 1
        for i, f in enumerate(self.activations):
            torch.bmm(self.W[i], h[i], out=z[i])  # z = W h + b
            f.forward(z[i], a[i])  # a = f(z)
            if self.dropout:
                torch.mul(a[i], room.mask[i], out=room.out[i])
        torch.bmm(self.W[last], h[last], out=z[last])

        self.loss.gradient(z[last], y, delta[last])  # δ = ∂loss/∂z of the output layer
        if weight is not None:
            delta[last].mul_(weight)
        for i in range(last, -1, -1):
            torch.bmm(delta[i], h[i].mT, out=self.gW[i])  # ∂loss/∂W = δ hᵀ, ∂loss/∂b = Σ δ
            if i:
                pull, product = self.pull[i]
                product(pull, delta[i], out=delta[i - 1])  # ∂loss/∂h = Wᵀ δ
                if self.dropout:
                    delta[i - 1].mul_(room.mask[i - 1])
                self.activations[i - 1].backward(delta[i - 1], z[i - 1], a[i - 1])  # δ of the layer below
        if self.gathers:
            torch.cat([part.flatten(1) for part in self.gW], 1, out=self.grad)
        if self.own is not None:
            self.grad.mul_(self.own)
        return self.grad
