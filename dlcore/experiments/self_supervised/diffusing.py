"""Diffusion on a plane: train a network to foretell the noise in a point, and walk back from noise to points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from dlcore.datasets.toy import TOYS
from dlcore.schedules import cosine
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stacked import StackedMLP

from .config import Diffusion
from .learning import Learner, followed, frames, stacked
from .noising import kept
from .still import Plane, Walk

FRAMES = 15
SCALE = 1.5  # the toys reach to ±3, the noise is as wide as 1
POINTS = 400  # that are generated
REFERENCE = 2000  # fresh points that they are compared with
MEASURED = 4000  # noisy points that measure the loss
RIVALS = 20  # fresh samples that are compared with the reference too: as near as anything can be expected to come
SEEDS = {  # added to seeds: no two of what is drawn may share their random numbers
    "fresh": 1_000_000,
    "rival": 2_000_000,
    "noise": 3_000_000,
    "test": 4_000_000,
    "back": 5_000_000,
    "forwards": 6_000_000,
    "graded_back": 7_000_000,
    "graded_fresh": 8_000_000,
}
FIELD = 15  # places along an edge where the field is drawn
REACH = 3.0  # how far from the middle it is drawn; no point is taken to come from farther away
PIECE = 0.38  # the longest line piece of the field, just short of the next place
LONGEST = 3.0  # the noise, in standard deviations, from which on a piece is no longer

Denoiser = Callable[[Tensor, int], Tensor]  # (points (n, 2), time) -> the noise in them (n, 2)


def schedule(config: Diffusion) -> tuple[int, ...]:
    """Return the updates after which there is a snapshot."""
    return frames(config.updates, FRAMES)


def points(config: Diffusion, count: int, seed: int) -> Tensor:
    """Draw points (count, 2) of the chosen kind."""
    generator = torch.Generator().manual_seed(seed)
    draw = cloud if config.dataset == "cloud" else TOYS[config.dataset]
    return draw(count, config.noise, generator)[0] / SCALE


def _sample(config: Diffusion, seed: int) -> Tensor:
    """Draw POINTS points as a walk back does: how many come from which part of the data is left to chance."""
    order = torch.randperm(REFERENCE, generator=torch.Generator().manual_seed(seed))
    return points(config, REFERENCE, seed)[order[:POINTS]]


def cloud(n: int, noise: float, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Draw one oblong Gaussian cloud about (0.6, −0.3), the longer axis along the diagonal."""
    spread = torch.tensor([[1.2, 0.0], [0.9, 0.45]], dtype=torch.float64)
    centre = torch.tensor([0.6, -0.3], dtype=torch.float64)
    return centre + torch.randn(n, 2, generator=generator, dtype=torch.float64) @ spread.T, torch.zeros(n)


def waves(x: Tensor, time: Tensor) -> Tensor:
    """Put six waves of the time (n,), which runs from 0 to 1, beside places (n, 2): (n, 8)."""
    turns = math.pi * time[:, None] * torch.tensor([1.0, 2.0, 4.0], dtype=torch.float64)
    return torch.cat([x, turns.sin(), turns.cos()], 1)


def denoiser(net: StackedMLP, steps: int) -> Denoiser:
    """Make a function of a network."""

    def foretell(x: Tensor, time: int) -> Tensor:
        times = torch.full((len(x),), time / steps, dtype=torch.float64)
        return net.forward(waves(x, times).T[None])[-1][0].T

    return foretell


def best_denoiser(data: Tensor, shares: Tensor) -> Denoiser:
    """Return the function with the lowest possible training loss: the mean noise, given where a noisy point lies.

    Any of the points (n, 2) may have become x; each counts as much as the noise that it needs is likely.
    """

    def foretell(x: Tensor, time: int) -> Tensor:
        a, s = shares[time].sqrt(), (1 - shares[time]).sqrt()
        likely = torch.softmax(-(torch.cdist(x, a * data) / s).square() / 2, 1)  # (points, n)
        return (x - a * (likely @ data)) / s

    return foretell


def disturbed(x: Tensor, share: Tensor, noise: Tensor) -> Tensor:
    """Let points (n, 2) dissolve at once up to a time: √ᾱ x + √(1 − ᾱ) ε."""
    return share.sqrt() * x + (1 - share).sqrt() * noise


@torch.inference_mode()
def backwards(foretell: Denoiser, shares: Tensor, sampler: str, generator: torch.Generator, count: int) -> Tensor:
    """Walk from noise to points.

    Parameters
    ----------
    foretell
        Says the noise in a point.
    shares
        (steps + 1,) ᾱ.
    sampler
        ``ddpm``: every step adds some noise again (Ho et al. 2020). ``ddim``: none (Song et al. 2021).

    Returns
    -------
    paths
        (steps + 1, count, 2): pure noise first.
    """
    x = torch.randn(count, 2, generator=generator, dtype=torch.float64)
    path = [x]
    for time in range(len(shares) - 1, 0, -1):
        now, then = shares[time], shares[time - 1]
        clean = (x - (1 - now).sqrt() * foretell(x, time)) / now.sqrt()  # where the point seems to come from
        clean = clean.clamp(-REACH, REACH)  # a small mistake about almost pure noise is a large one about its origin
        noise = (x - now.sqrt() * clean) / (1 - now).sqrt()
        added = ((1 - then) / (1 - now) * (1 - now / then)).sqrt() if sampler == "ddpm" else torch.zeros(())
        x = then.sqrt() * clean + (1 - then - added**2).clamp(min=0).sqrt() * noise
        if sampler == "ddpm":
            x = x + added * torch.randn(count, 2, generator=generator, dtype=torch.float64)
        path.append(x)
    return torch.stack(path)


def energy_distance(x: Tensor, y: Tensor) -> float:
    """Measure how far apart two sets of points are: 2 E|x − y| − E|x − x′| − E|y − y′| (Székely and Rizzo 2013).

    All pairs count, a point with itself too, so it is 0 for equal sets and positive otherwise.
    """
    return float(2 * torch.cdist(x, y).mean() - torch.cdist(x, x).mean() - torch.cdist(y, y).mean())


class Judge:
    """Measures networks of one config: the same noise in every frame, so that only the network makes a difference."""

    def __init__(self, config: Diffusion) -> None:
        self.config = config
        self.data = points(config, config.samples, config.data_seed)
        self.fresh = points(config, REFERENCE, config.data_seed + SEEDS["fresh"])
        self.rivals = [_sample(config, config.data_seed + SEEDS["rival"] + k) for k in range(RIVALS)]
        self.floor = self._floor(self.fresh)
        self.shares = torch.from_numpy(kept(config.schedule, config.steps))
        generator = torch.Generator().manual_seed(config.seed + SEEDS["noise"])
        self.noise = torch.randn(MEASURED, 2, generator=generator, dtype=torch.float64)
        self.times = torch.randint(1, config.steps + 1, (MEASURED,), generator=generator)
        self.sources = {
            "train": self.data[torch.randint(len(self.data), (MEASURED,), generator=generator)],
            "test": points(config, MEASURED, config.data_seed + SEEDS["test"]),
        }
        self.best = self._loss(best_denoiser(self.data, self.shares), "train")

    def scene(self) -> Plane:
        """Return the points that are shown."""
        return Plane(self.data.numpy(), self.fresh[:POINTS].numpy())

    @torch.inference_mode()
    def _loss(self, foretell: Denoiser, part: str) -> float:
        x = disturbed(self.sources[part], self.shares[self.times, None], self.noise)
        wrong = torch.zeros(())
        for time in self.times.unique().tolist():
            chosen = self.times == time
            wrong = wrong + (foretell(x[chosen], time) - self.noise[chosen]).square().sum()
        return float(wrong / self.noise.numel())

    def generated(self, row: np.ndarray, way: str = "back") -> Tensor:
        """Walk back with a network: the whole paths (steps + 1, POINTS, 2)."""
        foretell = denoiser(stacked(self.config, row[None]), self.config.steps)
        generator = torch.Generator().manual_seed(self.config.seed + SEEDS[way])
        return backwards(foretell, self.shares, self.config.sampler, generator, POINTS)

    def metrics(self, row: np.ndarray, made: Tensor) -> dict[str, float]:
        """Give losses, and how far what was made (POINTS, 2) is from fresh points and from the training points."""
        foretell = denoiser(stacked(self.config, row[None]), self.config.steps)
        return {
            "train_loss": self._loss(foretell, "train"),
            "test_loss": self._loss(foretell, "test"),
            "best_loss": self.best,
            **self.likeness(made, self.fresh, self.floor),
        }

    def _floor(self, fresh: Tensor) -> float:
        return sum(energy_distance(each, fresh) for each in self.rivals) / RIVALS

    def graded(self, row: np.ndarray) -> dict[str, float]:
        """Walk back from other noise, and compare with other fresh points."""
        fresh = points(self.config, REFERENCE, self.config.data_seed + SEEDS["graded_fresh"])
        return self.likeness(self.generated(row, "graded_back")[-1], fresh, self._floor(fresh))

    def likeness(self, made: Tensor, fresh: Tensor, floor: float) -> dict[str, float]:
        """Compare what was made with fresh points: as a whole, and by the distance to the nearest training point."""
        near, natural = (float(torch.cdist(each, self.data).amin(1).median()) for each in (made, fresh))
        return {"energy": energy_distance(made, fresh), "floor": floor, "nearest": near, "natural": natural}


@lru_cache(maxsize=4)
def judge(config: Diffusion) -> Judge:
    """Keep the last judges: the best denoiser takes a moment."""
    return Judge(config)


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
