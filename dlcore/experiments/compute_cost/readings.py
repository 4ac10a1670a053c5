"""One architecture: counted once, and timed again and again on every device of this machine."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor, nn

from dlcore.models import costs
from dlcore.models.counted import build, shape

from .config import Architecture
from .measuring import Stopwatch, kept_bytes, present, training, using

QUARTERS = {"low": 0.25, "middle": 0.5, "high": 0.75}


def network(kind: str, width: int, depth: int, length: int, batch: int, seed: int) -> tuple[nn.Module, Tensor, Tensor]:
    """Make a network, a batch of random inputs, and classes to go with them."""
    generator = torch.Generator().manual_seed(seed)
    model = build(kind, width, depth, length, generator)
    x = torch.rand(batch, *shape(kind, length), generator=generator)
    return model, x, torch.randint(costs.CLASSES, (batch,), generator=generator)


def read(config: Architecture, step: int, board: dict[str, np.ndarray]) -> dict[str, float]:
    """Read the clock once more on every device, forward and forward + backward."""
    watches, kept = _set_up(config)
    if not board:
        for name in ("forward", "training"):
            board[name] = np.full((len(watches), config.repeats), np.nan)
            board |= {f"{name}_{part}": np.full((len(watches), 2), np.nan) for part in QUARTERS}  # ends of a line
    for d, (forward, both) in enumerate(watches):
        for name, watch in (("forward", forward), ("training", both)):
            board[name][d, step] = watch.read()
            for part, share in QUARTERS.items():
                board[f"{name}_{part}"][d] = np.quantile(board[name][d, : step + 1], share)
    forward_ms, training_ms = (float(board[f"{name}_middle"][0, 0]) for name in ("forward", "training"))
    low, high = (float(board[f"training_{part}"][0, 0]) for part in ("low", "high"))
    every = config.parts
    return {
        "parameter_count": float(costs.parameters(every)),
        "thousand_parameters": costs.parameters(every) / 1e3,
        "macs": float(costs.macs(every)),
        "million_macs": costs.macs(every) / 1e6,
        "training_macs": float(costs.training_macs(every)),
        "kept_bytes": float(costs.memory(every, config.batch)),
        "kept_measured": float(kept),
        "kept_kb": costs.memory(every, config.batch) / 1e3,
        "measured_kb": kept / 1e3,
        "forward_ms": forward_ms,
        "training_ms": training_ms,
        "spread": (high - low) / training_ms,
        "gflops": 2e-6 * config.batch * costs.macs(every) / forward_ms,
    }


@lru_cache(maxsize=2)
def _set_up(config: Architecture) -> tuple[list[tuple[Stopwatch, Stopwatch]], int]:
    """Return two stopwatches a device, and the bytes that a forward pass keeps."""
    model, x, y = network(config.kind, config.width, config.depth, config.length, config.batch, config.seed)
    kept = kept_bytes(model, x)
    watches = []
    for device in present():
        there = network(config.kind, config.width, config.depth, config.length, config.batch, config.seed)[0].to(device)
        inputs, targets = x.to(device), y.to(device)
        watches.append(
            (
                Stopwatch.of(using(there, inputs), device),
                Stopwatch.of(training(there, inputs, targets), device),
            )
        )
    return watches, kept
