"""The hand-written way back through time against autograd on the readable cells."""

from __future__ import annotations

import pytest
import torch

from dlcore.models.recurrent import CELLS, Weights, initial, unroll
from dlcore.models.through_time import backward, forward

TIME, NETS, BATCH, INPUTS, HIDDEN = 7, 3, 2, 4, 5


def _draw(cell: str) -> tuple[torch.Tensor, Weights]:
    generator = torch.Generator().manual_seed(3)
    x = torch.randn(TIME, NETS, BATCH, INPUTS, generator=generator, dtype=torch.float64)
    drawn = [initial(cell, INPUTS, HIDDEN, generator) for _ in range(NETS)]
    return x, Weights(*(torch.stack(parts).requires_grad_() for parts in zip(*drawn, strict=True)))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("where", [(TIME - 1,), (1, 4, TIME - 1)], ids=["at the end", "on the way"])
def test_gradients_equal_autograds(cell: str, where: tuple[int, ...]) -> None:
    x, w = _draw(cell)
    gone = unroll(cell, x, w)
    pull = torch.linspace(-1, 1, HIDDEN, dtype=torch.float64)
    loss = sum((gone.states[t][0] * pull).sin().sum() for t in where)
    assert isinstance(loss, torch.Tensor)
    states = [state[0] for state in gone.states]
    expected = torch.autograd.grad(loss, [*w, *states])

    tape = forward(cell, x, Weights(*(p.detach() for p in w)))
    torch.testing.assert_close(torch.stack([tape.state(t) for t in range(TIME)]), gone.hidden, rtol=0, atol=1e-14)
    found = backward(cell, tape, w, {t: pull * (tape.state(t) * pull).cos() for t in where})
    for mine, theirs in zip(found.weights, expected, strict=False):
        torch.testing.assert_close(mine, theirs, rtol=0, atol=1e-12)
    lengths = torch.stack([slope.flatten(1).norm(dim=1) for slope in expected[4:]])
    torch.testing.assert_close(found.flow, lengths, rtol=0, atol=1e-12)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("truncate", [1, 3, TIME, TIME + 5])
def test_truncation_equals_states_that_are_detached(cell: str, truncate: int) -> None:
    x, w = _draw(cell)
    state, states = None, []
    for t in range(TIME):
        if state is not None and (TIME - t) % truncate == 0:
            state = tuple(each.detach() for each in state)
        state = unroll(cell, x[t : t + 1], w, state).states[-1]
        states.append(state[0])
    loss = sum(each.square().sum() for each in states)
    assert isinstance(loss, torch.Tensor)
    expected = torch.autograd.grad(loss, list(w), allow_unused=True)
    tape = forward(cell, x, Weights(*(p.detach() for p in w)))
    found = backward(cell, tape, w, {t: 2 * tape.state(t) for t in range(TIME)}, truncate)
    for mine, theirs in zip(found.weights, expected, strict=True):
        torch.testing.assert_close(mine, theirs, rtol=0, atol=1e-12)
