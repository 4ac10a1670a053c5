"""A network's loss on a plane through its parameters: two directions, a grid, and the training path seen on it.

The grid's points are the networks of one :class:`~dlcore.stacked.StackedMLP`, so the whole surface is one batched pass.
After Li, Xu, Taylor, Studer and Goldstein 2018, "Visualizing the loss landscape of neural nets".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import torch
from torch import Tensor

from dlcore.models.activations import ACTIVATIONS
from dlcore.stacked import StackedMLP, layers

ELEMENTS_AT_ONCE = 200_000  # of one layer's outputs in one pass: 1 MB, which stays in the cache


@dataclass(frozen=True, slots=True)
class Plane:
    """Two directions through a centre.

    Attributes
    ----------
    centre
        (parameters,).
    directions
        (2, parameters), linearly independent.
    """

    centre: Tensor
    directions: Tensor

    def points(self, a: Tensor, b: Tensor) -> Tensor:
        """Parameters at coordinates `a` and `b`, each (n,): (n, parameters)."""
        return self.centre + torch.stack([a, b], 1) @ self.directions

    def coordinates(self, theta: Tensor) -> Tensor:
        """Coordinates (n, 2) of the plane's points nearest to parameters (n, parameters): least squares."""
        gram = self.directions @ self.directions.T
        return torch.linalg.solve(gram, self.directions @ (theta - self.centre).T).T

    def share(self, trace: Tensor) -> float:
        """Which share of a path's squared distances from the centre the plane holds: 0 to 1."""
        apart = trace - self.centre
        on_plane = self.coordinates(trace) @ self.directions
        return float(on_plane.square().sum() / apart.square().sum().clamp_min(1e-300))


def filter_normalised(directions: Tensor, theta: Tensor, sizes: Sequence[int]) -> Tensor:
    """Scale each unit's part of a direction to the length of that unit's own parameters.

    Without it a network whose weights are large would look flat: rectified units compute the same with a layer's
    weights doubled and the next one's halved. A unit here is its weights and its bias.

    Parameters
    ----------
    directions
        (n, parameters).
    theta
        (parameters,).
    sizes
        Units in every layer.
    """
    scaled = directions.clone()
    for part, own in zip(layers(scaled, sizes), layers(theta[None], sizes), strict=True):
        part.mul_(own.norm(dim=2, keepdim=True) / part.norm(dim=2, keepdim=True).clamp_min(1e-300))
    return scaled


def principal_directions(trace: Tensor) -> Tensor:
    """Find the two orthonormal directions from the last point of a path (n, parameters) in which it extends most."""
    return torch.linalg.svd(trace - trace[-1], full_matrices=False)[2][:2]


def loss_surface(
    plane: Plane, a: Tensor, b: Tensor, net: StackedMLP, x: Tensor, y: Tensor, dtype: torch.dtype | None = None
) -> Tensor:
    """Compute the loss at every point of a grid.

    Parameters
    ----------
    plane
        Where the grid lies.
    a, b
        Coordinates (columns,) along the first direction and (rows,) along the second.
    net
        Gives shape, activations and loss; its parameters are not used.
    x, y
        Inputs (1, in, examples) and targets (1, out, examples).
    dtype
        What to compute in; left out, the plane's own.

    Returns
    -------
    values
        (rows, columns), in the plane's type.
    """
    grid = torch.cartesian_prod(b, a)
    theta = plane.points(grid[:, 1], grid[:, 0]).to(dtype or plane.centre.dtype)
    x, y = x.to(theta), y.to(theta)
    at_once = max(1, ELEMENTS_AT_ONCE // (max(net.sizes[1:]) * x.shape[2]))
    # Asking for fresh memory would take longer than computing in it: all blocks share one set of buffers.
    room = [theta.new_empty(min(at_once, len(theta)), units, x.shape[2]) for units in net.sizes[1:]]
    values = [_losses(block, net, x, y, room) for block in theta.split(at_once)]
    return torch.cat(values).to(plane.centre).view(len(b), len(a))


def _losses(theta: Tensor, net: StackedMLP, x: Tensor, y: Tensor, room: list[Tensor]) -> Tensor:
    """Losses (n,) of networks (n, parameters), which are overwritten, as is `room`."""
    matrices, activations = layers(theta, net.sizes), net.activations
    if activations and all(each is ACTIVATIONS["tanh"] for each in activations):
        _turn_into_sigmoids(matrices)
        activations = [ACTIVATIONS["sigmoid"]] * len(activations)
    h = x.expand(len(theta), -1, -1)
    for W, out, f in zip_longest(matrices, room, activations):
        h = torch.baddbmm(W[:, :, -1:], W[:, :, :-1], h, out=out[: len(theta)])
        if f is not None:
            f.forward(h, h)
    return net.loss.value(h, y)


def _turn_into_sigmoids(matrices: list[Tensor]) -> None:
    """Put the factors of tanh z = 2σ(2z) − 1 into the weights around it: the sigmoid takes a third of tanh's time."""
    for before, after in pairwise(matrices):
        before.mul_(2)
        after[:, :, -1] -= after[:, :, :-1].sum(2)
        after[:, :, :-1] *= 2
