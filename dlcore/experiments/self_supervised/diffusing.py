"""Diffusion on a plane: train a network to foretell the noise in a point, and show its walk from noise to points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.schedules import cosine
from dlcore.snapshot import Checkpoint, Snapshot

from .config import Diffusion
from .denoising import REACH, denoiser, disturbed, waves
from .judging import POINTS, SEEDS, judge
from .learning import Learner, followed, frames, stacked
from .still import Walk

FRAMES = 15
FIELD = 15  # places along an edge where the field is drawn
PIECE = 0.38  # the longest line piece of the field, just short of the next place
LONGEST = 3.0  # the noise, in standard deviations, from which on a piece is no longer


def schedule(config: Diffusion) -> tuple[int, ...]:
    """Return the updates after which there is a snapshot."""
    return frames(config.updates, FRAMES)


def run(
    config: Diffusion, start: Checkpoint | None, probes: Sequence[str], stop: Callable[[int], bool]
) -> Iterator[Snapshot]:
    """Train update by update: a batch of points, each dissolved up to a time of its own, and its noise to foretell."""
    measure, learner = judge(config), Learner(config, config.lr, config.seed)
    data, shares, count = measure.data, measure.shares, config.batch_size

    def update() -> None:
        generator = learner.generator
        learner.lr.fill_(config.lr * cosine(learner.at, config.updates))
        x = data[torch.randint(len(data), (count,), generator=generator)]
        time = torch.randint(1, config.steps + 1, (count,), generator=generator)
        noise = torch.randn(count, 2, generator=generator, dtype=torch.float64)
        learner.learn(waves(disturbed(x, shares[time, None], noise), time.double() / config.steps), noise)

    def seen(row: np.ndarray) -> tuple[dict[str, float], dict[str, np.ndarray]]:
        made = measure.generated(row)[-1]
        shown = {"generated": made.T.numpy().astype(np.float32)} if "generated" in probes else {}
        return measure.metrics(row, made), shown

    yield from followed(learner, update, seen, schedule(config), start, stop)


def replay(config: Diffusion, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute ``generated`` (2, POINTS) for recorded parameters (frames, P)."""
    if set(probes) - {"generated"}:
        raise ValueError(f"unknown probes {sorted(set(probes) - {'generated'})}; known: ['generated']")
    if not probes:
        return {}
    return {"generated": np.stack([judge(config).generated(row)[-1].T.numpy() for row in trace]).astype(np.float32)}


def examine(config: Diffusion, row: np.ndarray) -> dict[str, float]:
    """Measure what trained parameters make of other noise."""
    return {f"fresh_{name}": value for name, value in judge(config).graded(row).items()}


@torch.inference_mode()
def walk(config: Diffusion, row: np.ndarray) -> Walk:
    """Show a network's way back beside the way there, with the direction in which it moves points at every time."""
    measure = judge(config)
    generator = torch.Generator().manual_seed(config.seed + SEEDS["forwards"])
    x = measure.fresh[:POINTS]
    forwards = [x]
    for now, before in zip(measure.shares[1:], measure.shares[:-1], strict=True):
        x = disturbed(x, now / before, torch.randn(x.shape, generator=generator, dtype=torch.float64))
        forwards.append(x)
    foretell = denoiser(stacked(config, row[None]), config.steps)
    line = torch.linspace(-REACH, REACH, FIELD, dtype=torch.float64)
    places = torch.cartesian_prod(line, line)
    field = [-foretell(places, time) for time in range(config.steps, 0, -1)] + [torch.zeros_like(places)]
    pieces = torch.stack([_pieces(places, each) for each in field])
    parts = torch.stack(forwards).mT, measure.generated(row).mT, places.T, pieces.mT
    return Walk(*(each.numpy().astype(np.float32) for each in parts))


def _pieces(places: Tensor, direction: Tensor) -> Tensor:
    """Lay line pieces end to end: start, end and NaN for each place, (3 n, 2); none reaches the next."""
    length = direction.norm(dim=1, keepdim=True)
    shortened = direction * (PIECE * length.clamp(max=LONGEST) / LONGEST / length.clamp(min=1e-9))
    gap = torch.full_like(places, math.nan)
    return torch.stack([places, places + shortened, gap], 1).flatten(0, 1)
