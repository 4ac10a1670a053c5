"""Double descent, exactly: least squares on random features, and gradient descent on a linear model in closed form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcore.models.linear import relu_features, ridge

from .config import Descent
from .still import Scene, bare
from .sweeping import Seen, generator, in_batches, spread

INPUTS = 10  # of the teacher y = Σ x / √10 + noise, in width and in samples
FRESH = 1000  # points to measure on, of each kind, for each seed
AT_ONCE = 8


def scene(config: Descent) -> Scene:
    """There is nothing to draw but what is swept."""
    return bare(np.array(config.swept, float))


def batches(config: Descent) -> list[Sequence[int]]:
    """Cut the sweep into batches; an epoch costs nothing once the decomposition is there."""
    steps = len(config.swept)
    return [range(steps)] if config.along == "epochs" else list(in_batches(steps, AT_ONCE))


def measured(config: Descent, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    """Fit every seed's data at every step of a batch."""
    swept = [config.swept[step] for step in steps]
    seen = _epochs(config, swept) if config.along == "epochs" else [_fitted(config, each) for each in swept]
    errors: list[float] = kept.setdefault("errors", [])
    for metrics, _ in seen:
        errors.append(metrics["test_error"])
        peak = max(errors)
        before = errors[: errors.index(peak)] or [peak]
        metrics |= {"peak": peak, "lowest_before_peak": min(before), "lowest": min(errors)}
    return seen


def _fitted(config: Descent, value: int) -> Seen:
    """Fit `samples` points by least squares on `features` random ReLU features, one of which is swept."""
    features, samples = (value, config.samples) if config.along == "width" else (config.features, value)
    errors: dict[str, list[Tensor]] = {"train_error": [], "test_error": [], "fresh_error": [], "norm": []}
    for k in range(config.seeds):
        g = generator(config.seed + k)
        directions = torch.randn(features, INPUTS, generator=g, dtype=torch.float64).T / INPUTS**0.5
        x, y = teacher(samples, config.noise, g)
        w = ridge(relu_features(x, directions), y, config.weight_decay)
        errors["norm"].append(w.norm())
        errors["train_error"].append((relu_features(x, directions) @ w - y).square().mean())
        for name in ("test_error", "fresh_error"):
            fresh_x, fresh_y = teacher(FRESH, config.noise, g)
            errors[name].append((relu_features(fresh_x, directions) @ w - fresh_y).square().mean())
    return _seen(value, {name: torch.stack(found) for name, found in errors.items()})


def teacher(n: int, noise: float, g: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw n points from the linear teacher: (n, INPUTS) and (n,)."""
    x = torch.randn(n, INPUTS, generator=g, dtype=torch.float64)
    return x, x.sum(1) / INPUTS**0.5 + noise * torch.randn(n, generator=g, dtype=torch.float64)


def _epochs(config: Descent, epochs: Sequence[int]) -> list[Seen]:
    """Gradient descent from zero on a linear model half of whose inputs are small and therefore learned late.

    In the basis of the data's singular vectors each weight closes its distance by 1 − lr s²/n a step, so that every
    epoch is known without taking it. Heckel and Yilmaz 2021, "Early stopping in deep networks: double descent and how
    to eliminate it".
    """
    found: dict[str, list[Tensor]] = {"train_error": [], "test_error": [], "norm": []}
    t = torch.tensor(epochs, dtype=torch.float64)[:, None]
    for k in range(config.seeds):
        g = generator(config.seed + k)
        scale = torch.ones(config.features, dtype=torch.float64)
        scale[config.features // 2 :] = config.scale
        true = 1 / scale / config.features**0.5  # both halves matter alike
        x = torch.randn(config.samples, config.features, generator=g, dtype=torch.float64) * scale
        y = x @ true + config.noise * torch.randn(config.samples, generator=g, dtype=torch.float64)
        w = descended(x, y, t, config.weight_decay)
        found["train_error"].append((w @ x.T - y).square().mean(1))
        found["test_error"].append((((w - true) * scale).square()).sum(1) + config.noise**2)  # over all possible points
        found["norm"].append(w.norm(dim=1))
    stacked = {name: torch.stack(each) for name, each in found.items()}
    stacked["fresh_error"] = stacked["test_error"]
    return [_seen(epoch, {name: each[:, i] for name, each in stacked.items()}) for i, epoch in enumerate(epochs)]


def descended(x: Tensor, y: Tensor, epochs: Tensor, weight_decay: float = 0.0) -> Tensor:
    """Weights of a linear model after so many epochs (epochs, 1) of gradient descent from zero: (epochs, inputs).

    The loss is ‖x w − y‖² / 2n + weight_decay ‖w‖² / 2, the learning rate half of the largest stable one.
    """
    U, s, Vh = torch.linalg.svd(x, full_matrices=False)
    curvature = s.square() / len(x) + weight_decay
    lr = 1 / curvature[0]
    goal = (U.T @ y) * s / len(x) / curvature
    return (goal * (1 - (1 - lr * curvature).pow(epochs))) @ Vh


def _seen(value: int, errors: dict[str, Tensor]) -> Seen:
    metrics = {"value": float(value)}
    for name, values in errors.items():
        metrics |= spread(name, values)
    return metrics, {}
