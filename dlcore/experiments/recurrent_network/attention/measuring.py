"""Measure what a pass through attention and through a recurrent layer takes; a page has a worker do it."""

from __future__ import annotations

import math
import time

import torch
from torch import nn

from dlcore.models.attention import SelfAttention

from .cost import LENGTHS, WIDTH, Cost, counted, lstm_units

TRIES = 5  # of which the fastest counts


def measure(lengths: tuple[int, ...] = LENGTHS) -> Cost:
    """Measure both on this machine."""
    hidden = lstm_units(WIDTH)
    generator = torch.Generator().manual_seed(0)
    attends, recurs = SelfAttention(WIDTH, max(lengths)), nn.LSTM(WIDTH, hidden, batch_first=True)

    def seconds(layer: nn.Module, x: torch.Tensor) -> float:
        best = math.inf
        for _ in range(TRIES):
            began = time.perf_counter()
            layer(x)[0].square().mean().backward()
            best = min(best, time.perf_counter() - began)
        return best

    attention, recurrent = [], []
    for length in lengths:
        x = torch.randn(1, length, WIDTH, generator=generator)
        attention.append(seconds(attends, x))
        recurrent.append(seconds(recurs, x))
    counts = [counted(length, WIDTH, hidden) for length in lengths]
    first, second = zip(*counts, strict=True)
    return Cost(lengths, first, second, tuple(attention), tuple(recurrent), hidden)
