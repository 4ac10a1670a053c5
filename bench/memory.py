"""Recurrent networks trained side by side against the same trained one after another as a learner writes them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import torch
from torch import nn
from torch.nn import functional as F

from bench.table import Row, by_turns
from dlcore.experiments.recurrent_network.learning import Learner, Nets, adam
from dlcore.experiments.recurrent_network.sequences import SYMBOLS, TASKS, side_by_side

SEEDS = 8
LENGTH = 41
HIDDEN = 16
BATCH = 4
UPDATES = 10
LR = 0.01
LAYERS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class Reader(nn.Module):
    """A recurrent layer and a read-out of its last state."""

    def __init__(self, cell: str) -> None:
        super().__init__()
        self.layer = LAYERS[cell](SYMBOLS, HIDDEN, dtype=torch.float64)
        self.read_out = nn.Linear(HIDDEN, SYMBOLS, dtype=torch.float64)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.read_out(self.layer(x)[0][-1])


def one_by_one(cell: str) -> None:
    """Train the seeds one after another with torch.nn's layer and autograd."""
    draw = TASKS["first"].draw
    for seed in range(SEEDS):
        generator, model = torch.Generator().manual_seed(seed), Reader(cell)
        moves = torch.optim.Adam(model.parameters(), lr=LR, fused=True)
        for _update in range(UPDATES):
            x, y = draw(LENGTH, BATCH, generator)
            moves.zero_grad()
            F.cross_entropy(model(x), y[0]).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            moves.step()


def at_once(cell: str) -> None:
    """Train the seeds side by side, with back-propagation through time by hand."""
    generators = [torch.Generator().manual_seed(seed) for seed in range(SEEDS)]
    nets, task = Nets(cell, SYMBOLS, HIDDEN, SYMBOLS, generators), TASKS["first"]
    draw = partial(side_by_side, task, LENGTH, BATCH, generators)
    clip = torch.full((SEEDS,), 1.0, dtype=torch.float64)
    learner = Learner(nets, draw, task.loss, adam(nets, LR), generators, clip)
    for _update in range(UPDATES):
        learner.update()


def rows() -> Iterator[Row]:
    """Compare, cell by cell, at one point of the grid delay × cell × seeds."""
    for cell in LAYERS:
        taken = by_turns({"at once": partial(at_once, cell), "one by one": partial(one_by_one, cell)}, rounds=5)
        yield Row(
            f"{cell.upper()}, {SEEDS} seeds at a delay of {LENGTH - 1}: at once",
            taken["one by one"] / taken["at once"],
            "×",
            "≥ 2.5",
            "one by one through torch.nn and autograd",
        )
