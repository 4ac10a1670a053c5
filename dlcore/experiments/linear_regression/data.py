"""What the linear-regression experiments are trained on, and what their results are examined on."""

from __future__ import annotations

import numpy as np
import torch

from dlcore.datasets.lines import noisy_line
from dlcore.datasets.observations import Observations
from dlcore.datasets.own import split
from dlcore.datasets.quartet import ANSCOMBE, FOUR_POINTS
from dlcore.datasets.real import table

from .config import LARGEST_SEED, MEASUREMENTS, UNSEEN, LinearRegression, SeveralFeatures

Config = LinearRegression | SeveralFeatures
NEVER_CHOSEN = LARGEST_SEED + 1  # a seed beyond every seed a learner can choose


def observe(config: Config) -> Observations:
    """Make the experiment's data; the same config gives the same, whatever else draws random numbers meanwhile."""
    if isinstance(config, SeveralFeatures):
        return _several(config)
    match config.dataset:
        case "four":
            return _points(config, *FOUR_POINTS)
        case "anscombe":
            return _points(config, *ANSCOMBE[config.quartet - 1])
        case "noisy":
            return _points(config, *draw(config, config.data_seed))
        case "own" if config.own is not None:
            return _points(config, config.own.points[:, 0], config.own.targets, config.own.axes, config.own.target_name)
    return _patients(config, (config.measurement,))


def draw(config: LinearRegression, seed: int, samples: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Draw the points of the noisy line, x and y; `samples` points without outliers where it is given."""
    n, outliers = (config.samples, config.outliers) if samples is None else (samples, 0)
    generator = torch.Generator().manual_seed(seed)
    x, y = noisy_line(n, config.slope, config.intercept, config.noise, outliers, generator)
    return x.numpy(), y.numpy()


def unseen(config: Config) -> tuple[np.ndarray, np.ndarray]:
    """Measurements (n, d) and progressions (n,) of the patients that no experiment uses."""
    measurements = config.measurements if isinstance(config, SeveralFeatures) else (config.measurement,)
    data, (_, kept_back) = table("diabetes"), split_patients()
    return data.values[kept_back][:, _columns(measurements)], data.labels[kept_back]


def split_patients() -> tuple[np.ndarray, np.ndarray]:
    """Rows of the diabetes table: those for the experiments, and those kept back; always the same."""
    generator = torch.Generator().manual_seed(NEVER_CHOSEN)
    order = torch.randperm(len(table("diabetes").values), generator=generator).numpy()
    return order[UNSEEN:], order[:UNSEEN]


def _columns(measurements: tuple[str, ...]) -> list[int]:
    return [MEASUREMENTS.index(name) for name in measurements]


def _points(
    config: LinearRegression, x: object, y: object, names: tuple[str, ...] = ("x",), target_name: str = "y"
) -> Observations:
    values = np.asarray(x, dtype=np.float64)[:, None]
    targets = np.asarray(y, dtype=np.float64)
    return Observations(values, targets, np.ones(len(targets), bool), names, target_name, config.standardise)


def _several(config: SeveralFeatures) -> Observations:
    own = config.own
    if own is None:
        return _patients(config, config.measurements)
    is_train = split(own, config.train_share, config.data_seed)
    return Observations(own.points, own.targets, is_train, own.axes, own.target_name, config.standardise)


def _patients(config: Config, measurements: tuple[str, ...]) -> Observations:
    data, (rows, _) = table("diabetes"), split_patients()
    columns = _columns(measurements)
    is_train = torch.zeros(len(rows), dtype=torch.bool)
    generator = torch.Generator().manual_seed(config.data_seed)
    is_train[torch.randperm(len(rows), generator=generator)[: config.train_points]] = True
    return Observations(
        data.values[rows][:, columns],
        data.labels[rows].astype(np.float64),
        is_train.numpy(),
        tuple(data.axes[column] for column in columns),
        data.target_name,
        config.standardise,
    )
