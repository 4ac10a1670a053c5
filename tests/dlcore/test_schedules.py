"""Every schedule against ``torch.optim.lr_scheduler``, step by step."""

import math

import pytest
import torch

from dlcore.schedules import SCHEDULES

ORACLES = {
    "constant": lambda o, n: torch.optim.lr_scheduler.ConstantLR(o, factor=1.0),
    "step": lambda o, n: torch.optim.lr_scheduler.StepLR(o, step_size=math.ceil(n / 3)),
    "cosine": lambda o, n: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=n),
    "warmup": lambda o, n: torch.optim.lr_scheduler.LinearLR(o, 0.1, 1.0, total_iters=math.ceil(n / 10)),
    "onecycle": lambda o, n: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, total_steps=n, cycle_momentum=False),
}


def test_there_is_an_oracle_for_each():
    assert ORACLES.keys() == SCHEDULES.keys()


@pytest.mark.parametrize("steps", [10, 37, 200])
@pytest.mark.parametrize("name", SCHEDULES)
def test_equals_torch(name, steps):
    moves = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    oracle = ORACLES[name](moves, steps)
    for step in range(steps):
        assert SCHEDULES[name](step, steps) == pytest.approx(moves.param_groups[0]["lr"], rel=1e-9, abs=1e-15)
        moves.step()
        if step < steps - 1:
            oracle.step()
