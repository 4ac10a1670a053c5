"""Optimisers race down a surface, in step: one loop, all racers' positions at every step."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from dlcore.optimizers import optimizer
from dlcore.schedules import SCHEDULES
from dlcore.snapshot import Checkpoint, Snapshot
from dlcore.stability import edge
from dlcore.terrains import Terrain, terrain

from .config import LARGEST_SEED, Race
from .grounds import Map

FRAMES = 300
CELLS = 61  # of the map, along each axis
EXPLODED = 1e6  # a height above this has diverged
STARTS = 16  # from which an examination repeats the race
STRAY = 0.01  # how far these lie from the learner's own, in widths of the map


def scene(config: Race) -> Map:
    """Draw the map of the surface."""
    x, y = (torch.linspace(low, high, CELLS, dtype=torch.float64) for low, high in config.place.window)
    values = ground(config).value(x.expand(CELLS, -1), y[:, None].expand(-1, CELLS))
    return Map(x.numpy(), y.numpy(), torch.log10(1 + values).numpy())


def ground(config: Race) -> Terrain:
    """Find the surface of the race."""
    return terrain(config.surface, condition=config.condition, angle=config.angle)


def schedule(config: Race) -> tuple[int, ...]:
    """Every step of a short race; of a long one its beginning, and then ever fewer."""
    if config.steps <= FRAMES:
        return tuple(range(config.steps + 1))
    first = FRAMES // 2
    later = (first + round((config.steps - first) * (i / first) ** 1.5) for i in range(first + 1))
    return tuple(sorted({*range(first), *later}))


class Contest:
    """All racers of a config, each from several starts, in step.

    Parameters
    ----------
    config
        The race.
    starts
        (starts, 2): where each racer sets out.
    seed
        Of the noise, which is the same for all racers.
    """

    def __init__(self, config: Race, starts: Tensor, seed: int) -> None:
        self.config, self.terrain, self.lineup = config, ground(config), config.lineup
        count = len(starts)
        self.theta = starts.repeat(len(self.lineup), 1, 1)  # (racers, starts, 2)
        self.rates = [starts.new_full((count, 1), racer.lr) for racer in self.lineup]
        self.optimizers = [
            optimizer(
                racer.optimizer,
                theta,
                lr,
                starts.new_full((count, 1), config.weight_decay if racer.optimizer == "adamw" else 0.0),
                config.momentum,
            )
            for racer, theta, lr in zip(self.lineup, self.theta, self.rates, strict=True)
        ]
        self.generator = torch.Generator().manual_seed(seed)
        self.stopped = torch.zeros(self.theta.shape[:2], dtype=torch.int64)  # after which step; 0: still racing
        self.seconds = np.zeros(len(self.lineup))
        self.step = 0

    @torch.inference_mode()
    def advance(self) -> None:
        """Take one step with every racer that is still racing."""
        began = time.perf_counter()
        before = self.theta.clone()
        grad = self.gradient()
        shared = (time.perf_counter() - began) / len(self.lineup)
        for k, (racer, moves) in enumerate(zip(self.lineup, self.optimizers, strict=True)):
            began = time.perf_counter()
            moves.lr.fill_(racer.lr * SCHEDULES[racer.schedule](self.step, self.config.steps))
            moves.step(grad[k])
            self.seconds[k] += shared + time.perf_counter() - began
        lost = ~(self.terrain.value(*self.theta.unbind(-1)) <= EXPLODED)
        self.stopped[lost & (self.stopped == 0)] = max(self.step, 1)
        self.theta.copy_(torch.where((self.stopped > 0)[..., None], before, self.theta))
        self.step += 1

    def gradient(self) -> Tensor:
        """The gradient that the racers are told: with noise, and clipped."""
        grad = self.terrain.gradient(*self.theta.unbind(-1))
        if self.config.noise:
            drawn = torch.randn(grad.shape[1:], generator=self.generator, dtype=grad.dtype)
            grad = grad + self.config.noise * drawn
        if self.config.clip:
            length = grad.norm(dim=-1, keepdim=True)
            grad = grad * (self.config.clip / (length + 1e-6)).clamp(max=1.0)  # as torch's clip_grad_norm_
        return grad

    def state(self) -> bytes:
        """Everything that :meth:`load` needs to go on bit for bit."""
        return pickle.dumps(
            {
                "theta": self.theta.numpy(),
                "moments": [[moment.numpy() for moment in each.moments] for each in self.optimizers],
                "generator": self.generator.get_state().numpy(),
                "stopped": self.stopped.numpy(),
                "seconds": self.seconds,
                "step": self.step,
            }
        )

    @torch.inference_mode()
    def load(self, state: bytes) -> None:
        """Take over what :meth:`state` gave."""
        saved = pickle.loads(state)
        self.theta.copy_(torch.from_numpy(saved["theta"]))
        for each, moments in zip(self.optimizers, saved["moments"], strict=True):
            each.steps = saved["step"]
            for moment, value in zip(each.moments, moments, strict=True):
                moment.copy_(torch.from_numpy(value))
        self.generator.set_state(torch.from_numpy(saved["generator"].copy()))
        self.stopped = torch.from_numpy(saved["stopped"].copy())
        self.seconds, self.step = saved["seconds"].copy(), saved["step"]


def run(
    config: Race,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run a race; every snapshot holds all probes.

    A racer whose height is no longer a number, or above :data:`EXPLODED`, stops where it last was, and the others go
    on; ``<racer>_stopped`` then tells its last step (it is 0 while it races). The run has diverged when all have.
    """
    contest = Contest(config, torch.tensor([[config.x, config.y]], dtype=torch.float64), config.seed)
    ended = False
    if start is None:
        yield _snapshot(contest)
        ended = stop is not None and stop(0)
    else:
        contest.load(start.state)
        if bool((contest.stopped > 0).all()):
            return
    scheduled = set(schedule(config))
    while not ended and contest.step < config.steps:
        contest.advance()
        lost = bool((contest.stopped > 0).all())
        ended = lost or contest.step == config.steps or (stop is not None and stop(contest.step))
        if ended or contest.step in scheduled:
            yield _snapshot(contest, diverged=lost)


def _snapshot(contest: Contest, diverged: bool = False) -> Snapshot:
    positions = contest.theta[:, 0].clone()  # a snapshot keeps what later steps change
    stopped = contest.stopped[:, 0]
    shown = {name: array[0] for name, array in _seen(contest.terrain, positions[None]).items()}
    metrics: dict[str, float] = {}
    values = contest.terrain.value(*positions.T)
    for k, racer in enumerate(contest.lineup):
        metrics[f"{racer.code}_loss"] = float(values[k])
        metrics[f"{racer.code}_sharpness"] = float(shown["sharpness"][k])
        metrics[f"{racer.code}_stopped"] = float(stopped[k])
    latest = min(contest.step, contest.config.steps - 1)
    rate = [racer.lr * SCHEDULES[racer.schedule](latest, contest.config.steps) for racer in contest.lineup]
    probes = shown | {
        "parameters": positions.flatten().numpy(),
        "loss": np.where(stopped > 0, np.nan, values),
        "milliseconds": 1000 * contest.seconds,
        "rate": np.asarray(rate),
        "bearable": np.asarray(
            [
                edge(racer.optimizer, 1.0, contest.config.momentum) / max(lr, 1e-300)
                for racer, lr in zip(contest.lineup, rate, strict=True)
            ]
        ),
    }
    return Snapshot(contest.step, metrics, probes, Checkpoint(contest.step, contest.state()), diverged)


def _seen(surface: Terrain, positions: Tensor) -> dict[str, np.ndarray]:
    """What follows from positions (frames, racers, 2) alone: arrays (frames, racers)."""
    x, y = positions.unbind(-1)
    value = surface.value(x, y)
    found = {"x": x, "y": y, "height": torch.log10(1 + value), "loss": value, "sharpness": surface.sharpness(x, y)}
    return {name: array.numpy() for name, array in found.items()}


def replay(config: Race, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Compute what follows from positions; time and rates do not."""
    positions = torch.from_numpy(trace).view(len(trace), -1, 2)
    return {name: array for name, array in _seen(ground(config), positions).items() if name in probes}


def examine(config: Race, parameters: np.ndarray) -> dict[str, float]:
    """Race again from starts near the learner's own and with noise that no seed of theirs gives.

    Returns
    -------
    metrics
        ``<racer>_fresh_loss``: the median of the last heights; ``<racer>_fresh_stopped``: the share that diverged.
    """
    generator = torch.Generator().manual_seed(LARGEST_SEED + 1 + config.seed)
    width = torch.tensor([high - low for low, high in config.place.window], dtype=torch.float64)
    stray = torch.randn(STARTS, 2, generator=generator, dtype=torch.float64) * STRAY * width
    contest = Contest(config, torch.tensor([config.x, config.y]) + stray, LARGEST_SEED + 1 + config.seed)
    for _ in range(config.steps):
        contest.advance()
    values, found = contest.terrain.value(*contest.theta.unbind(-1)), {}
    for k, racer in enumerate(contest.lineup):
        found[f"{racer.code}_fresh_loss"] = float(values[k].median())
        found[f"{racer.code}_fresh_stopped"] = float((contest.stopped[k] > 0).double().mean())
    return found
