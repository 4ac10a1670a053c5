"""Finished recordings to keep."""

from __future__ import annotations

import numpy as np

from dlcore.worker import advance
from tests.fake_experiment import Config
from ui.recording import Recording


def finished(seed: int = 0) -> Recording:
    """Count to the end in this process."""
    recording = Recording(Config(seed=seed))
    recording.extend(advance(recording.config, None, 1e9, None, ("surface", "double")))
    return recording


def content(recording: Recording) -> object:
    """All that a learner can see of a recording."""
    scene = recording.scene
    assert scene is not None
    return (
        recording.config,
        [np.asarray(value).tolist() for value in (scene.points, scene.targets, scene.is_train, scene.mean, scene.std)],
        (scene.classes, scene.axes, scene.target_name, scene.standardise),
        (list(recording.steps), {name: list(values) for name, values in recording.metrics.items()}),
        {name: np.stack(rows).tolist() for name, rows in recording.arrays.items()},
        {name: rows[0].dtype for name, rows in recording.arrays.items()},
        np.stack(recording.trace).tobytes(),
        (recording.finished, recording.diverged, recording.seconds, recording.end, recording.ranges),
    )
