"""What labels are worth after a pretext task: features are learned without labels, and read with a few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.digits import digits
from dlcore.experiments.overfitting.sweeping import BAND, Seen, swept
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP

from .config import HELD_OUT_PRETEXT, PIXELS, Pretext
from .learning import Learner
from .still import Counts

CLASSES, TURNS, EDGE = 10, 4, 8
BATCH = 50  # pictures in a batch of a pretext task
LR_PRETEXT, LR_TRAINED, LR_READER = 5e-3, 0.01, 0.05
EPOCHS_TRAINED, EPOCHS_READER = 60, 150  # on all labelled pictures at once
DECAY_READER = 1e-3  # L2, as strong for every curve
SEEDS = {"autoencoded": 1_000_000, "masked": 2_000_000, "rotated": 3_000_000, "untrained": 4_000_000}  # added to seeds


@dataclass(frozen=True, slots=True)
class Shape:
    """A network's layers, all hidden ones with ReLU."""

    sizes: tuple[int, ...]

    @property
    def activations(self) -> tuple[str, ...]:
        return ("relu",) * (len(self.sizes) - 2)


def scene(config: Pretext) -> Counts:
    """Return the numbers of labels."""
    return Counts(np.array(config.labels, dtype=np.float64))


def schedule(config: Pretext) -> tuple[int, ...]:
    """Return the steps at which there is a snapshot: one a curve and number of labels."""
    return tuple(range(len(config.labels) * len(config.starts)))


def run(config: Pretext, start: Checkpoint | None, stop: Callable[[int], bool] | None) -> Iterator[Snapshot]:
    """Measure one point after another: all curves at the fewest labels first."""
    yield from swept([[step] for step in schedule(config)], partial(_measured, config), start, stop)


def replay(config: Pretext, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Show recorded steps again, whose numbers are what the trace (frames, 1) holds."""
    wanted = {int(row[0]) for row in trace}
    found = {each.step: each.probes for each in run(config, None, None) if each.step in wanted}
    known = next(iter(found.values()), {})
    return {name: np.stack([found[int(row[0])][name] for row in trace]) for name in probes if name in known}


def _measured(config: Pretext, steps: Sequence[int], board: dict[str, Any]) -> list[Seen]:
    if not board:
        shape = (len(config.starts), len(config.labels))
        board |= {name: np.full(shape, np.nan) for name in ("measured", "low", "high")}
    found = []
    for step in steps:
        s, r = divmod(step, len(config.starts))
        count, start = config.labels[s], config.starts[r]
        wrong = np.array([error(config, start, count, config.seed + k) for k in range(config.seeds)])
        least = 0.5 / (config.seeds * HELD_OUT_PRETEXT)  # no error seen still means less than one, not none
        board["measured"][r, s] = max(wrong.mean(), least)
        board["low"][r, s], board["high"][r, s] = np.quantile(wrong, BAND).clip(least)
        found.append((_metrics(config, board, r, s), {name: array.copy() for name, array in board.items()}))
    return found


def _metrics(config: Pretext, board: dict[str, np.ndarray], r: int, s: int) -> dict[str, float]:
    """Give every curve's errors, 1 where nothing is measured yet."""
    found = {"size": float(config.labels[s]), "error": float(board["measured"][r, s])}
    for start, row in zip(config.starts, np.nan_to_num(board["measured"], nan=1.0), strict=True):
        found |= {f"error_{start}_{count}": float(each) for count, each in zip(config.labels, row, strict=True)}
    return found


@lru_cache(maxsize=16)
def divided(seed: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Put the digits in a random order: pictures (n, 64) and digits to learn from, then those that measure."""
    x = torch.tensor(digits("digits8").pixels().reshape(-1, PIXELS))
    y = torch.tensor(digits("digits8").labels)
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(seed))
    x, y = x[order], y[order]
    return x[HELD_OUT_PRETEXT:], y[HELD_OUT_PRETEXT:], x[:HELD_OUT_PRETEXT], y[:HELD_OUT_PRETEXT]


def error(config: Pretext, start: str, count: int, seed: int) -> float:
    """Return the share of wrong answers on held-out pictures, with so many labels."""
    x, y, test_x, test_y = divided(seed)
    x, y = x[:count], y[:count]
    if start in ("scratch", "tuned"):
        said = _trained(config, start, x, y, test_x, seed)
    else:
        seen, test_seen = (_features(config, start, each, seed) for each in (x, test_x))
        said = _read(seen, y, test_seen, seed)
    return float((said != test_y).double().mean())


def _trained(config: Pretext, start: str, x: Tensor, y: Tensor, test_x: Tensor, seed: int) -> Tensor:
    """Train the whole network on the labels, from a fresh start or from the masked task's hidden layers."""
    learner = Learner(Shape((PIXELS, config.width, config.width, CLASSES)), LR_TRAINED, seed, "cross_entropy")
    if start == "tuned":
        masked = pretrained("masked", config.width, config.unlabelled, config.pretraining, config.hidden_share, seed)
        for mine, learned in list(zip(learner.net.W, masked.W, strict=True))[:-1]:  # all layers but the last
            mine.copy_(learned)
    targets = torch.eye(CLASSES, dtype=torch.float64)[y]
    for _epoch in range(EPOCHS_TRAINED):
        learner.learn(x, targets)
    return learner.net.forward(test_x.T[None])[-1][0].argmax(0)


def _features(config: Pretext, start: str, x: Tensor, seed: int) -> Tensor:
    """See pictures (n, 64) as a reader gets them: pixels, or the second hidden layer of a network that stays as is."""
    if start == "pixels":
        return x
    net = pretrained(start, config.width, config.unlabelled, config.pretraining, config.hidden_share, seed)
    return net.forward(x.T[None])[1][0].T


@torch.inference_mode()
def _read(x: Tensor, y: Tensor, test_x: Tensor, seed: int) -> Tensor:
    """Fit the linear probe: logistic regression on centred features, all divided by one common number.

    A number for each would blow up those that hardly differ between the few labelled pictures.
    """
    mean = x.mean(0)
    spread = (x - mean).square().mean().sqrt()
    learner = Learner(Shape((x.shape[1], CLASSES)), LR_READER, seed, "cross_entropy", DECAY_READER)
    targets = torch.eye(CLASSES, dtype=torch.float64)[y]
    for _epoch in range(EPOCHS_READER):
        learner.learn((x - mean) / spread, targets)
    return learner.net.forward(((test_x - mean) / spread).T[None])[-1][0].argmax(0)


@lru_cache(maxsize=64)
def pretrained(task: str, width: int, unlabelled: int, epochs: int, share: float, seed: int) -> StackedMLP:
    """Train a network on a pretext task, without a label; for ``untrained``, leave it as it was drawn."""
    outputs, loss = (TURNS, "cross_entropy") if task == "rotated" else (PIXELS, "mse")
    learner = Learner(Shape((PIXELS, width, width, outputs)), LR_PRETEXT, seed + SEEDS[task], loss)
    if task == "untrained":
        return learner.net
    x = divided(seed)[0][:unlabelled]
    for _epoch in range(epochs):
        for chosen in torch.randperm(len(x), generator=learner.generator).split(BATCH):
            learner.learn(*posed(task, x[chosen], share, learner.generator))
    return learner.net


def posed(task: str, x: Tensor, share: float, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Make a pretext task's inputs and targets of pictures (n, 64).

    ``autoencoded``: the picture itself. ``masked``: so large a share of the pixels is set to zero, and the whole
    picture is the target. ``rotated``: it is turned by 0 to 3 quarters, and how many is the target, (n, 4).
    """
    if task == "autoencoded":
        return x, x
    if task == "masked":
        hidden = torch.rand(x.shape, generator=generator, dtype=torch.float64) < share
        return x.masked_fill(hidden, 0.0), x
    quarters = torch.randint(TURNS, (len(x),), generator=generator)
    views = torch.stack([torch.rot90(x.view(-1, EDGE, EDGE), k, (1, 2)) for k in range(TURNS)])  # (4, n, 8, 8)
    return views[quarters, torch.arange(len(x))].flatten(1), torch.eye(TURNS, dtype=torch.float64)[quarters]


def pretext_score(config: Pretext, task: str, seed: int) -> float:
    """Say how well a pretext task itself is solved on held-out pictures: squared error, or share of right turns."""
    net = pretrained(task, config.width, config.unlabelled, config.pretraining, config.hidden_share, seed)
    x, y = posed(task, divided(seed)[2], config.hidden_share, torch.Generator().manual_seed(seed))
    said = net.forward(x.T[None])[-1][0].T
    if task == "rotated":
        return float((said.argmax(1) == y.argmax(1)).double().mean())
    return float((said - y).square().mean())
