"""The depth sweep of the back-propagation page: depths 1 to 30, sixteen seeds each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import torch
from torch import nn
from torch.nn import functional as F

from bench.table import Row, by_turns
from dlcore.experiments.backpropagation import run
from dlcore.experiments.backpropagation.config import DepthSweep
from dlcore.experiments.backpropagation.depth_sweep import material
from dlcore.stacked import torch_order

SWEEP = DepthSweep(deepest=30, seeds=16)


def one_at_a_time() -> None:
    """The same gradients by autograd, one network after the other, as a learner would write it."""
    drawn, sizes = material(SWEEP, SWEEP.seed), (SWEEP.width,) * (SWEEP.deepest + 1) + (1,)
    for theta in drawn.theta:
        layers = [nn.Linear(fan_in, fan_out, dtype=torch.float64) for fan_in, fan_out in pairwise(sizes)]
        nn.utils.vector_to_parameters(theta[torch_order(sizes)], [p for each in layers for p in each.parameters()])
        for depth in range(1, SWEEP.deepest + 1):
            model = nn.Sequential(*(part for each in layers[:depth] for part in (each, nn.Sigmoid())), layers[-1])
            model.zero_grad()
            F.binary_cross_entropy_with_logits(model(drawn.x[0].T), drawn.y[0].T).backward()
            for each in (*layers[:depth], layers[-1]):
                torch.cat([p.grad.flatten() for p in each.parameters() if p.grad is not None]).norm().item()


def rows() -> Iterator[Row]:
    """Measure the whole sweep, with everything that the page shows of it."""
    torch.set_num_threads(1)
    taken = by_turns({"ours": lambda: list(run(SWEEP)), "autograd": one_at_a_time}, rounds=3)
    yield Row("depth sweep 1 to 30, 16 seeds", taken["ours"], "s", "≤ 3", "")
    yield Row("depth sweep 1 to 30, 16 seeds", taken["autograd"] / taken["ours"], "× faster", "≥ 5",
              "autograd, one network at a time")  # fmt: skip
