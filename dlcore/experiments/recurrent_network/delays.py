"""How often the first symbol is remembered, delay after delay: all cells, several seeds at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import torch

from dlcore.snapshot import Checkpoint, Snapshot

from .config import Delays, chrono
from .learning import Learner, Nets, adam
from .sequences import SYMBOLS, TASKS, side_by_side
from .stills import Grid
from .watching import Stop, band

KINDS = ("rnn", "gru", "lstm", "opened")  # the last: an LSTM with its forget gates open at first
BATCH = SYMBOLS
CLIP = 1.0


def schedule(config: Delays) -> tuple[int, ...]:
    """One step for each delay."""
    return tuple(range(len(config.delays)))


def scene(config: Delays) -> Grid:
    """Return the delays, and what guessing gets right."""
    return Grid(np.array(config.delays), TASKS["first"].chance)


def run(config: Delays, start: Checkpoint | None, stop: Stop | None) -> Iterator[Snapshot]:
    """Train every kind at one delay after another; nothing is carried from one to the next."""
    for step in schedule(config)[0 if start is None else start.step + 1 :]:
        delay = config.delays[step]
        metrics: dict[str, float] = {"delay": float(delay), "chance": TASKS["first"].chance}
        for kind, shares in remembered(config, delay).items():
            low, _middle, high = band(shares)
            metrics |= {f"{kind}_accuracy_low": float(low), f"{kind}_accuracy_high": float(high)}
            metrics[f"{kind}_accuracy"] = float(shares.mean())
        yield Snapshot(step, metrics, {"parameters": np.array([step], float)}, Checkpoint(step, b""))
        if stop is not None and stop(step):
            return


def remembered(config: Delays, delay: int) -> dict[str, torch.Tensor]:
    """Train all seeds of every kind and return the share of right answers of each: (seeds,)."""
    task, found = TASKS["first"], {}
    for cell, kinds in (("rnn", ("rnn",)), ("gru", ("gru",)), ("lstm", ("lstm", "opened"))):
        seeds = [config.seed + k for _kind in kinds for k in range(config.seeds)]
        bias = [chrono(delay + 1) if kind == "opened" else None for kind in kinds for _seed in range(config.seeds)]
        generators = [torch.Generator().manual_seed(seed) for seed in seeds]
        nets = Nets(cell, SYMBOLS, config.hidden, SYMBOLS, generators, forget_bias=bias if cell == "lstm" else ())
        draw = partial(side_by_side, task, delay + 1, BATCH, generators)
        clip = torch.full((len(seeds),), CLIP, dtype=torch.float64)
        learner = Learner(nets, draw, task.loss, adam(nets, config.lr), generators, clip)
        for _update in range(config.updates):
            learner.update()
        x, y = draw()
        right = task.right(nets.answer(x, 1), y)
        found |= dict(zip(kinds, right.split(config.seeds), strict=True))
    return found
