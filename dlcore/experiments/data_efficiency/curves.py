"""Several models on several sets: each is fitted, with fixed settings, to the first n of the same points."""

from __future__ import annotations

import warnings
from functools import lru_cache

import numpy as np
import torch
from sklearn.datasets import load_digits

from dlcore.datasets.toy import TOYS
from dlcore.rivals.contest import accuracy, make
from dlcore.rivals.spaces import SPACES

from .config import HELD, HELD_DIGITS, SIZES, Curves


def errors(config: Curves, size: int, data: str, model: str) -> np.ndarray:
    """Return every seed's test error after fitting a model to so many points: (seeds,)."""
    found = []
    for k in range(config.seeds):
        x, y, test_x, test_y = examples(data, config.noise, config.seed + k)
        fitted = make(model, SPACES[model][0], config.seed + k)
        with warnings.catch_warnings():  # a solver that is cut off is judged by its answers like everybody
            warnings.simplefilter("ignore")
            fitted.fit(x[:size], y[:size])
        found.append(1 - accuracy(fitted, test_x, test_y))
    return np.array(found)


@lru_cache(maxsize=16)
def examples(data: str, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw the points that training sets of all sizes begin with, and those that test."""
    if data == "digits":
        x, y = pictures(load_digits(), seed)
        return x[HELD_DIGITS:], y[HELD_DIGITS:], x[:HELD_DIGITS], y[:HELD_DIGITS]
    x, y = points(TOYS[data], noise, seed, max(SIZES), HELD)
    return x[: max(SIZES)], y[: max(SIZES)], x[max(SIZES) :], y[max(SIZES) :]


def points(toy, noise, seed, most, held):
    """Draw points on a plane: first those to train on, then those to test on."""
    generator = torch.Generator().manual_seed(seed)
    parts = [toy(count, noise, generator) for count in (most, held)]  # in each, the classes take turns
    return torch.cat([x for x, _ in parts]).numpy(), torch.cat([y for _, y in parts]).numpy()


def pictures(bunch, seed):
    """Put the digits in a random order, with pixels from 0 to 1."""
    order = torch.randperm(len(bunch.target), generator=torch.Generator().manual_seed(seed)).numpy()
    return bunch.data[order] / 16, bunch.target[order]
