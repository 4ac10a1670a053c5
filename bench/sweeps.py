"""Sweeps trained at once against the same runs one after another in a plain loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from bench.table import Row, by_turns
from dlcore.config import Config
from dlcore.experiments.overfitting import Config as Capacity
from dlcore.experiments.overfitting import run
from dlcore.models.losses import LOSSES
from dlcore.models.mlp import initial_parameters
from dlcore.optimizers import optimizer
from dlcore.stacked import StackedMLP, torch_order, widened
from dlcore.sweep import sweep, trained_on
from dlcore.training import Training

WIDTHS = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 96)
BUCKETS = (WIDTHS[:6], WIDTHS[6:10], WIDTHS[10:13], WIDTHS[13:])
DECAYS = tuple(torch.logspace(-5, 0, 16, dtype=torch.float64).tolist())
SIZES = (10, 15, 20, 30, 40, 50, 70, 90, 120, 150, 200, 250)
LR = 0.01


def line(n: int) -> tuple[Tensor, Tensor]:
    """Noisy points of one wave: (1, 1, n) each."""
    g = torch.Generator().manual_seed(0)
    x = 2 * torch.rand(1, 1, n, generator=g, dtype=torch.float64) - 1
    return x, torch.sin(4 * x) + 0.3 * torch.randn(1, 1, n, generator=g, dtype=torch.float64)


def plane(n: int) -> tuple[Tensor, Tensor]:
    """Points of an exclusive-or: (1, 2, n) and (1, 1, n)."""
    x = torch.randn(1, 2, n, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    return x, (x.prod(1, keepdim=True) > 0).to(x)


def start(sizes: Sequence[int], seed: int) -> Tensor:
    """Draw first parameters."""
    return initial_parameters(sizes, "default", torch.Generator().manual_seed(seed))


def plain(sizes: Sequence[int], seed: int, x: Tensor, y: Tensor, epochs: int, loss: Callable[..., Tensor]) -> None:
    """Train one network full batch with Adam, as a learner writes it."""
    parts: list[nn.Module] = []
    for fan_in, fan_out in pairwise(sizes):
        parts += [nn.Linear(fan_in, fan_out, dtype=torch.float64), nn.Tanh()]
    model = nn.Sequential(*parts[:-1])
    nn.utils.vector_to_parameters(start(sizes, seed)[torch_order(sizes)], model.parameters())
    moves = torch.optim.Adam(model.parameters(), lr=LR)
    for _ in range(epochs):
        moves.zero_grad()
        loss(model(x[0].T), y[0].T).backward()
        moves.step()


def stacked(
    theta: Tensor, sizes: Sequence[int], x: Tensor, y: Tensor, epochs: int, loss: str, own: Tensor | None = None,
    weight: Tensor | None = None,
) -> Tensor:  # fmt: skip
    """Train stacked networks full batch with Adam."""
    net = StackedMLP(theta, sizes, ["tanh"] * (len(sizes) - 2), LOSSES[loss], own=own)
    lr = torch.full((len(theta), 1), LR, dtype=torch.float64)
    sweep(net, optimizer("adam", theta, lr, torch.zeros_like(lr)), x, y, epochs, weight=weight)
    return theta


def widths(epochs: int) -> None:
    """16 widths × 4 seeds in four buckets of about the same width."""
    x, y = line(30)
    for bucket in BUCKETS:
        wide = (1, max(bucket), 1)
        rows = [widened(start((1, w, 1), seed)[None], (1, w, 1), wide) for w in bucket for seed in range(4)]
        theta, own = (torch.cat(parts) for parts in zip(*rows, strict=True))
        stacked(theta, wide, x, y, epochs, "mse", own)


def widths_alone(epochs: int, chosen: Sequence[int] = WIDTHS) -> None:
    """The same networks one after another."""
    x, y = line(30)
    for width in chosen:
        for seed in range(4):
            plain((1, width, 1), seed, x, y, epochs, F.mse_loss)


def decays() -> None:
    """16 weight decays of 2-16-16-1, batch 20, 60 epochs."""
    x, y = plane(250)
    sizes = (2, 16, 16, 1)
    theta = start(sizes, 0).repeat(16, 1)
    net = StackedMLP(theta, sizes, ["tanh"] * 2, LOSSES["binary_cross_entropy"])
    lr = torch.full((16, 1), 0.1, dtype=torch.float64)
    moves = optimizer("sgd", theta, lr, torch.tensor(DECAYS, dtype=torch.float64)[:, None])
    training = Training(net, moves, x, y, 20, [torch.Generator().manual_seed(0)])
    for _ in range(60):
        training.epoch()


def decay_alone() -> None:
    """One of them in a plain loop."""
    x, y = (each[0].T.contiguous() for each in plane(250))
    model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1)).double()
    moves = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=DECAYS[0])
    g = torch.Generator().manual_seed(0)
    for _ in range(60):
        for batch in torch.randperm(250, generator=g).split(20):
            moves.zero_grad()
            F.binary_cross_entropy_with_logits(model(x[batch]), y[batch]).backward()
            moves.step()


def sizes() -> None:
    """12 training sizes × 5 seeds of 2-16-1, Adam, 300 epochs, in three groups of about the same size."""
    x, y = plane(max(SIZES))
    shape = (2, 16, 1)
    for group in (SIZES[:6], SIZES[6:10], SIZES[10:]):
        most = max(group)
        theta = torch.stack([start(shape, seed) for _ in group for seed in range(5)])
        weight = trained_on(torch.tensor(group).repeat_interleave(5), most)
        stacked(theta, shape, x[:, :, :most], y[:, :, :most], 300, "binary_cross_entropy", weight=weight)


def sizes_alone() -> None:
    """The same networks one after another."""
    x, y = plane(max(SIZES))
    for count in SIZES:
        for seed in range(5):
            plain((2, 16, 1), seed, x[:, :, :count], y[:, :, :count], 300, F.binary_cross_entropy_with_logits)


def first_result(config: Config) -> float:
    """Seconds until the first trained setting of a fresh run can be shown."""
    began = time.perf_counter()
    for snapshot in run(config):
        if snapshot.step:
            break
    return time.perf_counter() - began


def rows() -> Iterator[Row]:
    """Measure every sweep by turns with its plain counterpart."""
    torch.set_num_threads(1)
    taken = by_turns({"at once": partial(widths, 1000), "alone": partial(widths_alone, 1000)}, rounds=3)
    yield Row("16 widths × 4 seeds, 1-W-1, Adam, 1000 epochs", taken["alone"] / taken["at once"], "× faster", "≥ 30",
              "64 plain loops")  # fmt: skip
    taken = by_turns({"at once": decays, "alone": decay_alone})
    yield Row("16 weight decays, 2-16-16-1, batch 20, 60 epochs", taken["at once"] / taken["alone"], "of its time",
              "≤ 0.5", "one plain loop")  # fmt: skip
    taken = by_turns({"at once": sizes, "alone": sizes_alone}, rounds=3)
    yield Row("12 training sizes × 5 seeds, 2-16-1, Adam, 300 epochs", taken["alone"] / taken["at once"], "× faster",
              "≥ 20", "60 plain loops")  # fmt: skip
    config = Capacity()
    taken = by_turns({"all": lambda: list(run(config)), "first": partial(first_result, config)}, rounds=5)
    yield Row("over-fitting, fresh default run, computing", taken["all"], "s", "≤ 2")
    yield Row("over-fitting, its first result", taken["first"], "s", "≤ 0.3")
