"""One network that learns from targets made of its inputs; stop and go on anywhere."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from dlcore.experiments.convolutional_network.fitting import wanted_frames
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP, Workspace, with_ones

EXPLODED = 1e6  # a training loss above this has diverged


class Shape(Protocol):
    """What a config says of its network."""

    @property
    def sizes(self) -> tuple[int, ...]: ...
    @property
    def activations(self) -> tuple[str, ...]: ...


class Learner:
    """A network under Adam and the squared error, with the generator that everything random comes from.

    Parameters
    ----------
    shape
        Its layers.
    lr
        The learning rate; a schedule may change :attr:`lr` in place.
    seed
        Of the generator, which first draws the weights.
    loss, weight_decay
        What is minimised, a name from :data:`~dlcore.models.losses.LOSSES`, and the strength of L2.
    """

    def __init__(self, shape: Shape, lr: float, seed: int, loss: str = "mse", weight_decay: float = 0.0) -> None:
        self.generator = torch.Generator().manual_seed(seed)
        self.theta = initial_parameters(shape.sizes, "default", self.generator)[None]
        self.net = StackedMLP(self.theta, shape.sizes, shape.activations, LOSSES[loss])
        self.lr = torch.full((1, 1), lr, dtype=torch.float64)
        self.optimizer = optimizer("adam", self.theta, self.lr, torch.full_like(self.lr, weight_decay))
        self.rooms: dict[int, Workspace] = {}
        self.at = 0

    @torch.inference_mode()
    def learn(self, x: Tensor, y: Tensor) -> None:
        """Move the weights once, for inputs (n, in) and targets (n, out)."""
        if len(x) not in self.rooms:
            self.rooms[len(x)] = self.net.workspace(len(x))
        self.optimizer.step(self.net.backward(with_ones(x.T[None]), y.T[None], self.rooms[len(x)]))

    def row(self) -> np.ndarray:
        """Copy the parameters: (P,)."""
        return self.theta[0].numpy().copy()

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on bit for bit as if there had been no stop."""
        moments = [moment.numpy() for moment in self.optimizer.moments]
        kept = self.row(), moments, self.optimizer.steps, self.generator.get_state().numpy(), self.at
        return pickle.dumps(kept)

    @torch.inference_mode()
    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave."""
        row, moments, self.optimizer.steps, generator, self.at = pickle.loads(state)
        self.theta[0].copy_(torch.from_numpy(row))
        for moment, value in zip(self.optimizer.moments, moments, strict=True):
            moment.copy_(torch.from_numpy(value))
        self.generator.set_state(torch.from_numpy(generator.copy()))


def stacked(shape: Shape, trace: np.ndarray) -> StackedMLP:
    """Lay recorded parameters (frames, P) side by side."""
    return StackedMLP(torch.tensor(trace), shape.sizes, shape.activations, LOSSES["mse"])


def frames(steps: int, most: int) -> tuple[int, ...]:
    """Choose at most `most` + 1 steps that have a frame: close together at first, when most is learned."""
    return tuple(sorted({round(steps * (i / most) ** 1.5) for i in range(most + 1)}))


def followed(
    learner: Learner,
    advance: Callable[[], None],
    seen: Callable[[np.ndarray], tuple[dict[str, float], dict[str, np.ndarray]]],
    scheduled: Sequence[int],
    start: Checkpoint | None,
    stop: Callable[[int], bool],
) -> Iterator[Snapshot]:
    """Train to the last scheduled step.

    Parameters
    ----------
    learner, advance
        Who learns, and what makes one step with it.
    seen
        (parameters) -> metrics, ``train_loss`` among them, and probes.
    scheduled, start, stop
        As for every run; see :func:`dlcore.experiments.self_supervised.run`.
    """

    def snapshot(row: np.ndarray, diverged: bool = False) -> Snapshot:
        metrics, probes = seen(row)
        return Snapshot(learner.at, metrics, {"parameters": row, **probes},
                        Checkpoint(learner.at, learner.state()), diverged)  # fmt: skip

    if start is not None:
        learner.load(start.state)
    sound = learner.at, learner.row()
    if start is None:
        yield snapshot(sound[1])
    wanted, ended = wanted_frames(scheduled, stop), start is None and stop(0)
    while not ended and learner.at < scheduled[-1]:
        advance()
        learner.at += 1
        ended = learner.at == scheduled[-1] or stop(learner.at)
        row = learner.row()
        exploded = not np.isfinite(row).all()
        if not exploded and wanted(learner.at):
            shown = snapshot(row)
            exploded = not shown.metrics["train_loss"] <= EXPLODED
            if not exploded:
                sound = learner.at, row
                yield shown
        elif ended and not exploded:
            yield Snapshot(learner.at, {}, {}, Checkpoint(learner.at, learner.state()))
        if exploded:
            learner.at, row = sound
            yield snapshot(row, diverged=True)
            return
