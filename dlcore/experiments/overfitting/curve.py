"""What the rooms with one input share: data sets, test points, the grid on which fits are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.curves import CURVES, draw
from dlcore.models.mlp import initial_parameters

from .still import Scene
from .sweeping import generator

TEST_POINTS = 500
TEST_SEED, FRESH_SEED = 1_000_000, 2_000_000  # beyond every seed of a training set
GRID = 161
LINES = 8  # fits that are drawn as lines; the band is of all
SPREAD = 3**-0.5  # standard deviation of inputs that are spread evenly over [-1, 1]


class Curved(Protocol):
    """The settings of a room with one input."""

    @property
    def curve(self) -> str: ...
    @property
    def noise(self) -> float: ...
    @property
    def seeds(self) -> int: ...
    @property
    def seed(self) -> int: ...


def data_sets(config: Curved, counts: Sequence[int]) -> tuple[list[tuple[Tensor, Tensor]], list[torch.Generator]]:
    """Draw every seed's points, once for each of `counts` (training, validation, …).

    Returns
    -------
    parts, generators
        For each count (x, y), both (seeds, count); and each seed's generator, for what is drawn after the data.
    """
    generators = [generator(config.seed + k) for k in range(config.seeds)]
    parts = []
    for count in counts:
        drawn = [draw(CURVES[config.curve], count, config.noise, g) for g in generators]
        parts.append((torch.stack([x for x, _ in drawn]), torch.stack([y for _, y in drawn])))
    return parts, generators


def held_out(config: Curved, seed: int) -> tuple[Tensor, Tensor]:
    """Draw test points that all seeds share, (1, TEST_POINTS) each."""
    x, y = draw(CURVES[config.curve], TEST_POINTS, config.noise, generator(seed))
    return x[None], y[None]


def grid() -> Tensor:
    """Return the inputs at which fits are drawn, (1, GRID)."""
    return torch.linspace(-1, 1, GRID, dtype=torch.float64)[None]


def starts(sizes: Sequence[int], generators: Sequence[torch.Generator]) -> Tensor:
    """Draw each seed's first parameters: (seeds, parameters)."""
    return torch.stack([initial_parameters(sizes, "default", g) for g in generators])


def inputs(x: Tensor) -> Tensor:
    """Bring x (seeds, n) to standard deviation 1, as a network is fed it: (seeds, 1, n)."""
    return x[:, None] / SPREAD


def fits(predicted: Tensor) -> dict[str, np.ndarray]:
    """Turn predictions on the grid (seeds, GRID) into what the picture shows of them."""
    low, high = np.quantile(predicted.numpy(), (0.1, 0.9), axis=0)
    lines = np.full((LINES, predicted.shape[1]), np.nan)
    lines[: min(LINES, len(predicted))] = predicted[:LINES].numpy()
    return {"fits": lines.clip(-1e6, 1e6), "fit_band": np.stack([low, high]).clip(-1e6, 1e6)}


def picture(config: Curved, values: Sequence[float], x: Tensor, y: Tensor) -> Scene:
    """Return the scene: the first seed's training points and the true curve."""
    places = grid()
    return Scene(
        np.array(values, float), x[0].numpy(), y[0].numpy(), places[0].numpy(), CURVES[config.curve](places)[0].numpy()
    )
