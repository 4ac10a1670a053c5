"""A sweep as a run: its steps are the values of a knob, computed a batch at a time and shown one by one."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcore.snapshot import Checkpoint, Snapshot

BAND = (0.1, 0.9)  # between these quantiles lie the middle four fifths of the seeds
LEAST, MOST = 1e-12, 1e30  # errors below are rounding errors, and a logarithmic axis has no zero

Seen = tuple[dict[str, float], dict[str, np.ndarray]]
Stop = Callable[[int], bool]


def swept(
    batches: Sequence[Sequence[int]],
    measured: Callable[[Sequence[int], dict[str, Any]], list[Seen]],
    start: Checkpoint | None,
    stop: Stop | None,
) -> Iterator[Snapshot]:
    """Show a sweep step by step; nothing that was computed is computed again after a stop.

    Parameters
    ----------
    batches
        The steps in order, cut into those that are computed together.
    measured
        (a batch of steps, what earlier batches have kept) -> metrics and probes of each; it may keep things there.
    start
        Where to go on. Its state holds what was computed and not yet shown.
    stop
        Asked after every step; at True, the sweep ends there.
    """
    shown = -1 if start is None else start.step
    ahead: dict[int, Seen]
    kept: dict[str, Any]
    ahead, kept = ({}, {}) if start is None else pickle.loads(start.state)
    for batch in batches:
        steps = [step for step in batch if step > shown]
        if not steps:
            continue
        if any(step not in ahead for step in steps):
            ahead = dict(zip(batch, measured(batch, kept), strict=True))
        for step in steps:
            metrics, probes = ahead.pop(step)
            ended = stop is not None and stop(step)
            checkpoint = None
            if ended or step == batch[-1]:
                left = {later: ahead[later] for later in steps if later > step}
                checkpoint = Checkpoint(step, pickle.dumps((left, kept)))
            record = {"parameters": np.array([step], float), **probes}
            yield Snapshot(step, metrics, record, checkpoint)
            if ended:
                return
        ahead = {}


def in_batches(steps: int, most: int) -> list[range]:
    """Cut 0 … steps − 1 into batches of at most `most`."""
    return [range(first, min(first + most, steps)) for first in range(0, steps, most)]


def spread(name: str, values: Tensor | np.ndarray) -> dict[str, float]:
    """Sum up one number a seed: the median, and the ends of :data:`BAND` as ``…_low`` and ``…_high``."""
    numbers = np.nan_to_num(np.asarray(values, dtype=np.float64), nan=MOST).clip(LEAST, MOST)
    low, high = np.quantile(numbers, BAND)
    return {name: float(np.median(numbers)), f"{name}_low": float(low), f"{name}_high": float(high)}


def generator(seed: int) -> torch.Generator:
    """Make the generator that everything random of one seed comes from."""
    return torch.Generator().manual_seed(seed)
