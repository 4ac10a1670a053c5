"""One sample through a small network, with autograd's own graph walked and every number in it collected."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from dlcore.autograd import Value

from .config import OneSample
from .graph import Graph

STEP = 1e-5  # of the central difference: its error, about STEP² and rounding / STEP, is smallest near here

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
}
LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "mse": F.mse_loss,
    "cross_entropy": F.binary_cross_entropy_with_logits,
}
Intercept = Callable[[str, Tensor], Tensor]


@dataclass(frozen=True, slots=True)
class Reading:
    """Every number of one forward and backward pass, flat and in the graph's order.

    Attributes
    ----------
    values, gradients
        As autograd holds them.
    differences
        ∂loss/∂value once more, by central differences of the loss.
    own_gap
        The largest difference between these gradients of parameters and those of :mod:`dlcore.autograd`.
    """

    values: np.ndarray
    gradients: np.ndarray
    differences: np.ndarray
    own_gap: float


def leaves(config: OneSample, parameters: Sequence[float] | np.ndarray) -> dict[str, Tensor]:
    """Make the leaf tensors x, W1, b1, W2 … from parameters in PyTorch's order; all of them want a gradient."""
    made = {"x": torch.tensor(config.inputs, dtype=torch.float64)}
    flat, start = torch.tensor(np.asarray(parameters), dtype=torch.float64), 0
    for layer, (fan_in, fan_out) in enumerate(pairwise(config.sizes), start=1):
        end = start + fan_in * fan_out
        made[f"W{layer}"] = flat[start:end].reshape(fan_out, fan_in).clone()
        made[f"b{layer}"] = flat[end : end + fan_out].clone()
        start = end + fan_out
    return {name: tensor.requires_grad_() for name, tensor in made.items()}


def forward(config: OneSample, given: dict[str, Tensor], intercept: Intercept = lambda name, t: t) -> dict[str, Tensor]:
    """Compute layer by layer; return every tensor by name, in the order in which they are needed.

    `intercept` may replace a tensor before the next operation uses it.
    """
    tensors: dict[str, Tensor] = {}

    def keep(name: str, tensor: Tensor) -> Tensor:
        tensors[name] = intercept(name, tensor)
        return tensors[name]

    h = keep("x", given["x"])
    last = len(config.sizes) - 1
    for layer in range(1, last + 1):
        W, b = keep(f"W{layer}", given[f"W{layer}"]), keep(f"b{layer}", given[f"b{layer}"])
        h = keep(f"z{layer}", torch.addmv(b, W, h))  # W h + b
        if layer < last and config.activation != "identity":
            h = keep(f"h{layer}", ACTIVATIONS[config.activation](h))
    keep("loss", LOSSES[config.loss](h, h.new_tensor([config.target])))
    return tensors


def graph(config: OneSample) -> Graph:
    """Walk from the loss through autograd's ``next_functions`` and write down what is there."""
    given = leaves(config, config.start)
    tensors = forward(config, given)
    functions = {tensor.grad_fn: name for name, tensor in tensors.items() if tensor.grad_fn is not None}

    def name_of(function: Any) -> str:
        if function in functions:
            return functions[function]
        return next(name for name, leaf in given.items() if leaf is function.variable)

    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    waiting: list[Any] = [tensors["loss"].grad_fn]
    while waiting:
        function = waiting.pop()
        parents = [parent for parent, _ in function.next_functions if parent is not None]
        found[name_of(function)] = (function.name().rpartition("::")[2], tuple(map(name_of, parents)))
        waiting += parents
    names = tuple(tensors)
    return Graph(
        names,
        tuple(found[name][0] for name in names),
        tuple(found[name][1] for name in names),
        tuple(tuple(tensors[name].shape) for name in names),
    )


def read(config: OneSample, given: dict[str, Tensor]) -> Reading:
    """Run forward and backward once; the leaves' ``grad`` is set, ready for an optimiser."""
    tensors = forward(config, given)
    for tensor in tensors.values():
        tensor.grad = None
        tensor.retain_grad()
    tensors["loss"].backward()
    gradients = {name: tensor.grad for name, tensor in tensors.items() if tensor.grad is not None}
    return Reading(_flat(tensors), _flat(gradients), _flat(differences(config, given, tensors)), own_gap(config, given))


@torch.no_grad()
def differences(config: OneSample, given: dict[str, Tensor], tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """(loss(v + ε) − loss(v − ε)) / 2ε for every number v of every node, with what was computed before v held fixed."""
    found = {name: torch.empty_like(tensor) for name, tensor in tensors.items()}
    for name, slopes in found.items():
        for i in range(slopes.numel()):
            up, down = (float(forward(config, given, _nudge(name, i, by))["loss"]) for by in (STEP, -STEP))
            slopes.view(-1)[i] = (up - down) / (2 * STEP)
    return found


def own_gap(config: OneSample, given: dict[str, Tensor]) -> float:
    """Back-propagate once more with :class:`dlcore.autograd.Value`; return how far its gradients are from PyTorch's."""
    named = {name: Value(leaf.detach().numpy().reshape(len(leaf), -1)) for name, leaf in given.items()}
    h, last = named["x"], len(config.sizes) - 1
    for layer in range(1, last + 1):
        h = named[f"W{layer}"] @ h + named[f"b{layer}"]
        match config.activation if layer < last else "identity":
            case "relu":
                h = h.relu()
            case "leaky_relu":
                h = 0.01 * h + 0.99 * h.relu()
            case "tanh":
                h = h.tanh()
            case "sigmoid":
                h = h.sigmoid()
    if config.loss == "mse":
        loss = (h - config.target) ** 2
    else:
        loss = -(config.target * h.sigmoid().log() + (1 - config.target) * (-h).sigmoid().log())
    loss.backward()
    gaps = [
        np.abs(named[name].grad.reshape(leaf.shape) - leaf.grad.numpy()).max()
        for name, leaf in given.items()
        if leaf.grad is not None
    ]
    return float(max(gaps)) if all(map(math.isfinite, gaps)) else math.inf


def _nudge(which: str, i: int, by: float) -> Intercept:
    def intercept(name: str, tensor: Tensor) -> Tensor:
        if name != which:
            return tensor
        moved = tensor.clone()
        moved.view(-1)[i] += by
        return moved

    return intercept


def _flat(tensors: dict[str, Tensor]) -> np.ndarray:
    return torch.cat([tensor.detach().reshape(-1) for tensor in tensors.values()]).numpy().copy()
