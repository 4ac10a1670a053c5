"""Make a data set of the catalogue: draw its points, then split them, all with one generator."""

from __future__ import annotations

import torch

from .catalogue import DATASETS
from .dataset import Dataset
from .real import table
from .toy import TOYS


def make(
    name: str,
    *,
    samples: int,
    train_points: int,
    data_seed: int,
    noise: float = 0.0,
    measurements: tuple[int, ...] = (1, 2),
) -> Dataset:
    """Make a data set; the same arguments give the same one, whatever else draws random numbers meanwhile.

    Parameters
    ----------
    name
        A name in :data:`~dlcore.datasets.catalogue.DATASETS`.
    samples
        How many points to draw; of a measured set, that many of its specimens.
    train_points
        How many of them to train on; the others are for testing. Which is which is drawn as well.
    data_seed
        Seed of the one generator that everything is drawn with.
    noise
        0 is clean, 0.5 is a mess; a measured set is left as it is.
    measurements
        Which two columns of a measured set to use, counted from 1; a toy set has none to choose from.

    Raises
    ------
    KeyError
        If the catalogue has no such name.
    ValueError
        If a measured set is asked for more points than it has, or the split leaves nothing to train or to test on.
    """
    entry = DATASETS[name]
    if samples > entry.most:
        raise ValueError(f"{name} has {entry.most} points; got samples={samples}")
    generator = torch.Generator().manual_seed(data_seed)
    if entry.real:
        data = table(name)
        chosen = torch.randperm(len(data.values), generator=generator)[:samples].numpy()
        first, second = (column - 1 for column in measurements)
        points, targets = data.values[chosen][:, [first, second]], data.labels[chosen]
        classes, axes, target_name = data.classes, (data.axes[first], data.axes[second]), data.target_name
    else:
        points, targets = (drawn.numpy() for drawn in TOYS[name](samples, noise, generator))
        classes = tuple(str(i) for i in range(max(entry.outputs, 2))) if entry.kind == "classes" else ()
        axes, target_name = ("x₁", "x₂"), "y"
    train = torch.zeros(samples, dtype=torch.bool)
    train[torch.randperm(samples, generator=generator)[:train_points]] = True
    return Dataset(points, targets, train.numpy(), classes, axes, target_name, standardise=entry.real)
