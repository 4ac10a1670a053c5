"""What a run hands out: snapshots to look at, checkpoints to go on from. Loads without torch."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Everything a run needs to go on bit for bit as if it had never stopped.

    Attributes
    ----------
    step
        The epoch after which it was taken; 0 is the untrained network.
    state
        Parameters, optimiser state and random state, opaque to everyone but the run.
    """

    step: int
    state: bytes


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run, seen after one epoch.

    Attributes
    ----------
    step
        Epochs trained so far; 0 is the untrained network.
    metrics
        Named numbers, such as ``train_loss``, always finite.
    probes
        Named arrays, such as ``parameters`` or ``surface``. None, and no metrics, where a run stopped before its first
        frame and there is only a checkpoint to hand out.
    checkpoint
        Where the run can be taken up again; None where it was left out to save space.
    diverged
        True on the last snapshot of a run whose loss exploded; it then holds the last finite state.
    """

    step: int
    metrics: dict[str, float]
    probes: dict[str, np.ndarray] = field(default_factory=dict)
    checkpoint: Checkpoint | None = None
    diverged: bool = False
