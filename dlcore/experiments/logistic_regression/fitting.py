"""Train one logistic regression and record its parameters; what is shown is replayed from the record."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.models.mlp import initial_parameters
from dlcore.models.thresholds import sweep
from dlcore.optimizers import optimizer
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP
from dlcore.training import Training

from .config import FAR_OFF, LogisticRegression
from .data import fresh, observe
from .material import Scene
from .replaying import Replay, loss_of, tensors

FRAMES = 120
FRAMES_AT_ONCE = 16
EPOCHS_AT_ONCE = 512


def schedule(config: LogisticRegression) -> tuple[int, ...]:
    """Epochs at which a snapshot is taken: each of the first few, then fewer and fewer."""
    return tuple(sorted({round(config.epochs * (i / FRAMES) ** 2) for i in range(FRAMES + 1)}))


def first_parameters(config: LogisticRegression, generator: torch.Generator) -> Tensor:
    """Draw the first weights and biases (parameters,); a wrong start is sure of the opposite of the truth."""
    theta = initial_parameters(config.sizes, "zeros" if config.init == "wrong" else config.init, generator)
    if config.init == "wrong":
        width = config.sizes[0] + 1
        theta.view(-1, width)[:, :-1] = -FAR_OFF
    return theta


def prepare(config: LogisticRegression, scene: Scene) -> Training:
    """Set up model, optimiser and generator as they are before the first epoch."""
    generator = torch.Generator().manual_seed(config.seed)
    theta = first_parameters(config, generator)[None]
    decays = torch.ones_like(theta)
    decays.view(-1, config.sizes[0] + 1)[:, -1] = 0  # biases are free
    moves = optimizer(config.optimizer, theta, theta.new_tensor([[config.lr]]), config.weight_decay * decays)
    x, y = tensors(config, scene.inputs[scene.is_train], scene.labels[scene.is_train])
    return Training(StackedMLP(theta, config.sizes, (), loss_of(config)), moves, x, y, config.batch_size, [generator])


def run(
    config: LogisticRegression,
    start: Checkpoint | None,
    probes: Sequence[str],
    stop: Callable[[int], bool],
) -> Iterator[Snapshot]:
    """Train from the beginning or from a checkpoint; see :func:`.experiment.run`."""
    scene = observe(config)
    film, training = Replay(config, scene), prepare(config, scene)
    theta, ended = training.net.theta, False
    if start is None:
        yield from film.develop([(0, theta[0].clone())], {0: training.state()}, probes)
        ended = stop(0)
    else:
        training.load(start.state)
    scheduled = set(schedule(config))
    before = (training.step, theta[0].clone())  # the last state known to be finite
    trace: list[tuple[int, Tensor]] = []
    states: dict[int, bytes] = {}
    while not ended and training.step < config.epochs:
        training.epoch()
        epoch = training.step
        trace.append((epoch, theta[0].clone()))
        ended = epoch == config.epochs or stop(epoch)
        if ended or epoch in scheduled:
            states[epoch] = training.state()
        if ended or len(states) >= FRAMES_AT_ONCE or len(trace) >= EPOCHS_AT_ONCE:
            exploded = film.exploded(torch.stack([row for _epoch, row in trace]))
            sound = int(exploded.int().argmax()) if exploded.any() else len(trace)
            yield from film.develop([each for each in trace[:sound] if each[0] in states], states, probes)
            if sound < len(trace):
                yield from film.develop([trace[sound - 1] if sound else before], {}, probes, diverged=True)
                return
            before, trace, states = trace[-1], [], {}


def replay(config: LogisticRegression, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute probes of recorded parameters (frames, parameters)."""
    film = Replay(config, observe(config))
    return film.probe(film.rows(trace), probes)


def examine(config: LogisticRegression, parameters: np.ndarray) -> dict[str, float]:
    """Measure parameters on unseen points: ``fresh_loss``, ``fresh_accuracy``, and for two classes ``fresh_area``.

    There are no more of measured points, so there the run's own test points must do.
    """
    scene = observe(config)
    film = Replay(config, scene)
    unseen = fresh(config) or (scene.inputs[scene.judged], scene.labels[scene.judged])
    x, y = tensors(config, *unseen)
    z = film.logits(film.rows(parameters[None]), x)
    hits = z[0].argmax(0) if config.classes > 2 else (z[0, 0] > 0).long()
    labels = torch.from_numpy(unseen[1])
    found = {"fresh_loss": float(film.loss.value(z, y)), "fresh_accuracy": float((hits == labels).double().mean())}
    if config.classes == 2:
        ranked = sweep(z[0, 0].numpy(), unseen[1])
        found["fresh_recall"] = float((hits[labels == 1] == 1).double().mean())
        if ranked is not None:
            found["fresh_area"] = ranked.roc_area
    return {name: value for name, value in found.items() if math.isfinite(value)}
