"""A task that needs memory, trained live: what is learned, what the state holds, how far the gradient reaches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import torch

from dlcore.snapshot import Checkpoint, Snapshot

from .config import Recall, chrono
from .learning import Learner, Nets, adam, scheduled, unclipped
from .sequences import TASKS, side_by_side
from .stills import Sample
from .watching import Stop

TEST_SEED, FRESH_SEED = 1_000_000, 2_000_000
TESTED = 100  # sequences to measure on, of each kind
SHOWN = 32  # of them, to measure the gradient on
FLOOR = 1e-16  # below, a logarithm shows nothing but rounding
ENDLESS = 1e6  # a loss above has diverged


def schedule(config: Recall) -> tuple[int, ...]:
    """Updates at which there is a snapshot."""
    return scheduled(config.updates)


def scene(config: Recall) -> Sample:
    """Show the test sequence that the states are drawn for."""
    x, y = TASKS[config.task].draw(config.length, TESTED, torch.Generator().manual_seed(TEST_SEED))
    return Sample(x[:, 0].numpy().T, float(y[-1, 0]))


def learner(config: Recall) -> Learner[Nets]:
    """Set the network and its training up."""
    task, generators = TASKS[config.task], [torch.Generator().manual_seed(config.seed)]
    bias = [chrono(config.length)] if config.cell == "lstm" and config.opened else []
    nets = Nets(config.cell, task.inputs, config.hidden, task.outputs, generators, forget_bias=bias)
    draw = partial(side_by_side, task, config.length, config.batch_size, generators)
    clip = unclipped(1) if config.clip == 0 else torch.full((1,), config.clip, dtype=torch.float64)
    return Learner(nets, draw, task.loss, adam(nets, config.lr), generators, clip, config.truncate, ENDLESS)


def run(config: Recall, start: Checkpoint | None, stop: Stop | None) -> Iterator[Snapshot]:
    """Train, and look at the network again and again."""
    trained = learner(config)
    if start is not None:
        trained.load(start.state)
    frames, ended = set(schedule(config)), False
    if start is None:
        ended = stop is not None and stop(0)
        yield _snapshot(config, trained, ended)
    while not ended and trained.step < config.updates:
        trained.update()
        if trained.diverged:
            yield _snapshot(config, trained, True)
            return
        ended = trained.step == config.updates or (stop is not None and stop(trained.step))
        if ended or trained.step in frames:
            yield _snapshot(config, trained, True)


def _snapshot(config: Recall, trained: Learner[Nets], resumable: bool) -> Snapshot:
    """Measure on sequences that are never trained on, and look inside on one of them."""
    task, nets = TASKS[config.task], trained.nets
    sets = {
        name: side_by_side(task, config.length, TESTED, [torch.Generator().manual_seed(seed)])
        for name, seed in (("test", TEST_SEED), ("fresh", FRESH_SEED))
    }
    metrics = {"chance": task.chance}
    for name, (x, y) in sets.items():
        said = nets.answer(x, len(y))
        loss, accuracy = float(task.loss(said, y)), float(task.right(said, y))
        metrics |= {f"{name}_loss": min(ENDLESS, loss), f"{name}_accuracy": accuracy}
    x, y = (each[:, :, :SHOWN] for each in sets["test"])
    _losses, _slopes, flow = nets.slopes(x, y, task.loss, config.truncate)
    states, gates = nets.watch(x[:, 0, 0], 0)
    lengths = flow[:, 0].numpy()
    metrics |= {"flow_first": float(lengths[0]), "flow_last": float(lengths[-1])}
    keep = gates.get("f", gates.get("z"))
    probes = {
        "parameters": np.array([trained.step], float),
        "sequence_states": states.numpy().T,
        "keep": keep.numpy().T if keep is not None else np.zeros((config.hidden, config.length)),
        "flow": np.log10(np.maximum(lengths, FLOOR)),
    }
    checkpoint = Checkpoint(trained.step, trained.state()) if resumable else None
    return Snapshot(trained.step, metrics, probes, checkpoint, trained.diverged)
