"""A line fitted by plain PyTorch, with and without ``zero_grad()``: two runs of one loop, side by side."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from dlcore.snapshot import Checkpoint, Snapshot

from .config import LARGEST_SEED, LoopMistake
from .pitfalls import PITFALLS, saying
from .scenes import Line

POINTS = 40
SLOPE, INTERCEPT = 2.0, 1.0
EXPLODED = 1e6
RUNS = ("with", "without")


def line(config: LoopMistake, seed: int) -> tuple[Tensor, Tensor]:
    """Draw points (n, 1) near the line y = 2x + 1."""
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(POINTS, 1, generator=generator, dtype=torch.float64)
    noise = torch.randn(POINTS, 1, generator=generator, dtype=torch.float64)
    return x, SLOPE * x + INTERCEPT + config.noise * noise


def scene(config: LoopMistake) -> Line:
    """Draw the points, and collect what PyTorch says to the pitfalls."""
    x, y = line(config, config.seed)
    return Line(x[:, 0].numpy(), y[:, 0].numpy(), tuple((code, saying(code)) for code in PITFALLS))


def schedule(config: LoopMistake) -> tuple[int, ...]:
    """Every step."""
    return tuple(range(config.steps + 1))


def run(
    config: LoopMistake,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Yield both runs' state before the first step and after each.

    ``parameters`` is slope, intercept and both entries of ``.grad`` as the optimiser finds them, for the run with
    ``zero_grad()`` and then for the one without: (8,).
    """
    x, y = line(config, config.seed)
    models = {name: torch.zeros(2, dtype=torch.float64, requires_grad=True) for name in RUNS}
    step, grads = 0, {}
    if start is not None:
        step, (values, grads) = start.step, pickle.loads(start.state)
        for name, theta in models.items():
            theta.data.copy_(values[name])
            theta.grad = grads[name].clone()
    last = None
    while True:
        if start is None or step > start.step:
            for name, theta in models.items():
                if name == "with":
                    theta.grad = None  # what optimizer.zero_grad() does
                _loss(theta, x, y).backward()
            row = np.concatenate([np.stack([each.detach(), _grad(each)]).ravel() for each in models.values()])
            metrics = _metrics(row, x, y)
            if last is not None and not max(metrics.values()) <= EXPLODED:
                yield Snapshot(last.step, last.metrics, last.probes, diverged=True)
                return
            state = {n: t.detach().clone() for n, t in models.items()}, {n: _grad(t) for n, t in models.items()}
            shown = {name: array[0] for name, array in replay(config, row[None], probes).items()}
            last = Snapshot(step, metrics, {"parameters": row, **shown}, Checkpoint(step, pickle.dumps(state)))
            yield last
            if step == config.steps or (stop is not None and stop(step)):
                return
        for theta in models.values():
            theta.data -= config.lr * _grad(theta)
        step += 1


def replay(config: LoopMistake, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """``paths`` (frames, 4): slope and intercept of the run with ``zero_grad()``, then of the one without."""
    if unknown := set(probes) - {"paths"}:
        raise ValueError(f"unknown probes {sorted(unknown)}; known: paths")
    return {name: trace[:, [0, 1, 4, 5]] for name in probes}


def examine(config: LoopMistake, parameters: np.ndarray) -> dict[str, float]:
    """Mean squared error of both lines on points that nobody has seen."""
    x, y = line(config, LARGEST_SEED + 1 + config.seed)
    found = _metrics(parameters, x, y)
    return {f"fresh_loss_{name}": found[f"loss_{name}"] for name in RUNS}


def _loss(theta: Tensor, x: Tensor, y: Tensor) -> Tensor:
    return F.mse_loss(theta[0] * x + theta[1], y)


def _grad(theta: Tensor) -> Tensor:
    return torch.zeros_like(theta.detach()) if theta.grad is None else theta.grad.clone()


def _metrics(row: np.ndarray, x: Tensor, y: Tensor) -> dict[str, float]:
    found = {}
    for name, (slope, intercept, *grad) in zip(RUNS, row.reshape(2, 4).tolist(), strict=True):
        found[f"loss_{name}"] = float(_loss(torch.tensor([slope, intercept], dtype=torch.float64), x, y))
        found[f"gradient_{name}"] = float(np.hypot(*grad))
    return found
