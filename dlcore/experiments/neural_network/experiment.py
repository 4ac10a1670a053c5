"""Run the playground's experiment: train and record parameters; what is shown is replayed from the record."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore import device
from dlcore.datasets.catalogue import DATASETS
from dlcore.datasets.dataset import Dataset
from dlcore.datasets.making import make
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.probes import predicted_class
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP
from dlcore.training import Training

from .config import LARGEST_SEED, NeuralNetwork
from .replaying import Replay, loss_of, tensors

FRAMES = 120
FRAMES_AT_ONCE = 16
EPOCHS_AT_ONCE = 512


def scene(config: NeuralNetwork) -> Dataset:
    """Make the experiment's data set."""
    return make(
        config.dataset,
        samples=config.points,
        noise=config.noise,
        train_points=config.train_points,
        data_seed=config.data_seed,
        measurements=config.measurements,
    )


def schedule(config: NeuralNetwork) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken: denser at the beginning, where most happens."""
    return tuple(sorted({round(config.epochs * (i / FRAMES) ** 1.5) for i in range(FRAMES + 1)}))


def run(
    config: NeuralNetwork,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = ("surface",),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Train the network of `config`, from the beginning or from a checkpoint.

    Parameters
    ----------
    config
        The experiment.
    start
        Where to go on; None starts with the untrained network, whose snapshot comes first.
    probes
        What each snapshot shows besides ``parameters``; the names are those of :func:`replay`.
    stop
        Asked with 0 before the first epoch and after every epoch; at True, the run ends with that epoch's snapshot.

    Yields
    ------
    Snapshot
        At the epochs of :func:`schedule`. Those of a run from a checkpoint are, bit for bit, those of a run that never
        stopped. If the loss explodes, the last one has ``diverged`` set and holds the last finite state.
    """
    data = scene(config)
    film = Replay(config, data)
    training = prepare(config, data)
    theta = training.net.theta
    ended = False
    if start is None:
        yield from film.develop([(0, theta[0].clone())], {0: training.state()}, probes)
        ended = stop is not None and stop(0)
    else:
        training.load(start.state)
    scheduled = set(schedule(config))
    before: tuple[int, Tensor] = (training.step, theta[0].clone())  # the last state known to be finite
    trace: list[tuple[int, Tensor]] = []
    states: dict[int, bytes] = {}
    while not ended and training.step < config.epochs:
        training.epoch()
        epoch = training.step
        trace.append((epoch, theta[0].clone()))
        ended = epoch == config.epochs or (stop is not None and stop(epoch))
        if ended or epoch in scheduled:
            states[epoch] = training.state()
        if ended or len(states) >= FRAMES_AT_ONCE or len(trace) >= EPOCHS_AT_ONCE:
            exploded = film.first_exploded(torch.stack([row for _, row in trace]))
            yield from film.develop([each for each in trace[:exploded] if each[0] in states], states, probes)
            if exploded is not None:
                last = trace[exploded - 1] if exploded else before
                yield next(iter(film.develop([last], {}, probes, diverged=True)))
                return
            before, trace, states = trace[-1], [], {}


def prepare(config: NeuralNetwork, data: Dataset) -> Training:
    """Set up network, optimiser and generators as they are before the first epoch."""
    place = device.resolve(config.device)
    generator = torch.Generator().manual_seed(config.seed)
    theta = initial_parameters(config.sizes, config.init, generator)[None].to(place, device.dtype(place))
    net = StackedMLP(theta, config.sizes, config.activations, loss_of(config, data), config.dropout)
    lr, weight_decay, l1 = (theta.new_tensor([[value]]) for value in (config.lr, config.weight_decay, config.l1))
    x, y = tensors(config, data, data.is_train, theta)
    moves = optimizer(config.optimizer, theta, lr, weight_decay)
    return Training(net, moves, x, y, config.batch_size, [generator], l1 if config.l1 else None)


def replay(config: NeuralNetwork, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of a recorded run without training again.

    Parameters
    ----------
    config
        The experiment.
    trace
        (frames, parameters) float64: the ``parameters`` probe of each frame.
    probes
        What to show: surface, unit_maps, unit_scales, gradient_norms, weight_histograms, weight_ranges,
        activation_histograms, activation_ranges, confusion, predictions, misses.

    Returns
    -------
    arrays
        Probe name -> (frames, …) float32; see :mod:`dlcore.probes` for each one's meaning.
    """
    film = Replay(config, scene(config))
    return film.probe(film.rows(trace), probes)


def examine(config: NeuralNetwork, parameters: np.ndarray, samples: int = 1000) -> dict[str, float]:
    """Measure trained parameters (parameters,) on points that nobody has seen: ``fresh_loss`` and ``fresh_accuracy``.

    The points come from the same generator with the same noise and a seed beyond every seed a learner can choose.
    There are no more of measured data, so there the run's own test points must do.
    """
    if DATASETS[config.dataset].real:
        film = Replay(config, scene(config))
        unseen = ~film.is_train
    else:
        seed = LARGEST_SEED + 1 + config.data_seed
        fresh = make(config.dataset, samples=samples, noise=config.noise, train_points=samples // 2, data_seed=seed)
        film = Replay(config, fresh)
        unseen = torch.ones_like(film.is_train)
    x, y = (each[:, :, unseen] for each in film.every)
    z = film.network(film.rows(parameters[None])).forward(x)[-1]
    found = {"fresh_loss": float(film.loss.value(z, y))}
    if film.data.classes:
        found["fresh_accuracy"] = float((predicted_class(z) == film.labels[unseen]).double().mean())
    return {name: value for name, value in found.items() if math.isfinite(value)}
