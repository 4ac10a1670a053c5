"""Each optimiser against ``torch.optim``, for several networks with rates and decays of their own."""

import pytest
import torch

from dlcore.optimizers import optimizer

ORACLES = {
    "sgd": lambda p, **kw: torch.optim.SGD(p, **kw),
    "momentum": lambda p, **kw: torch.optim.SGD(p, momentum=0.9, **kw),
    "nesterov": lambda p, **kw: torch.optim.SGD(p, momentum=0.9, nesterov=True, **kw),
    "adagrad": lambda p, **kw: torch.optim.Adagrad(p, **kw),
    "rmsprop": lambda p, **kw: torch.optim.RMSprop(p, **kw),
    "adam": lambda p, **kw: torch.optim.Adam(p, **kw),
    "adamw": lambda p, **kw: torch.optim.AdamW(p, **kw),
}


def gradient(theta, minimum, curvature):
    return curvature * (theta - minimum) + 0.1 * torch.sin(3 * theta)


@pytest.mark.parametrize("decays", [(0.0, 0.0, 0.0), (0.0, 1e-3, 0.1)])
@pytest.mark.parametrize("name", ORACLES)
def test_equals_torch_for_a_hundred_steps(name, decays):
    generator = torch.Generator().manual_seed(0)
    rates = (0.003, 0.02, 0.1)
    start, minimum = torch.randn(2, 3, 40, generator=generator, dtype=torch.float64)
    curvature = torch.rand(3, 40, generator=generator, dtype=torch.float64) + 0.1
    ours = start.clone()
    moves = optimizer(name, ours, ours.new_tensor(rates)[:, None], ours.new_tensor(decays)[:, None])
    theirs = [start[k].clone().requires_grad_() for k in range(3)]
    oracles = [ORACLES[name]([p], lr=rates[k], weight_decay=decays[k]) for k, p in enumerate(theirs)]
    for _ in range(100):
        moves.step(gradient(ours, minimum, curvature))
        for k, (p, oracle) in enumerate(zip(theirs, oracles, strict=True)):
            p.grad = gradient(p.detach(), minimum[k], curvature[k])
            oracle.step()
        torch.testing.assert_close(ours, torch.stack([p.detach() for p in theirs]), rtol=1e-10, atol=1e-12)


def test_unknown_name_is_refused():
    with pytest.raises(ValueError, match="unknown optimiser 'lion'"):
        optimizer("lion", torch.zeros(1, 1), torch.zeros(1, 1), torch.zeros(1, 1))
