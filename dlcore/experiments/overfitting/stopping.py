"""Time: training, validation and test error epoch by epoch, and where early stopping would have stopped."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from dlcore.models.losses import LOSSES
from dlcore.optimizers import optimizer
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP
from dlcore.sweep import measure
from dlcore.training import Training

from .config import Stopping
from .curve import FRESH_SEED, TEST_SEED, data_sets, fits, grid, held_out, inputs, picture, starts
from .still import Scene
from .sweeping import Stop, spread

FRAMES = 60


class Patience:
    """Early stopping for K networks: stop after `patience` epochs without a new lowest validation error.

    Attributes
    ----------
    lowest, best
        (networks,) the lowest validation error so far, up to the stop, and its epoch: these weights would be kept.
    stopped
        (networks,) the epoch at which training would have stopped; -1 where it would still go on.
    kept
        (networks, parameters) as they were at the best epoch.
    """

    def __init__(self, theta: Tensor, patience: int) -> None:
        self.patience, networks = patience, len(theta)
        self.lowest = torch.full((networks,), torch.inf, dtype=torch.float64)
        self.best = torch.zeros(networks, dtype=torch.long)
        self.stopped = torch.full((networks,), -1)
        self.kept = theta.clone()

    def see(self, epoch: int, validation: Tensor, theta: Tensor) -> None:
        """Take note of an epoch's validation error (networks,) and, where it is the lowest, of the parameters."""
        better = (validation < self.lowest) & (self.stopped < 0)
        self.lowest = torch.where(better, validation, self.lowest)
        self.best[better] = epoch
        self.kept[better] = theta[better]
        self.stopped[(self.stopped < 0) & (epoch - self.best >= self.patience)] = epoch


def scene(config: Stopping) -> Scene:
    """Show the first data set."""
    ((x, y), _), _ = data_sets(config, [config.samples, config.validation])
    return picture(config, schedule(config), x, y)


def schedule(config: Stopping) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken, denser at the beginning."""
    return tuple(sorted({round(config.epochs * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}))


def run(config: Stopping, start: Checkpoint | None, stop: Stop | None) -> Iterator[Snapshot]:
    """Train every seed's network on its own data, in step, and watch all of them."""
    watch = _Watch(config)
    if start is not None:
        watch.load(start.state)
    scheduled = set(schedule(config))
    ended = False
    if start is None:
        watch.look()
        ended = stop is not None and stop(0)
        yield watch.snapshot(ended)
    while not ended and watch.training.step < config.epochs:
        watch.training.epoch()
        watch.look()
        epoch = watch.training.step
        ended = epoch == config.epochs or (stop is not None and stop(epoch))
        if ended or epoch in scheduled:
            yield watch.snapshot(True)


class _Watch:
    """The networks, their data, and what early stopping has seen so far."""

    def __init__(self, config: Stopping) -> None:
        self.config = config
        (self.train, self.validation), generators = data_sets(config, [config.samples, config.validation])
        theta = starts(config.sizes, generators)
        self.net = StackedMLP(theta, config.sizes, [config.activation] * 2, LOSSES["mse"])
        lr = torch.full((config.seeds, 1), config.lr, dtype=torch.float64)
        moves = optimizer("adam", theta, lr, torch.full_like(lr, config.weight_decay))
        x, y = self.train
        self.training = Training(self.net, moves, inputs(x), y[:, None], config.batch_size, generators)
        self.patience = Patience(theta, config.patience)
        sets = {
            "train_error": self.train,
            "validation_error": self.validation,
            "test_error": held_out(config, TEST_SEED),
            "fresh_error": held_out(config, FRESH_SEED),
        }
        self.sets = {name: (inputs(x), y[:, None]) for name, (x, y) in sets.items()}
        self.lowest_test = torch.full((config.seeds,), torch.inf, dtype=torch.float64)

    def look(self) -> None:
        """Measure the present epoch's validation error, on which the stop depends."""
        validation = measure(self.net, *self.sets["validation_error"])
        self.patience.see(self.training.step, validation, self.net.theta)

    def snapshot(self, resumable: bool) -> Snapshot:
        """Show the present epoch."""
        errors = {name: measure(self.net, x, y) for name, (x, y) in self.sets.items()}
        self.lowest_test = torch.minimum(self.lowest_test, errors["test_error"])
        best = StackedMLP(self.patience.kept, self.net.sizes, [self.config.activation] * 2, self.net.loss)
        metrics: dict[str, float] = {"value": float(self.training.step)}
        for name, values in errors.items():
            metrics |= spread(name, values)
        guard, epoch = self.patience, self.training.step
        stopped = torch.where(guard.stopped < 0, epoch, guard.stopped)
        metrics |= {
            "stopped_share": float((guard.stopped >= 0).double().mean()),
            "stop_epoch": float(stopped.double().quantile(0.5)),
            "best_epoch": float(guard.best.double().quantile(0.5)),
            "stopped_error": float(measure(best, *self.sets["test_error"]).quantile(0.5)),
            "stopped_fresh_error": float(measure(best, *self.sets["fresh_error"]).quantile(0.5)),
            "lowest_test_error": float(self.lowest_test.quantile(0.5)),
        }
        marks = np.full((3, self.config.seeds), np.nan)  # of each seed: stop, best epoch, validation error there
        done = (guard.stopped >= 0).numpy()
        marks[0, done] = guard.stopped.numpy()[done]
        marks[1, done], marks[2, done] = guard.best.numpy()[done], guard.lowest.numpy()[done]
        with torch.inference_mode():
            drawn = fits(self.net.forward(inputs(grid()))[-1][:, 0])
        probes = {"parameters": np.array([self.training.step], float), "marks": marks, **drawn}
        checkpoint = Checkpoint(self.training.step, self.state()) if resumable else None
        return Snapshot(self.training.step, metrics, probes, checkpoint)

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on as if there had been no stop."""
        guard = self.patience
        seen = (guard.lowest, guard.best, guard.stopped, guard.kept, self.lowest_test)
        return pickle.dumps((self.training.state(), [each.numpy() for each in seen]))

    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave."""
        training, seen = pickle.loads(state)
        self.training.load(training)
        guard, tensors = self.patience, [torch.from_numpy(each) for each in seen]
        guard.lowest, guard.best, guard.stopped, guard.kept, self.lowest_test = tensors
