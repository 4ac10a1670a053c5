"""How far back the gradient of a loss at the end reaches: three cells, several seeds, before and after training."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import partial

import numpy as np
import torch

from dlcore.models.recurrent import spectral_radius
from dlcore.snapshot import Checkpoint, Snapshot

from .config import CELLS, Lags, chrono
from .learning import Learner, Nets, adam, scheduled
from .sequences import SYMBOLS, TASKS, side_by_side
from .stills import Reach
from .watching import Stop, band

FLOOR = 1e-300  # a length below is zero to a float64
BATCH = 2 * SYMBOLS
CLIP = 1.0


def schedule(config: Lags) -> tuple[int, ...]:
    """Updates at which there is a snapshot."""
    return scheduled(config.updates, 20)


def scene(config: Lags) -> Reach:
    """Return the gradients' lengths before training, to be compared with."""
    return Reach({cell: powers(lengths(config, each))[1] for cell, each in learners(config).items()})


def run(config: Lags, start: Checkpoint | None, stop: Stop | None) -> Iterator[Snapshot]:
    """Train the three kinds side by side on remembering the first symbol."""
    trained, done = learners(config), 0
    if start is not None:
        for each, state in zip(trained.values(), pickle.loads(start.state), strict=True):
            each.load(state)
        done = start.step
    frames, ended = set(schedule(config)), False
    if start is None:
        ended = (stop is not None and stop(0)) or not config.updates
        yield _snapshot(config, trained, 0)
    while not ended and done < config.updates:
        for each in trained.values():
            each.update()
        done += 1
        ended = done == config.updates or (stop is not None and stop(done))
        if ended or done in frames:
            yield _snapshot(config, trained, done)


def learners(config: Lags) -> dict[str, Learner[Nets]]:
    """Set up one kind of cell after another; every kind sees the same symbols."""
    kinds, task = {}, TASKS["first"]
    for cell in CELLS:
        generators = [torch.Generator().manual_seed(config.seed + k) for k in range(config.seeds)]
        bias = [chrono(config.length)] * config.seeds if cell == "lstm" and config.opened else []
        nets = Nets(cell, SYMBOLS, config.hidden, SYMBOLS, generators, gain=config.gain, forget_bias=bias)
        clip = torch.full((config.seeds,), CLIP, dtype=torch.float64)
        draw = partial(side_by_side, task, config.length, BATCH, generators)
        kinds[cell] = Learner(nets, draw, task.loss, adam(nets, config.lr), generators, clip)
    return kinds


def probe(config: Lags) -> tuple[torch.Tensor, torch.Tensor]:
    """Every symbol equally often, the same for all networks."""
    generators = [torch.Generator().manual_seed(0)] * config.seeds
    return side_by_side(TASKS["first"], config.length, BATCH, generators)


def lengths(config: Lags, trained: Learner[Nets]) -> np.ndarray:
    """Measure ‖∂loss/∂h_t‖ of each network against the lag (seeds, lags); lag 0 is the last step."""
    _losses, _slopes, flow = trained.nets.slopes(*probe(config), TASKS["first"].loss)
    return flow.flip(0).T.numpy()


def powers(found: np.ndarray) -> np.ndarray:
    """The band over seeds of (seeds, lags), in powers of ten: (3, lags)."""
    return band(np.log10(np.maximum(found, FLOOR)))


def _snapshot(config: Lags, kinds: dict[str, Learner[Nets]], done: int) -> Snapshot:
    metrics: dict[str, float] = {}
    probes = {"parameters": np.array([done], float)}
    x, y = probe(config)
    task = TASKS["first"]
    for cell, trained in kinds.items():
        found, said = lengths(config, trained), trained.nets.answer(x, 1)
        probes[cell] = powers(found)
        recurrent = trained.nets.weights.weight_hh
        rows = {"rnn": 0, "lstm": 2 * config.hidden, "gru": 2 * config.hidden}[cell]  # the candidate's block
        radius = spectral_radius(recurrent[:, rows : rows + config.hidden])
        metrics[f"radius_{cell}"] = float(radius.median())
        metrics[f"arrives_{cell}"] = float(np.median(found[:, -1] / np.maximum(found[:, 0], FLOOR)))
        metrics[f"loss_{cell}"] = float(task.loss(said, y).median())
        metrics[f"{cell}_accuracy"] = float(task.right(said, y).mean())
    state = pickle.dumps([each.state() for each in kinds.values()])
    return Snapshot(done, metrics, probes, Checkpoint(done, state))
