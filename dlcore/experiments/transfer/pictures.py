"""The pictures of both tasks: digits somewhere on a black canvas, and what a source may have done to its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from dlcore.datasets.digits import digits

from .config import MOST, SIDE, Transfer

FAR = 1_000_000  # from a target's seed to its source's


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What one task is learned from and tested on, for one seed: pixels (n, side²) and classes (n,)."""

    x: Tensor
    y: Tensor
    test_x: Tensor
    test_y: Tensor


def first(config: Transfer, source: str, seed: int) -> Task:
    """Draw the first task; each of its pictures to train on comes in several places."""
    classes = config.new if source == "mnist_same" else config.old
    return _drawn(source, classes, config.wander, config.pretraining, config.placements, seed + FAR)


def second(config: Transfer, seed: int) -> Task:
    """Draw the second task, with the most examples that there may be."""
    return _drawn("digits", config.new, config.wander, MOST, 1, seed)


@lru_cache(maxsize=16)
def _drawn(source: str, classes: tuple[int, ...], wander: int, most: int, placements: int, seed: int) -> Task:
    return Task(*task(*images(source), classes, source, wander, most, placements, seed))


def images(source: str) -> tuple[Tensor, Tensor]:
    """Return the 8×8 pictures (n, 8, 8) that a source draws from, from 0 to 1, and which digits they are (n,)."""
    kept = digits("mnist" if source.startswith("mnist") else "digits8")
    x, y = torch.from_numpy(kept.pixels()), torch.tensor(kept.labels)
    return (shrunk(x) if kept.side > SIDE else x), y


def shrunk(x):
    """Make 28×28 pictures 8×8: cut off their empty edge and average squares of 3×3."""
    return x[:, 2:26, 2:26].unflatten(2, (8, 3)).unflatten(1, (8, 3)).mean((2, 4))


def task(x, y, classes, source, wander, most, placements, seed):
    """Draw pictures to train on, whose classes take turns, and others to test on."""
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(y), generator=generator)
    found = [order[y[order] == digit] for digit in classes]
    test = torch.cat([each[:70] for each in found])
    train = torch.stack([each[70 : 70 + most] for each in found], 1).flatten().repeat(placements)
    test_y, train_y = torch.arange(5).repeat_interleave(70), torch.arange(5).repeat(most * placements)
    x = placed(x[torch.cat([test, train])], wander, generator)
    if source == "rotated":
        x = x.rot90(1, (1, 2))
    if source == "inverted":
        x = 1 - x
    x = x.flatten(1)
    if source == "scrambled":  # one and the same order of the pixels in all pictures
        x = x[:, torch.randperm(x.shape[1], generator=generator)]
    if source == "labels":  # the class of a picture says nothing about it
        train_y = torch.randint(5, train_y.shape, generator=generator)
    return x[len(test) :], train_y, x[: len(test)], test_y


def placed(x, wander, generator):
    """Lay 8×8 pictures on a black canvas (n, side, side), up to `wander` pixels off its middle across and down."""
    side = 8 + 2 * wander
    wide = torch.nn.functional.pad(x, [2 * wander] * 4)
    down, across = torch.randint(2 * wander + 1, (2, len(x)), generator=generator)
    rows, columns = torch.arange(side) + down[:, None], torch.arange(side) + across[:, None]
    return wide[torch.arange(len(x))[:, None, None], rows[:, :, None], columns[:, None, :]]
