"""A recording as the player sees it, small enough to check by hand."""

from dataclasses import dataclass

import numpy as np
import pytest


@dataclass
class Run:
    steps: list[int]
    metrics: dict[str, list[float]]
    arrays: dict[str, list[np.ndarray]]
    trace: list[np.ndarray]
    ranges: dict[str, tuple[float, float]]

    def cut(self, frames: int) -> "Run":
        """The same run, seen earlier."""
        metrics = {name: values[:frames] for name, values in self.metrics.items()}
        arrays = {name: values[:frames] for name, values in self.arrays.items()}
        return Run(self.steps[:frames], metrics, arrays, self.trace[:frames], self.ranges)


@pytest.fixture
def recording() -> Run:
    return record(5)


def record(frames: int) -> Run:
    random = np.random.default_rng(0)
    return Run(
        steps=[3 * i for i in range(frames)],
        metrics={"train_loss": [1 / (i + 1) for i in range(frames)]},
        arrays={
            "surface": [random.integers(256, size=(50, 50)).astype(np.uint8) for _ in range(frames)],
            "misses": [(random.random(7) < 0.5).astype(np.float32) for _ in range(frames)],
            "gradient_norms": [random.random(2).astype(np.float32) for _ in range(frames)],
        },
        trace=[random.normal(size=4) for _ in range(frames)],
        ranges={"surface": (0.0, 1.0)},
    )
