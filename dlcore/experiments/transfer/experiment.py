"""Run a room: at each step one more count, epoch, layer or source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import torch

from dlcore.experiments.overfitting.sweeping import swept
from dlcore.snapshot import Checkpoint, Snapshot

from . import comparing, tuning
from .config import CLASSES, HELD, SIDE, Sources, Transfer, Tuning
from .pictures import Task, first, second
from .still import ROWS, Scene

AT_ONCE = 10  # epochs


def scene(config: Transfer) -> Scene:
    """Return what the steps stand for, and pictures of both tasks."""
    source = config.sources[0] if isinstance(config, Sources) else getattr(config, "source")  # noqa: B009
    places = np.array(schedule(config) if isinstance(config, Tuning) else comparing.places(_comparing(config)))
    side = SIDE + 2 * config.wander
    return Scene(places, _sheet(first(config, source, config.seed), side), _sheet(second(config, config.seed), side))


def _sheet(task: Task, side: int) -> np.ndarray:
    """Lay some test pictures of each class below each other, a column for each class."""
    chosen = task.test_x.view(CLASSES, HELD, side, side)[:, :ROWS]
    apart = torch.nn.functional.pad(chosen, (0, 1, 0, 1))
    return apart.permute(1, 2, 0, 3).reshape(ROWS * (side + 1), CLASSES * (side + 1)).numpy()


def schedule(config: Transfer) -> tuple[int, ...]:
    """Return the steps at which there is a snapshot: all."""
    if isinstance(config, Tuning):
        return tuple(range(config.epochs + 1))
    return tuple(range(len(comparing.places(_comparing(config)))))


def run(
    config: Transfer,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run from the beginning or from a checkpoint; see :func:`dlcore.experiments.overfitting.run`."""
    if isinstance(config, Tuning):
        steps = schedule(config)
        batches = [steps[:1], *(steps[at : at + AT_ONCE] for at in range(1, len(steps), AT_ONCE))]
        yield from swept(batches, partial(tuning.measured, config), start, stop)
    else:
        batches = [[step] for step in schedule(config)]
        yield from swept(batches, partial(comparing.measured, _comparing(config)), start, stop)


def replay(config: Transfer, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Show recorded steps again, whose numbers are what the trace (frames, 1) holds."""
    wanted = {int(row[0]) for row in trace}
    found = {each.step: each.probes for each in run(config) if each.step in wanted}
    known = next(iter(found.values()), {})
    return {name: np.stack([found[int(row[0])][name] for row in trace]) for name in probes if name in known}


def examine(config: Transfer, parameters: np.ndarray) -> dict[str, float]:
    """Return nothing: all answers are on pictures that nobody has trained on, and nothing is chosen by them."""
    return {}


def _comparing(config: Transfer) -> comparing.Comparing:
    assert isinstance(config, comparing.Comparing)
    return config
