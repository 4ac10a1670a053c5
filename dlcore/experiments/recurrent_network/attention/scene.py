"""What stands still in the duel: the sequence over which the attention map is drawn. Loads without torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..attention_config import Attending

SHOWN_SEED = 4


@dataclass(frozen=True, slots=True, eq=False)
class DuelScene:
    """The still part of the duel's pictures.

    Attributes
    ----------
    labels
        What is read at each step, as a mark: a symbol, a bit, or a number with its marker.
    parameters
        Of the attention layer and of the recurrent one.
    width
        Of the attention layer.
    """

    labels: tuple[str, ...]
    parameters: tuple[int, int]
    width: int

    @property
    def ranges(self) -> Mapping[str, tuple[float, float]]:
        """What 0 and 255 mean in the map."""
        return {"map": (0.0, 1.0)}


def shown_sequence(config: Attending) -> np.ndarray:
    """One sequence of the task, (time, inputs) float64; drawn by numpy, so not one that is trained on."""
    rng, length = np.random.default_rng(SHOWN_SEED), config.length
    if config.task == "parity":
        return rng.integers(0, 2, (length, 1)).astype(float)
    if config.task == "first":
        x = np.zeros((length, 4))
        x[0, rng.integers(4)] = 1
        return x
    x = np.zeros((length, 2))
    x[:, 0] = rng.random(length)
    x[[rng.integers(length // 2), length // 2 + rng.integers(length - length // 2)], 1] = 1
    return x


def scene(config: Attending) -> DuelScene:
    """Return what stands still."""
    x = shown_sequence(config)
    match config.task:
        case "first":
            labels = ["ABCD"[int(row.argmax())] if row.any() else "·" for row in x]
        case "parity":
            labels = [f"{row[0]:.0f}" for row in x]
        case _:
            labels = [f"{row[0]:.1f}*" if row[1] else "·" for row in x]
    return DuelScene(tuple(labels), (config.attention_parameters, config.recurrent_parameters), config.width)
