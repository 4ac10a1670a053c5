"""What the logistic-regression experiments are trained on, and what their results are examined on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from dlcore.datasets.dataset import Dataset
from dlcore.datasets.real import table
from dlcore.models.features import features
from dlcore.models.newton import newton

from . import clouds
from .config import FOUR_POINTS, LARGEST_SEED, LogisticRegression
from .material import Scene

DRAWN: dict[str, Callable[..., tuple[torch.Tensor, torch.Tensor]]] = {
    "line": clouds.line,
    "clouds": clouds.clouds,
    "separable": clouds.separable,
    "xor": clouds.xor,
}
NEVER_CHOSEN = LARGEST_SEED + 1  # a seed beyond every seed a learner can choose


def observe(config: LogisticRegression) -> Scene:
    """Make the experiment's points and solve them; the same config gives the same."""
    generator = torch.Generator().manual_seed(config.data_seed)
    values, labels, names, classes = _points(config, generator, config.points)
    is_train = torch.zeros(len(labels), dtype=torch.bool)
    is_train[torch.randperm(len(labels), generator=generator)[: config.train_points]] = True
    chosen = is_train.numpy()
    inputs = weigh(config, values, values[chosen])
    reference = None
    if config.classes == 2 and config.loss == "cross_entropy":
        reference = newton(inputs[chosen], labels[chosen], config.weight_decay)
    plane = None
    if values.shape[1] == 2:
        plane = Dataset(values, labels, chosen, classes, (names[0], names[1]), standardise=config.measured)
    return Scene(values, labels, chosen, names, classes, inputs, np.zeros(0) if reference is None else reference, plane)


def fresh(config: LogisticRegression, samples: int = 2000) -> tuple[np.ndarray, np.ndarray] | None:
    """Draw inputs and labels that nobody has seen; None where there are no more than were measured."""
    if config.dataset not in DRAWN:
        return None
    generator = torch.Generator().manual_seed(NEVER_CHOSEN + config.data_seed)
    values, labels, _names, _classes = _points(config, generator, samples)
    return weigh(config, values, values), labels


def weigh(config: LogisticRegression, values: np.ndarray, train: np.ndarray) -> np.ndarray:
    """Make of measurements (n, d) what the weighted sum is fed, (n, features); `train` says what is standard."""
    seen = (values - train.mean(0)) / train.std(0) if config.measured else values
    return features(torch.from_numpy(seen), config.features).numpy() if config.features else seen


def _points(
    config: LogisticRegression, generator: torch.Generator, samples: int
) -> tuple[np.ndarray, np.ndarray, tuple[str, ...], tuple[str, ...]]:
    if config.dataset == "four":
        x, y = FOUR_POINTS
        return np.array(x)[:, None], np.array(y, dtype=np.int64), ("x",), ("0", "1")
    if config.measured:
        data = table(config.dataset)
        columns = [column - 1 for column in config.columns]
        return data.values[:, columns], data.labels.copy(), tuple(data.axes[column] for column in columns), data.classes
    points, y = DRAWN[config.dataset](samples, config.distance, config.positives, generator)
    wrong = torch.rand(samples, generator=generator, dtype=torch.float64) < config.flipped
    labels = torch.where(wrong, 1 - y, y)
    names = ("x",) if points.shape[1] == 1 else ("x₁", "x₂")
    return points.numpy(), labels.numpy(), names, ("0", "1")
