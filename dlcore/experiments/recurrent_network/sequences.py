"""Tasks that need memory: sequences drawn without end, what is asked of them, and how an answer is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

SYMBOLS = 4
CLOSE = 0.1  # how near a sum must come to count as right


def first(length: int, batch: int, g: torch.Generator) -> tuple[Tensor, Tensor]:
    """One of four symbols, each equally often, then nothing; which was it? (time, batch, 4) and (1, batch)."""
    symbol = torch.randperm(batch, generator=g) % SYMBOLS
    x = torch.zeros(length, batch, SYMBOLS, dtype=torch.float64)
    x[0] = F.one_hot(symbol, SYMBOLS)
    return x, symbol[None]


def parity(length: int, batch: int, g: torch.Generator) -> tuple[Tensor, Tensor]:
    """Zeros and ones; at each step, is the number of ones so far odd? (time, batch, 1) and (time, batch)."""
    bits = torch.randint(2, (length, batch), generator=g)
    return bits[..., None].double(), bits.cumsum(0) % 2


def adding(length: int, batch: int, g: torch.Generator) -> tuple[Tensor, Tensor]:
    """Numbers in 0 … 1, one marked in each half; what is their sum? (time, batch, 2) and (1, batch)."""
    x = torch.zeros(length, batch, 2, dtype=torch.float64)
    x[..., 0] = torch.rand(length, batch, generator=g, dtype=torch.float64)
    half = length // 2
    marks = torch.stack([
        torch.randint(half, (batch,), generator=g), half + torch.randint(length - half, (batch,), generator=g),
    ])  # fmt: skip
    x[..., 1].scatter_(0, marks, 1.0)
    return x, (x[..., 0] * x[..., 1]).sum(0, keepdim=True)


@dataclass(frozen=True, slots=True)
class Task:
    """What is drawn, how many numbers go in and come out at a step, and how answers are measured.

    Attributes
    ----------
    draw
        (length, batch, generator) -> x (time, batch, inputs) and targets (asked, batch), asked at the last steps.
    loss, right
        (outputs (asked, networks, batch, outputs), targets (asked, networks, batch)) -> (networks,): the mean loss, and
        the share of right answers at the last step.
    chance
        The share that is right without looking at the sequence.
    """

    draw: Callable[[int, int, torch.Generator], tuple[Tensor, Tensor]]
    inputs: int
    outputs: int
    loss: Callable[[Tensor, Tensor], Tensor]
    right: Callable[[Tensor, Tensor], Tensor]
    chance: float


def _cross_entropy(z: Tensor, y: Tensor) -> Tensor:
    return -z.log_softmax(-1).gather(-1, y.unsqueeze(-1)).mean((0, 2, 3))


def _squared_error(z: Tensor, y: Tensor) -> Tensor:
    return (z[..., 0] - y).square().mean((0, 2))


def _same_class(z: Tensor, y: Tensor) -> Tensor:
    return (z[-1].argmax(-1) == y[-1]).double().mean(-1)


def _close(z: Tensor, y: Tensor) -> Tensor:
    return ((z[-1, ..., 0] - y[-1]).abs() < CLOSE).double().mean(-1)


TASKS: Mapping[str, Task] = {
    "first": Task(first, SYMBOLS, SYMBOLS, _cross_entropy, _same_class, 1 / SYMBOLS),
    "parity": Task(parity, 1, 2, _cross_entropy, _same_class, 0.5),
    # always answering 1: the sum's density is a triangle, of which 1 − (1 − CLOSE)² lies that near to its peak
    "adding": Task(adding, 2, 1, _squared_error, _close, 1 - (1 - CLOSE) ** 2),
}


def side_by_side(task: Task, length: int, batch: int, generators: Sequence[torch.Generator]) -> tuple[Tensor, Tensor]:
    """Draw each network's batch from its own generator: (time, networks, batch, inputs), (asked, networks, batch)."""
    drawn = [task.draw(length, batch, g) for g in generators]
    return torch.stack([x for x, _ in drawn], 1), torch.stack([y for _, y in drawn], 1)
