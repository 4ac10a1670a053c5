"""Run the playground's experiment: train and record parameters; what is shown is replayed from the record."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import torch

from dlcore.datasets.making import make
from dlcore.probes import predicted_class
from dlcore.snapshot import Checkpoint, Snapshot

from . import band
from .config import LARGEST_SEED, NeuralNetwork, SeedBand
from .course import Frame, scene, schedule, travel
from .replaying import Replay

__all__ = ["examine", "replay", "run", "scene", "schedule"]


def run(
    config: NeuralNetwork,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] | None = None,
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Train the network of `config`, from the beginning or from a checkpoint.

    Parameters
    ----------
    config
        The experiment; a :class:`~.config.SeedBand` trains all its networks at once (see :mod:`.band`).
    start
        Where to go on; None starts with the untrained network, whose snapshot comes first. For a branch it may be a
        checkpoint of its parent from before the fork, or at it (see :func:`dlcore.history.last_common_epoch`).
    probes
        What each snapshot shows besides ``parameters``; the names are those of :func:`replay`. None: the default ones.
    stop
        Asked after the first snapshot (with 0, if it is the untrained network) and after every epoch; at True,
        the run ends with that epoch's snapshot.

    Yields
    ------
    Snapshot
        At the epochs of :func:`schedule`. Those of a run from a checkpoint are, bit for bit, those of a run that never
        stopped. If the loss explodes, the last one has ``diverged`` set and holds the last finite state. A branch's
        first one is at its fork and shows the edited network under the present settings. Where `stop` ends the run
        before that, the only snapshot has a checkpoint, but neither metrics nor probes.
    """
    probes = config.default_probes if probes is None else probes
    if isinstance(config, SeedBand):
        yield from travel(config, [each.seed for each in config.lone], start, band.develop(config, probes), stop)
        return
    film = Replay(config, scene(config))

    def develop(frames: Sequence[Frame], checkpoints: Mapping[int, Checkpoint], diverged: bool) -> Iterator[Snapshot]:
        return film.develop([(each.epoch, each.theta[0]) for each in frames], checkpoints, probes, diverged)

    yield from travel(config, [config.seed], start, develop, stop)


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
    if isinstance(config, SeedBand):
        return band.replay(config, trace, probes)
    film = Replay(config, scene(config))
    return film.probe(film.rows(trace), probes)


def examine(config: NeuralNetwork, parameters: np.ndarray, samples: int = 1000) -> dict[str, float]:
    """Measure trained parameters (parameters,) on points that nobody has seen: ``fresh_loss`` and ``fresh_accuracy``.

    The points come from the same generator with the same noise and a seed beyond every seed a learner can choose.
    There are no more of measured data, so there the run's own test points must do.
    """
    if isinstance(config, SeedBand):
        return {}  # its record holds no parameters
    if config.entry.real:
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
