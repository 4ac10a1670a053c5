"""The course of a run: through all stretches of its history, in silence, and then through the present one in frames.

One network or a band of them takes the same course; networks whose loss explodes are left where they are.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from dlcore import device
from dlcore.datasets.dataset import Dataset
from dlcore.datasets.making import make
from dlcore.datasets.own import dataset
from dlcore.history import stretches
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP
from dlcore.training import Training

from .config import NeuralNetwork
from .replaying import Replay, loss_of, tensors

FRAMES = 120
FRAMES_AT_ONCE = 16
EPOCHS_AT_ONCE = 512
NUMBERS_AT_ONCE = 4_000_000  # of a trace: 32 MB


@dataclass(frozen=True, slots=True)
class Frame:
    """The networks after one epoch.

    Attributes
    ----------
    epoch
        Epochs trained so far.
    theta
        (networks, parameters).
    lost
        (networks,) bool: whose loss has exploded, now or before.
    """

    epoch: int
    theta: Tensor
    lost: Tensor


Develop = Callable[[Sequence[Frame], Mapping[int, Checkpoint], bool], Iterator[Snapshot]]


def scene(config: NeuralNetwork) -> Dataset:
    """Make the experiment's data set."""
    if config.own is not None:
        return dataset(config.own, config.train_share, config.data_seed)
    return make(
        config.dataset,
        samples=config.points,
        noise=config.noise,
        train_points=config.train_points,
        data_seed=config.data_seed,
        measurements=config.measurements,
    )


def schedule(config: NeuralNetwork) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken: denser at the beginning, where most happens; a branch's from its fork on."""
    fork = config.past[-1].epoch if config.past else 0
    every = {round(config.epochs * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}
    return tuple(sorted({fork, *(epoch for epoch in every if epoch >= fork)}))


def prepare(config: NeuralNetwork, data: Dataset, seeds: Sequence[int]) -> Training:
    """Set up networks, optimiser and generators, one for each seed, as they are before the first epoch."""
    place = device.resolve(config.device)
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    first = torch.stack([initial_parameters(config.sizes, config.init, each) for each in generators])
    theta = first.to(place, device.dtype(place))
    net = StackedMLP(theta, config.sizes, config.activations, loss_of(config, data), config.dropout)
    lr, weight_decay, l1 = (
        theta.new_full((len(seeds), 1), value) for value in (config.lr, config.weight_decay, config.l1)
    )
    x, y = tensors(config, data, data.is_train, theta)
    moves = optimizer(config.optimizer, theta, lr, weight_decay)
    return Training(net, moves, x, y, config.batch_size, generators, l1 if config.l1 else None)


class Course:
    """Where a run with these seeds stands: in which stretch, and how far.

    Parameters
    ----------
    config
        The experiment.
    seeds
        One for each network.
    start
        A checkpoint of this run, or of one that is the same up to there; None: before the first epoch.
    """

    def __init__(self, config: NeuralNetwork, seeds: Sequence[int], start: Checkpoint | None = None) -> None:
        self.config, self.seeds, self.stretches = config, seeds, stretches(config)
        saved: dict[str, Any] = pickle.loads(start.state) if start else {}
        self.turns: int = saved.get("turns", 0)  # how many have been taken
        self.lost = torch.tensor(saved.get("lost", [False] * len(seeds)))
        self._enter()
        if start:
            self.training.load(saved["training"])

    def _enter(self) -> None:
        """Set up the stretch that follows the turns taken."""
        self.stretch = self.stretches[self.turns]
        data = scene(self.stretch.config)
        self.film = Replay(self.stretch.config, data)
        self.training = prepare(self.stretch.config, data, self.seeds)

    @property
    def is_present(self) -> bool:
        """Whether all turns have been taken."""
        return self.turns == len(self.config.past)

    def turn(self) -> None:
        """Edit what is to be edited at the end of this stretch and go on with the settings of the next."""
        state, edits = self.training.state(), self.stretch.edits
        self.turns += 1
        self._enter()
        self.training.load(state)
        for index, value in edits:
            self.training.net.theta[:, self.film.order[index]] = value

    def checkpoint(self, epoch: int, training: bytes, lost: Tensor) -> Checkpoint:
        """Pack up what the training's state and the networks lost so far were after `epoch`."""
        state = {"turns": self.turns, "lost": lost.tolist(), "training": training}
        return Checkpoint(epoch, pickle.dumps(state))

    def frame(self) -> Frame:
        """The networks as they are now."""
        return Frame(self.training.step, self.training.net.theta.clone(), self.lost)

    def advance(
        self, scheduled: frozenset[int], stop: Callable[[int], bool]
    ) -> Iterator[tuple[list[Frame], dict[int, Checkpoint]]]:
        """Train to the end of the stretch, or to where `stop` says, unless all networks are lost before.

        Yields blocks: the frames of all epochs, and the checkpoints at those scheduled and at the last one.
        """
        training, theta = self.training, self.training.net.theta
        at_once = max(1, min(EPOCHS_AT_ONCE, NUMBERS_AT_ONCE // theta.numel()))
        ended = bool(self.lost.all())
        while not ended and training.step < self.stretch.end:
            trace: list[Tensor] = []
            states: dict[int, bytes] = {}
            first = training.step + 1
            while not ended and len(states) < FRAMES_AT_ONCE and len(trace) < at_once:
                training.epoch()
                epoch = training.step
                trace.append(theta.clone())
                ended = epoch == self.stretch.end or stop(epoch)
                if ended or epoch in scheduled:
                    states[epoch] = training.state()
            exploded = self.film.exploded(torch.cat(trace)).view(len(trace), -1).cpu()
            lost = (exploded.cumsum(0) > 0) | self.lost
            self.lost = lost[-1]
            frames = [Frame(first + i, each, lost[i]) for i, each in enumerate(trace)]
            yield frames, {epoch: self.checkpoint(epoch, state, lost[epoch - first]) for epoch, state in states.items()}
            ended = ended or bool(self.lost.all())


def travel(
    config: NeuralNetwork,
    seeds: Sequence[int],
    start: Checkpoint | None,
    develop: Develop,
    stop: Callable[[int], bool] | None,
) -> Iterator[Snapshot]:
    """Train the networks of `config` from the beginning or from a checkpoint, and show what is scheduled.

    Where `stop` ends the run in the past, the last snapshot has a checkpoint and nothing to look at. `develop` makes
    snapshots from frames and checkpoints; it is told whether the run has diverged, which it has when all networks are
    lost: the last frame in which one was not is then shown.
    """
    stop = stop or (lambda _epoch: False)
    course = Course(config, seeds, start)
    shown = start is not None and course.is_present
    scheduled = frozenset(schedule(config))
    latest = course.frame()
    while True:
        present = course.is_present
        if present and not shown:
            latest = course.frame()
            now = course.checkpoint(latest.epoch, course.training.state(), latest.lost)
            yield from develop([latest], {latest.epoch: now}, False)
            if stop(latest.epoch):
                return
        for frames, checkpoints in course.advance(scheduled if present else frozenset(), stop):
            alive = [frame for frame in frames if not frame.lost.all()]
            if present:
                yield from develop([frame for frame in alive if frame.epoch in checkpoints], checkpoints, False)
            latest = alive[-1] if alive else latest
            if len(alive) < len(frames):
                yield from develop([latest], {}, True)
                return
            if not present and course.training.step < course.stretch.end and latest.epoch in checkpoints:
                yield Snapshot(latest.epoch, {}, checkpoint=checkpoints[latest.epoch])
                return
        if present or course.training.step < course.stretch.end:
            return
        course.turn()
