"""Train the network of blocks, stop and go on anywhere."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dlcore.models.blocks import Layer
from dlcore.models.convolutional import build, fill, flat, moved
from dlcore.schedules import cosine
from dlcore.snapshot import Checkpoint, Snapshot

from .config import Compare, Network
from .data import divide, tensors
from .material import Scene
from .seeing import Eye

FRAMES = 20
EXPLODED = 1e6  # a training loss above this has diverged


def schedule(config: Network) -> tuple[int, ...]:
    """Optimiser steps at which there is a snapshot: close together at first, when most is learned."""
    return tuple(sorted({round(config.steps * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}))


def scene(config: Network) -> Scene:
    """Divide the digits as the config says."""
    return divide(config.dataset, config.used_images, config.data_seed)


def optimizer_of(model: nn.Module, name: str, lr: float, weight_decay: float = 0.0) -> torch.optim.Optimizer:
    """Make the optimiser; Adam in one fused kernel, which is three times as fast on networks of this size."""
    if name == "adam":
        return torch.optim.Adam(model.parameters(), lr=lr, weight_decay=weight_decay, fused=True)
    momentum = 0.9 if name == "momentum" else 0.0
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum, weight_decay=weight_decay)


class Training:
    """A network on its way; :meth:`step` takes it one optimiser step further.

    Parameters
    ----------
    config
        How to train.
    layers
        What to train.
    x, y
        Training images (n, 1, side, side) and labels (n,).
    places
        (side²,) where each pixel is taken from before the network sees it, after augmentation; None leaves the images.
    """

    def __init__(
        self, config: Network | Compare, layers: Sequence[Layer], x: Tensor, y: Tensor, places: Tensor | None = None
    ) -> None:
        self.config, self.x, self.y, self.places = config, x, y, places
        self.generator = torch.Generator().manual_seed(config.seed)
        self.model = build(layers, self.generator)
        self.optimizer = optimizer_of(self.model, config.optimizer, config.lr, config.weight_decay)
        self.order = torch.empty(0, dtype=torch.int64)  # the rest of this epoch's images
        self.at = 0
        self.sound: tuple[int, Tensor] = (0, flat(self.model).clone())  # when the loss was last seen to be finite

    def step(self) -> float:
        """Show one batch and move the weights; return the batch's loss before that."""
        if not len(self.order):
            self.order = torch.randperm(len(self.x), generator=self.generator)
        batch, self.order = self.order[: self.config.batch_size], self.order[self.config.batch_size :]
        images = self.x[batch]
        if self.config.shift or self.config.angle:
            images = moved(images, self.config.shift, self.config.angle, self.generator)
        if self.places is not None:
            images = shuffled(images, self.places)
        for group in self.optimizer.param_groups:
            group["lr"] = self.config.lr * (
                cosine(self.at, self.config.steps) if self.config.schedule != "constant" else 1
            )
        loss = F.cross_entropy(self.model(images), self.y[batch])
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.at += 1
        return float(loss.detach())

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on bit for bit as if there had been no stop."""
        file = io.BytesIO()
        held = {name: getattr(self, name) for name in ("order", "at", "sound")}
        parts = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(held | parts | {"generator": self.generator.get_state()}, file)
        return file.getvalue()

    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave."""
        saved = torch.load(io.BytesIO(state), weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.generator.set_state(saved["generator"])
        self.order, self.at, (step, numbers) = saved["order"], saved["at"], saved["sound"]
        self.sound = (step, numbers)


def wanted_frames(scheduled: Sequence[int], stop: Callable[[int], bool]) -> Callable[[int], bool]:
    """Say which steps have a frame: those of the schedule, and the one that is asked for, if `stop` knows of one.

    A caller whose `stop` has no ``until`` (see :class:`dlcore.worker.Stop`) sees every step at which it stops.
    """
    kept = set(scheduled)
    return lambda step: step in kept or (step == getattr(stop, "until", -1) if hasattr(stop, "until") else stop(step))


def shuffled(images: Tensor, places: Tensor) -> Tensor:
    """Put the pixels of all images (n, 1, side, side) into the same other order (side²,)."""
    return images.flatten(1)[:, places].view_as(images)


def run(
    config: Network, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train from the beginning or from a checkpoint."""
    divided = scene(config)
    training = Training(config, config.layers, *tensors(divided, "train"))
    yield from follow(training, Eye(config, divided), schedule(config), start, probes, stop)


class Trainee(Protocol):
    """What can be trained step by step; see :class:`Training`."""

    at: int
    sound: tuple[int, Tensor]

    @property
    def model(self) -> nn.Module: ...

    def step(self) -> float: ...
    def state(self) -> bytes: ...
    def load(self, state: bytes) -> None: ...


class Watcher(Protocol):
    """What measures a trainee's parameters; see :class:`~.seeing.Eye`."""

    def metrics(self, row: np.ndarray) -> dict[str, float]: ...
    def probe(self, trace: np.ndarray, wanted: Sequence[str]) -> dict[str, np.ndarray]: ...


def follow(
    training: Trainee,
    eye: Watcher,
    scheduled: Sequence[int],
    start: Checkpoint | None,
    probes: Sequence[str],
    stop: Callable[[int], bool],
) -> Iterator[Snapshot]:
    """Train to the last scheduled step, from the beginning or from a checkpoint, and look on at those steps.

    A run that runs out of time between two frames leaves with a checkpoint and nothing else, since measuring takes as
    long as several steps.
    """
    if start is None:
        yield _seen(eye, training, probes)
    else:
        training.load(start.state)
    wanted, ended = wanted_frames(scheduled, stop), start is None and stop(0)
    while not ended and training.at < scheduled[-1]:
        loss = training.step()
        ended = training.at == scheduled[-1] or stop(training.at)
        exploded = not loss <= EXPLODED
        if not exploded and wanted(training.at):
            snapshot = _seen(eye, training, probes)
            exploded = not snapshot.metrics["train_loss"] <= EXPLODED or not torch.isfinite(flat(training.model)).all()
            if not exploded:
                yield snapshot
        elif ended and not exploded:
            yield Snapshot(training.at, {}, {}, Checkpoint(training.at, training.state()))
        if exploded:
            yield _last_sound(eye, training, probes)
            return


def _seen(eye: Watcher, training: Trainee, probes: Sequence[str], diverged: bool = False) -> Snapshot:
    numbers = flat(training.model).clone()
    row = numbers.numpy()
    metrics = eye.metrics(row)
    if np.isfinite(row).all() and metrics["train_loss"] <= EXPLODED:
        training.sound = (training.at, numbers)
    arrays = {name: array[0] for name, array in eye.probe(row[None], probes).items()}
    return Snapshot(training.at, metrics, {"parameters": row, **arrays},
                    Checkpoint(training.at, training.state()), diverged)  # fmt: skip


def _last_sound(eye: Watcher, training: Trainee, probes: Sequence[str]) -> Snapshot:
    training.at, numbers = training.sound
    fill(training.model, numbers.numpy())
    return _seen(eye, training, probes, diverged=True)
