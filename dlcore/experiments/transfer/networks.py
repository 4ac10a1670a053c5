"""Networks of all ways and seeds, stacked: what they start from, what of them may move, and how they learn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import torch
from torch import Tensor

from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import Adam
from dlcore.stacked import StackedMLP, layers, with_ones

from .config import CLASSES, Transfer
from .pictures import FAR, Task, first, second

FIRST_RATE = 0.01  # at which the first task is learned


@lru_cache(maxsize=8)
def learned(config: Transfer, source: str) -> Tensor:
    """Train every seed's network on the first task: (seeds, parameters), not to be changed."""
    theta = fresh(config, FAR)
    net = stack(theta, config)
    tasks = [first(config, source, config.seed + k) for k in range(config.seeds)]
    x, y = together(tasks, "x"), together(tasks, "y")
    rates = torch.full((len(theta), 1), FIRST_RATE, dtype=torch.float64)
    train(net, Adam(theta, rates, torch.zeros_like(rates)), x, y, config.patience)
    return theta


def fresh(config: Transfer, offset: int = 0) -> Tensor:
    """Draw every seed's first parameters: (seeds, parameters)."""
    seeds = range(config.seed + offset, config.seed + offset + config.seeds)
    drawn = [initial_parameters(config.sizes, "default", torch.Generator().manual_seed(seed)) for seed in seeds]
    return torch.stack(drawn)


def stack(theta: Tensor, config: Transfer) -> StackedMLP:
    """Return the networks of these parameters (networks, parameters), which are used in place."""
    return StackedMLP(theta, config.sizes, ["relu"] * config.hidden, LOSSES["cross_entropy"])


def begun(config: Transfer, way: str, taken: Tensor, kept: int | None = None) -> tuple[Tensor, Tensor]:
    """Return a way's start and which of its parameters may move.

    Parameters
    ----------
    way
        ``fresh``: nothing is taken over, all moves. ``tuned``: the lower layers are taken over, all moves. ``frozen``:
        the lower layers are taken over and stay. ``random``: they stay as they were drawn.
    taken
        (seeds, parameters) from the first task.
    kept
        How many layers, from the pixels, are meant; left out, all but the last.

    Returns
    -------
    theta, free
        (seeds, parameters) each; `free` is 1 where a parameter may move, else 0. The last layer is the same in all
        ways, and always free.
    """
    theta = fresh(config)
    free = torch.ones_like(theta)
    parts = [layers(each, config.sizes)[: config.hidden if kept is None else kept] for each in (theta, taken, free)]
    for mine, theirs, loose in zip(*parts, strict=True):
        if way in ("tuned", "frozen"):
            mine.copy_(theirs)
        if way in ("frozen", "random"):
            loose.zero_()
    return theta, free


@torch.inference_mode()
def train(
    net: StackedMLP,
    optimizer: Adam,
    x: Tensor,
    y: Tensor,
    epochs: int,
    pull: Callable[[Tensor], object] | None = None,
) -> None:
    """Train on all examples at once: x (networks, in, examples), y (networks, examples) classes.

    `pull` may add to each gradient before the step is taken.
    """
    targets = torch.eye(CLASSES, dtype=torch.float64)[y].mT
    fed, room = with_ones(x), net.workspace(x.shape[2])
    for _ in range(epochs):
        grad = net.backward(fed, targets, room)
        if pull is not None:
            pull(grad)
        optimizer.step(grad)


@torch.inference_mode()
def right(net: StackedMLP, x: Tensor, y: Tensor) -> Tensor:
    """Return every network's share of right answers: (networks,)."""
    return (net.forward(x)[-1].argmax(1) == y).double().mean(1)


def together(tasks: Sequence[Task], part: str, most: int | None = None, ways: int = 1) -> Tensor:
    """Lay one part of all seeds' tasks side by side, once for each way: (ways · seeds, …, examples).

    Of pictures, the pixels come first. `most` keeps so many examples of each class only, which take turns.
    """
    end = None if most is None else most * CLASSES
    chosen = torch.stack([getattr(task, part)[:end] for task in tasks])
    return (chosen.mT if chosen.dim() == 3 else chosen).repeat(ways, *[1] * (chosen.dim() - 1))


def contest(config: Transfer, source: str, ways: Sequence[str], count: int, kept: int | None = None) -> Tensor:
    """Train all ways on so many examples of each class: right answers on the second task, (ways, seeds)."""
    starts = [begun(config, way, learned(config, source), kept) for way in ways]
    theta, free = (torch.cat(parts) for parts in zip(*starts, strict=True))
    net = stack(theta, config)
    tasks = [second(config, config.seed + k) for k in range(config.seeds)]
    x, y = together(tasks, "x", count, len(ways)), together(tasks, "y", count, len(ways))
    train(net, Adam(theta, config.lr * free, torch.zeros(len(theta), 1, dtype=torch.float64)), x, y, config.epochs)
    found = right(net, together(tasks, "test_x", ways=len(ways)), together(tasks, "test_y", ways=len(ways)))
    return found.view(len(ways), config.seeds)
