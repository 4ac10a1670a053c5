"""Several runs as one recording, so that one scrubber moves the pictures of all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ui.recording import PARAMETERS, Recording

MOST_FRAMES = 160  # of the common recording: enough to move smoothly, and eight runs of it travel in a second


@dataclass(slots=True)
class SideBySide:
    """Frames of several runs on common steps; what the player needs of a recording.

    Attributes
    ----------
    steps
        Steps at which any of the runs has a frame.
    metrics, trace
        Empty: curves of several runs are drawn whole, and no frame has parameters of its own.
    arrays
        ``"<probe> <mark>"`` -> one array a step: the run's newest frame that is not later, or its first.
    ranges
        What 0 and 255 mean in the arrays that are kept as bytes, under the same names.
    """

    steps: list[int] = field(default_factory=list)
    metrics: dict[str, list[float]] = field(default_factory=dict)
    arrays: dict[str, list[np.ndarray]] = field(default_factory=dict)
    trace: list[np.ndarray] = field(default_factory=list)
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)


def side_by_side(runs: Mapping[str, Recording], probes: Iterable[str]) -> SideBySide:
    """Bring runs onto common steps.

    Parameters
    ----------
    runs
        Mark -> recording with at least one frame.
    probes
        What is shown of each run. A probe that some run does not have for all of its frames is left out for that run.
    """
    steps = _common_steps(runs.values())
    both, wanted = SideBySide(steps), list(probes)
    for mark, recording in runs.items():
        frames = [max(bisect_right(recording.steps, step) - 1, 0) for step in steps]
        for probe in wanted:
            own = probe == PARAMETERS
            if not own and recording.missing([probe]):
                continue
            rows = recording.trace if own else recording.arrays[probe]
            both.arrays[common(probe, mark)] = [rows[frame] for frame in frames]
            if probe in recording.ranges:
                both.ranges[common(probe, mark)] = recording.ranges[probe]
    return both


def common(probe: str, mark: str) -> str:
    """Name one run's probe in the common recording."""
    return f"{probe} {mark}"


def _common_steps(recordings: Iterable[Recording]) -> list[int]:
    steps = sorted({step for recording in recordings for step in recording.steps})
    if len(steps) <= MOST_FRAMES:
        return steps
    return [steps[i] for i in np.linspace(0, len(steps) - 1, MOST_FRAMES).round().astype(int)]
