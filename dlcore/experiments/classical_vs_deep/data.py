"""Cut the same four parts for everybody. The functions stand alone, because the learner's program quotes them."""

from __future__ import annotations

import numpy as np
import torch
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine

from dlcore.datasets.toy import TOYS
from dlcore.rivals.contest import Split

from .config import HELD, Config

LOADERS = {"iris": load_iris, "wine": load_wine, "breast_cancer": load_breast_cancer, "digits": load_digits}


def split(config: Config, k: int) -> Split:
    """Draw split k of a contest; every rival gets this one."""
    generator = torch.Generator().manual_seed(config.seed + k)
    counts = [config.points, config.validation]
    if config.plane:
        x, y = drawn(TOYS[config.data], sum(counts) + 2 * HELD, config.noise, generator)
        counts += [HELD, HELD]
    else:
        x, y = shuffled(LOADERS[config.data](), generator)
        counts += [len(x) - sum(counts)]
    seen = sum(counts[:2])
    x = with_distractors(x, config.distractors, generator)
    y[:seen] = mislabelled(y[:seen], config.classes, config.mislabelled, generator)
    if config.standardise:
        x = standardised(x, counts[0])
    parts = list(zip(np.split(x, np.cumsum(counts)[:-1]), np.split(y, np.cumsum(counts)[:-1]), strict=True))
    if not config.plane:
        parts.append(parts[-1])
    return Split(*[array for part in parts for array in part])


def drawn(toy, n, noise, generator):
    """Draw points on the plane in a random order."""
    x, y = toy(n, noise, generator)
    order = torch.randperm(n, generator=generator)
    return x[order].numpy(), y[order].numpy()


def shuffled(bunch, generator):
    """Put a measured set in a random order."""
    order = torch.randperm(len(bunch.target), generator=generator).numpy()
    return bunch.data[order].astype(np.float64), bunch.target[order].astype(np.int64)


def with_distractors(x, count, generator):
    """Append columns of pure noise, as large as the measurements."""
    noise = torch.randn(len(x), count, generator=generator, dtype=torch.float64).numpy()
    return np.concatenate([x, noise * x.std()], axis=1)


def mislabelled(y, classes, share, generator):
    """Give a share of the examples another class, drawn at random."""
    wrong = (torch.rand(len(y), generator=generator, dtype=torch.float64) < share).numpy()
    other = (y + torch.randint(1, classes, (len(y),), generator=generator).numpy()) % classes
    return np.where(wrong, other, y)


def standardised(x, count):
    """Give every column mean 0 and standard deviation 1, measured on the first `count` rows only."""
    deviation = x[:count].std(0)
    return (x - x[:count].mean(0)) / np.where(deviation > 1e-9, deviation, 1)
