"""One architecture: counted once, and timed again and again on every device of this machine."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor, nn

from dlcore.models import costs
from dlcore.models.counted import build, shape

from .config import VARIED, Architecture, Scaling
from .measuring import Stopwatch, kept_bytes, present, training, using

QUARTERS = {"low": 0.25, "middle": 0.5, "high": 0.75}


def network(kind: str, width: int, depth: int, length: int, batch: int, seed: int) -> tuple[nn.Module, Tensor, Tensor]:
    """Make a network, a batch of random inputs, and classes to go with them."""
    generator = torch.Generator().manual_seed(seed)
    model = build(kind, width, depth, length, generator)
    x = torch.rand(batch, *shape(kind, length), generator=generator)
    return model, x, torch.randint(costs.CLASSES, (batch,), generator=generator)


def stopwatches(
    config: Architecture | Scaling, sizes: dict[str, int], device: torch.device
) -> tuple[Stopwatch, Stopwatch, int]:
    """Set a network up on a device: a stopwatch forward, one forward and backward, and the bytes that it keeps."""
    model, x, y = network(config.kind, **sizes, seed=config.seed)
    model, x, y = model.to(device), x.to(device), y.to(device)
    kept = kept_bytes(model, x)
    return Stopwatch.of(using(model, x), device), Stopwatch.of(training(model, x, y), device), kept


def read(config: Architecture, step: int, board: dict[str, np.ndarray]) -> dict[str, float]:
    """Read the clock once more on every device, forward and forward + backward."""
    watches = _set_up(config)
    kept = watches[0][2]
    if not board:
        board["kept"] = np.array([[each] for _forward, _both, each in watches])
        for name in ("forward", "training"):
            board[name] = np.full((len(watches), config.repeats), np.nan)
            board |= {f"{name}_{part}": np.full((len(watches), 2), np.nan) for part in QUARTERS}  # ends of a line
    for d, (forward, both, _kept) in enumerate(watches):
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
        "kept_mb": costs.memory(every, config.batch) / 1e6,
        "measured_mb": kept / 1e6,
        "forward_ms": forward_ms,
        "training_ms": training_ms,
        "spread": (high - low) / training_ms,
        "gflops": 2e-6 * config.batch * costs.macs(every) / forward_ms,
    }


@lru_cache(maxsize=2)
def _set_up(config: Architecture) -> list[tuple[Stopwatch, Stopwatch, int]]:
    """Set the network up on every device of this machine."""
    sizes = {name: getattr(config, name) for name in VARIED}
    return [stopwatches(config, sizes, device) for device in present()]
