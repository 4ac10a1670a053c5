"""The counting experiment itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from dlcore.datasets.dataset import Dataset
from dlcore.snapshot import Checkpoint, Snapshot

from .config import Counting


def scene(config: Counting) -> Dataset:
    """Two points of two classes."""
    return Dataset(np.eye(2), np.array([0, 1]), np.array([True, False]), classes=("a", "b"))


def schedule(config: Counting) -> tuple[int, ...]:
    """Every fifth epoch, and the last."""
    return tuple(sorted({*range(0, config.epochs, 5), config.epochs}))


def run(
    config: Counting,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Add the epoch's random number to a sum that begins at 0."""
    scheduled = set(schedule(config))
    epoch, total = (start.step, float(start.state)) if start else (0, 0.0)
    ended = False
    if start is None:
        yield seen(config, 0, total, probes)
        ended = stop is not None and stop(0)
    while not ended and epoch < config.epochs:
        epoch += 1
        time.sleep(config.pause)
        if epoch == config.at and config.trouble == "raises":
            raise ArithmeticError("the count went wrong")
        if epoch == config.at and config.trouble == "kills":
            os.kill(os.getpid(), signal.SIGKILL)
        if epoch == config.at and config.trouble == "diverges":
            yield seen(config, epoch - 1, total, probes, diverged=True)
            return
        total += float(np.random.default_rng((config.seed, epoch)).random())
        ended = epoch == config.epochs or (stop is not None and stop(epoch))
        if ended or epoch in scheduled:
            yield seen(config, epoch, total, probes)


def seen(config: Counting, epoch: int, total: float, probes: Sequence[str], diverged: bool = False) -> Snapshot:
    """Make the snapshot of one epoch."""
    parameters = np.array([float(epoch), total])
    arrays = {name: array[0] for name, array in replay(config, parameters[None], probes).items()}
    checkpoint = None if diverged else Checkpoint(epoch, repr(total).encode())
    return Snapshot(epoch, {"train_loss": total}, {"parameters": parameters, **arrays}, checkpoint, diverged)


def replay(config: Counting, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Know two probes, ``surface`` (2, 2) and ``double`` (1,), and leave out any other."""
    share = trace[:, 0] / config.epochs
    known = {"surface": np.ones((len(trace), 2, 2)) * share[:, None, None], "double": 2 * trace[:, 1:]}
    return {name: array.astype(np.float32) for name, array in known.items() if name in probes}


def examine(config: Counting, parameters: np.ndarray) -> dict[str, float]:
    """Give the sum back."""
    return {"fresh_loss": float(parameters[1])}
