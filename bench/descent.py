"""The loss of a network on a plane and its Hessian, against the loops that one would write first."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn

from bench.engine import sequential
from bench.table import Row, by_turns
from dlcore.curvature import hessian
from dlcore.experiments.gradient_descent import Race, run
from dlcore.loss_planes import Plane, filter_normalised, loss_surface
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.stacked import StackedMLP, torch_order

HIDDEN = (8, 8)
SIZES = (2, *HIDDEN, 1)
POINTS = 500
CELLS = 41


def rows() -> Iterator[Row]:
    """Measure what the page on gradient descent computes."""
    torch.set_num_threads(1)
    yield from surface()
    yield from curvature()
    taken = by_turns({"race": lambda: list(run(Race()))}, rounds=5)
    yield Row("race of seven optimisers, 200 steps, every one a frame", taken["race"], "s", "≤ 0.5")


def surface() -> Iterator[Row]:
    """The loss at 41 × 41 places, in one batched pass and place by place."""
    plane, net, x, y = setting()
    axis = torch.linspace(-1, 1, CELLS, dtype=torch.float64)
    model, order = sequential(HIDDEN, torch.float64), torch_order(SIZES)
    inputs, targets, loss_of = x[0].T.contiguous(), y[0].T.contiguous(), nn.BCEWithLogitsLoss()

    @torch.inference_mode()
    def batched(dtype: torch.dtype) -> Tensor:
        return loss_surface(plane, axis, axis, net, x, y, dtype)

    @torch.no_grad()
    def place_by_place() -> Tensor:
        found = torch.empty(CELLS, CELLS, dtype=torch.float64)
        for row, b in enumerate(axis):
            for column, a in enumerate(axis):
                theta = plane.centre + a * plane.directions[0] + b * plane.directions[1]
                nn.utils.vector_to_parameters(theta[order], model.parameters())
                found[row, column] = loss_of(model(inputs), targets).item()
        return found

    single, double = (lambda: batched(torch.float32)), (lambda: batched(torch.float64))
    taken = by_turns({"float32": single, "float64": double, "loop": place_by_place}, rounds=5)
    label = "loss surface 41 × 41, 2-8-8-1, 500 points"
    yield Row(f"{label}, as it is drawn", taken["float32"], "s", "≤ 0.15")
    yield Row(f"{label}, as it is drawn", taken["loop"] / taken["float32"], "× faster", "≥ 20", "a loop over places")
    yield Row(f"{label}, float64", taken["loop"] / taken["float64"], "× faster", "≥ 5", "a loop over places")
    error = float((single() / place_by_place() - 1).abs().max())
    yield Row("the same, largest relative difference from the loop", error, "", "≤ 1e-5", "a loop over places")


def curvature() -> Iterator[Row]:
    """The exact Hessian of 105 parameters."""
    plane, net, x, y = setting()
    names = ["tanh"] * len(HIDDEN)

    def value(row: Tensor) -> Tensor:
        one = StackedMLP(row[None], SIZES, names, net.loss)
        return net.loss.value(one.forward(x)[-1], y)[0]

    taken = by_turns(
        {
            "ours": lambda: hessian(plane.centre, SIZES, names, net.loss, x, y),
            "autograd": lambda: torch.autograd.functional.hessian(value, plane.centre),
        },
        rounds=5,
    )
    yield Row("exact Hessian, 2-8-8-1, 500 points", taken["autograd"] / taken["ours"], "× faster", "≥ 1",
              "torch.autograd.functional")  # fmt: skip


def setting() -> tuple[Plane, StackedMLP, Tensor, Tensor]:
    """A network at its first weights, a plane of two random directions, and an exclusive-or of 500 points."""
    generator = torch.Generator().manual_seed(0)
    theta = initial_parameters(SIZES, "default", generator)
    x = torch.randn(1, 2, POINTS, generator=generator, dtype=torch.float64)
    y = (x.prod(1, keepdim=True) > 0).double()
    drawn = torch.randn(2, len(theta), generator=generator, dtype=torch.float64)
    net = StackedMLP(theta[None], SIZES, ["tanh"] * len(HIDDEN), LOSSES["binary_cross_entropy"])
    return Plane(theta, filter_normalised(drawn, theta, SIZES)), net, x, y
