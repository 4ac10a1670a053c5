"""What a run has shown so far, in the compact form that is kept in memory, on disk and in the browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from dlcore.config import Config
from dlcore.datasets.dataset import Dataset
from dlcore.history import last_common_epoch
from dlcore.snapshot import Checkpoint
from dlcore.worker import Slice

LEVELS = 256
MOST_CHECKPOINTS = 32
MOST_CHECKPOINT_BYTES = 2_000_000
PARAMETERS = "parameters"  # the probe that every frame has without being asked: its row of the trace


@dataclass(slots=True)
class Recording:
    """Frames of one run. Frame i is made of ``steps[i]``, ``metrics[*][i]``, ``arrays[*][i]`` and ``trace[i]``.

    Attributes
    ----------
    config
        The experiment.
    scene
        What it is trained on; None until the first slice has come.
    steps
        Epochs.
    metrics
        Numbers by name, one a frame.
    arrays
        Probes by name, one array a frame: uint8 for those named in :attr:`ranges`, float32 for the others.
        An array that was asked for late may be there for the first frames only; see :meth:`gap`.
    trace
        (P,) float64 parameters, one row a frame, from which every probe can be computed later.
    checkpoint
        Where the run goes on.
    checkpoints
        Where slices have ended, the last one included: branches go on from them. When they are too many or too large,
        those go that leave the smallest gaps.
    finished, diverged
        Whether the run is over, and whether it ended because its loss exploded.
    seconds
        Computing time so far.
    end
        The last epoch; 0 until the first slice has come.
    """

    config: Config
    scene: Any | None = None
    steps: list[int] = field(default_factory=list)
    metrics: dict[str, list[float]] = field(default_factory=dict)
    arrays: dict[str, list[np.ndarray]] = field(default_factory=dict)
    trace: list[np.ndarray] = field(default_factory=list)
    checkpoint: Checkpoint | None = None
    checkpoints: list[Checkpoint] = field(default_factory=list)
    finished: bool = False
    diverged: bool = False
    seconds: float = 0.0
    end: int = 0
    beyond: dict[str, dict[int, np.ndarray]] = field(default_factory=dict)  # arrays of frames that follow a gap

    def extend(self, piece: Slice) -> None:
        """Append a slice of the run."""
        if piece.scene is not None:
            self.scene = piece.scene
        for snapshot in piece.snapshots:
            self.diverged = self.diverged or snapshot.diverged
            if self.steps and snapshot.step <= self.steps[-1]:
                continue  # a run that diverges repeats the last finite state, which may have been shown already
            for name, array in snapshot.probes.items():
                if name == PARAMETERS:
                    self.trace.append(array)
                else:
                    self._put(name, len(self.steps), array)
            for name, value in snapshot.metrics.items():
                self.metrics.setdefault(name, []).append(value)
            self.steps.append(snapshot.step)
        self.checkpoint, self.finished, self.end = piece.checkpoint, piece.finished, piece.end
        self.seconds += piece.seconds
        if piece.checkpoint is not None and piece.checkpoint not in self.checkpoints[-1:]:
            self.checkpoints.append(piece.checkpoint)
            self._thin_out()

    def add(self, arrays: Mapping[str, np.ndarray], frames: int, start: int = 0) -> None:
        """Fill in replayed arrays, (frames - start, …) each, for the frames from `start` up to `frames`."""
        for name, array in arrays.items():
            for frame, one in zip(range(start, frames), array, strict=True):
                self._put(name, frame, one)

    def missing(self, probes: Iterable[str]) -> tuple[str, ...]:
        """Name those of `probes` that are not there for every frame."""
        return tuple(name for name in probes if len(self.arrays.get(name, ())) < len(self.steps))

    def gap(self, probes: Iterable[str]) -> tuple[int, int]:
        """Find the frames, from the first one up to the second, where some of `probes` must be filled in."""
        starts, ends = [len(self.steps)], [0]
        for name in self.missing(probes):
            starts.append(len(self.arrays.get(name, ())))
            ends.append(min(self.beyond.get(name, ()), default=len(self.steps)))
        return min(starts), max(ends)

    def nearest(self, epoch: int) -> Checkpoint | None:
        """The latest checkpoint at or before an epoch; None if there is none."""
        return next((each for each in reversed(self.checkpoints) if each.step <= epoch), None)

    def start_of(self, branch: Config) -> Checkpoint | None:
        """The latest checkpoint from which a run of `branch` may go on; None: it has to begin at the beginning."""
        return self.nearest(last_common_epoch(self.config, branch))

    def _thin_out(self) -> None:
        kept = self.checkpoints
        while len(kept) > MOST_CHECKPOINTS or sum(len(each.state) for each in kept[:-1]) > MOST_CHECKPOINT_BYTES:
            steps = [0, *(each.step for each in kept)]
            gaps = [after - before for before, after in zip(steps, steps[2:], strict=False)]  # where one is missing
            del kept[min(range(len(gaps)), key=gaps.__getitem__)]

    def copy(self) -> Recording:
        """Return one with lists of its own; the arrays in them are shared, since nobody ever changes them."""
        return replace(
            self,
            steps=self.steps.copy(),
            metrics={name: values.copy() for name, values in self.metrics.items()},
            arrays={name: values.copy() for name, values in self.arrays.items()},
            trace=self.trace.copy(),
            checkpoints=self.checkpoints.copy(),
            beyond={name: values.copy() for name, values in self.beyond.items()},
        )

    @property
    def ranges(self) -> Mapping[str, tuple[float, float]]:
        """What 0 and 255 mean in each array that is kept as bytes: a scene other than a data set says so itself.

        With C > 2 classes, a surface's whole part is the class, so each class has levels of its own, decoded at their
        centres: a value never slips into the next class.
        """
        if not isinstance(self.scene, Dataset):
            return getattr(self.scene, "ranges", {})
        low, high = 0.0, 1.0
        if not self.scene.classes:
            least, most = float(self.scene.targets.min()), float(self.scene.targets.max())
            margin = 0.1 * ((most - least) or 1.0)
            low, high = least - margin, most + margin
        elif len(self.scene.classes) > 2:
            levels = LEVELS // len(self.scene.classes)
            low, high = 0.5 / levels, (LEVELS - 0.5) / levels
        return {"surface": (low, high), "unit_maps": (-1.0, 1.0)}

    @property
    def nbytes(self) -> int:
        """Memory taken by arrays and checkpoints, in bytes."""
        columns = [*self.arrays.values(), self.trace, *(column.values() for column in self.beyond.values())]
        states = sum(len(each.state) for each in self.checkpoints)
        return states + sum(array.nbytes for column in columns for array in column)

    def _put(self, name: str, frame: int, array: np.ndarray) -> None:
        column, beyond = self.arrays.setdefault(name, []), self.beyond.setdefault(name, {})
        if frame < len(column):
            return
        ranges = self.ranges
        beyond[frame] = quantise(array, *ranges[name]) if name in ranges else array.astype(np.float32)
        while (following := beyond.pop(len(column), None)) is not None:
            column.append(following)


def quantise(array: np.ndarray, low: float, high: float) -> np.ndarray:
    """Round to the nearest of 256 levels between `low` and `high`, as uint8; NaN becomes 0."""
    levels = (array.astype(np.float64) - low) * ((LEVELS - 1) / (high - low)) + 0.5
    return np.fmin(np.fmax(levels, 0), LEVELS - 1).astype(np.uint8)
