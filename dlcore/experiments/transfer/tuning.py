"""One fine-tuning epoch by epoch: what three starts learn of the second task, and what is left of the first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcore.experiments.overfitting.sweeping import BAND, Seen
from dlcore.optimizers import Adam
from dlcore.stacked import layers

from .config import Tuning
from .networks import begun, learned, right, stack, together, train
from .pictures import first, second

WAYS = ("fresh", "tuned", "frozen")


class Course:
    """The networks of all starts and seeds on their way through the second task; of one config, each is the same."""

    def __init__(self, config: Tuning) -> None:
        self.config, self.taken = config, learned(config, config.source)
        tasks = [second(config, config.seed + k) for k in range(config.seeds)]
        before = [first(config, config.source, config.seed + k) for k in range(config.seeds)]
        self.x, self.y = (together(tasks, part, config.count, len(WAYS)) for part in ("x", "y"))
        self.test_x, self.test_y = (together(tasks, part, ways=len(WAYS)) for part in ("test_x", "test_y"))
        self.old_x, self.old_y = together(before, "test_x"), together(before, "test_y")
        self.tuned = slice(config.seeds, 2 * config.seeds)  # rows of the fine-tuned networks
        self.begin()

    def begin(self) -> None:
        """Go back to the start."""
        starts = [begun(self.config, way, self.taken) for way in WAYS]
        self.home, free = (torch.cat(parts) for parts in zip(*starts, strict=True))
        rates, self.pull = self.config.lr * free, torch.zeros_like(free)
        for rate, pull in zip(*(layers(each[self.tuned], self.config.sizes)[:-1] for each in (rates, self.pull)),
                              strict=True):  # fmt: skip
            rate *= self.config.share
            pull += self.config.pull
        self.theta = self.home.clone()
        self.net = stack(self.theta, self.config)
        self.optimizer = Adam(self.theta, rates, torch.zeros(len(self.theta), 1, dtype=torch.float64))

    def reach(self, epoch: int) -> None:
        """Train up to an epoch, from the start if it is past already."""
        if epoch < self.optimizer.steps:
            self.begin()
        pull = self._pull if self.config.pull else None
        train(self.net, self.optimizer, self.x, self.y, epoch - self.optimizer.steps, pull)

    def _pull(self, grad: Tensor) -> None:
        """Add the gradient of ½ · pull · ‖θ − start‖², for the layers that a fine-tuned network has taken over."""
        grad.addcmul_(self.theta - self.home, self.pull)

    def new(self) -> np.ndarray:
        """Return the right answers on the second task: (ways, seeds)."""
        return right(self.net, self.test_x, self.test_y).view(len(WAYS), -1).numpy()

    def old(self) -> np.ndarray:
        """Return those of the fine-tuned layers on the first task, under its own output layer: (seeds,)."""
        both = self.theta[self.tuned].clone()
        layers(both, self.config.sizes)[-1].copy_(layers(self.taken, self.config.sizes)[-1])
        return right(stack(both, self.config), self.old_x, self.old_y).numpy()


@lru_cache(maxsize=2)
def course(config: Tuning) -> Course:
    """Return the course of a config as this process has left it.

    A checkpoint then holds nothing: a process that did not train the epochs before it trains them again, alike.
    """
    return Course(config)


def measured(config: Tuning, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    """Train through so many epochs; `kept` holds what the first task's answers were before them all."""
    on, seen = course(config), []
    for step in steps:
        on.reach(step)
        new, old = on.new(), on.old()
        kept.setdefault("before", old.mean())
        seen.append(_seen(new, old, kept["before"]))
    return seen


def _seen(new: np.ndarray, old: np.ndarray, before: float) -> Seen:
    """Sum up one epoch: new (ways, seeds) and old (seeds,) are shares of right answers, `before` the first `old`."""
    metrics = {f"right_{way}": float(row.mean()) for way, row in zip(WAYS, new, strict=True)}
    metrics |= {"right_first": float(old.mean())}
    low, high = np.quantile(new, BAND, 1)
    old_low, old_high = np.quantile(old, BAND)
    return metrics, {
        "new": np.stack([new.mean(1), low, high], 1).ravel(),  # way by way: mean, low, high
        "old": np.array([old.mean(), old_low, old_high, before]),
    }
