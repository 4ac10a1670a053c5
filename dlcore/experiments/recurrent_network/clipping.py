"""Exploding gradients: the same training with and without clipping, seed by seed from the same first weights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import torch

from dlcore.snapshot import Checkpoint, Snapshot

from .config import SPIKE, Clipping
from .learning import Learner, Nets, scheduled, unclipped
from .sequences import TASKS, side_by_side
from .stills import Nothing
from .watching import Stop, band

BATCH = 16
MOST = 1e6  # what is larger, or not finite, is drawn here
ARMS = ("free", "clipped")


def schedule(config: Clipping) -> tuple[int, ...]:
    """Every update is shown, for a spike lasts no longer."""
    return scheduled(config.updates, 200)


def scene(config: Clipping) -> Nothing:
    """There is nothing to draw but the courses."""
    return Nothing()


def learner(config: Clipping) -> Learner[Nets]:
    """Set up the networks without clipping and, behind them, the same ones with it."""
    task, seeds = TASKS["adding"], config.seeds
    generators = [torch.Generator().manual_seed(config.seed + k) for _arm in ARMS for k in range(seeds)]
    nets = Nets(config.cell, task.inputs, config.hidden, task.outputs, generators, gain=config.gain)
    draw = partial(side_by_side, task, config.length, BATCH, generators)
    clip = torch.cat([unclipped(seeds), torch.full((seeds,), config.clip, dtype=torch.float64)])
    return Learner(nets, draw, task.loss, torch.optim.SGD(nets.parameters, lr=config.lr), generators, clip)


def run(config: Clipping, start: Checkpoint | None, stop: Stop | None) -> Iterator[Snapshot]:
    """Train both arms in step; each update's loss and gradient are those of its own batch, before the step."""
    trained = learner(config)
    count = torch.zeros(2 * config.seeds, dtype=torch.float64)
    before = torch.full_like(count, torch.inf)
    worst = torch.zeros_like(count)
    if start is not None:
        state, kept = start.state[: -3 * 8 * len(count)], np.frombuffer(start.state[-3 * 8 * len(count) :])
        trained.load(state)
        count, before, worst = (torch.from_numpy(each.copy()) for each in np.split(kept, 3))
    frames = set(schedule(config))
    while trained.step <= config.updates:
        at = trained.step
        losses, norms, _flow = trained.update()
        losses, norms = (each.nan_to_num(MOST, MOST).clamp(max=MOST) for each in (losses, norms))
        count += (losses > SPIKE * before).double()
        before, worst = losses, torch.maximum(worst, losses)
        ended = at == config.updates or (stop is not None and stop(at))
        if at in frames or ended:
            tail = np.concatenate([each.numpy() for each in (count, before, worst)]).tobytes()
            checkpoint = Checkpoint(at, trained.state() + tail)
            yield Snapshot(at, *_seen(config, at, losses, norms, count, worst), checkpoint)
        if ended:
            return


def _seen(
    config: Clipping, at: int, losses: torch.Tensor, norms: torch.Tensor, count: torch.Tensor, worst: torch.Tensor
) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    metrics: dict[str, float] = {}
    probes = {"parameters": np.array([at], float)}
    for arm, loss, norm, spikes, peak in zip(
        ARMS, *(each.split(config.seeds) for each in (losses, norms, count, worst)), strict=True
    ):
        metrics[f"loss_{arm}"], metrics[f"norm_{arm}"] = float(loss.median()), float(norm.median())
        metrics[f"spikes_{arm}"] = float(spikes.sum())
        metrics[f"worst_{arm}"] = float(peak.max())
        probes[f"loss_{arm}_band"] = np.log10(np.maximum(band(loss), 1e-12))
        probes[f"norm_{arm}_band"] = np.log10(np.maximum(band(norm), 1e-12))
    return metrics, probes
