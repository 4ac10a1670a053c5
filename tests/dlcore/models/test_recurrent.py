from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from dlcore.models.recurrent import CELLS, Weights, initial, spectral_radius, unroll, with_forget_bias

TIME, BATCH, INPUTS, HIDDEN = 7, 3, 4, 5
MODULES = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


def _draw(cell: str, seed: int = 0) -> tuple[torch.Tensor, Weights]:
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(TIME, BATCH, INPUTS, generator=generator, dtype=torch.float64)
    return x, Weights(*(each.requires_grad_() for each in initial(cell, INPUTS, HIDDEN, generator)))


def _torch_module(cell: str, w: Weights) -> nn.RNNBase:
    module = MODULES[cell](INPUTS, HIDDEN, dtype=torch.float64)
    with torch.no_grad():
        for p, ours in zip(module.parameters(), w, strict=True):
            p.copy_(ours)
    return module


@pytest.mark.parametrize("cell", CELLS)
def test_cells_equal_those_of_torch_in_values_and_gradients(cell: str) -> None:
    x, w = _draw(cell)
    x.requires_grad_()
    module = _torch_module(cell, w)
    theirs, last = module(x)
    ours = unroll(cell, x, w)
    torch.testing.assert_close(ours.hidden, theirs, rtol=0, atol=1e-12)
    for mine, final in zip(ours.states[-1], last if cell == "lstm" else (last,), strict=True):
        torch.testing.assert_close(mine, final[0], rtol=0, atol=1e-12)

    weighted = torch.linspace(-1, 2, theirs.numel(), dtype=torch.float64).reshape(theirs.shape)
    mine = torch.autograd.grad((ours.hidden * weighted).sum(), [x, *w])
    other = torch.autograd.grad((theirs * weighted).sum(), [x, *module.parameters()])
    for a, b in zip(mine, other, strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_networks_side_by_side_go_as_each_would_alone(cell: str) -> None:
    drawn = [_draw(cell, seed) for seed in range(3)]
    x = torch.stack([each for each, _ in drawn], 1)  # (time, networks, batch, inputs)
    w = Weights(*(torch.stack(parts) for parts in zip(*(each for _, each in drawn), strict=True)))
    together = unroll(cell, x, w).hidden
    for k, (alone, own) in enumerate(drawn):
        torch.testing.assert_close(together[:, k], unroll(cell, alone, own).hidden, rtol=0, atol=1e-13)


def test_shown_gates_of_the_lstm_are_those_that_made_its_states() -> None:
    x, w = _draw("lstm")
    gone = unroll("lstm", x, w)
    c = torch.zeros(BATCH, HIDDEN, dtype=torch.float64)
    for (h_shown, c_shown), gates in zip(gone.states, gone.gates, strict=True):
        c = gates["f"] * c + gates["i"] * gates["g"]
        torch.testing.assert_close(c_shown, c, rtol=0, atol=0)
        torch.testing.assert_close(h_shown, gates["o"] * c.tanh(), rtol=0, atol=0)


def test_shown_gates_of_the_gru_are_those_that_made_its_states() -> None:
    x, w = _draw("gru")
    gone = unroll("gru", x, w)
    h = torch.zeros(BATCH, HIDDEN, dtype=torch.float64)
    for (shown,), gates in zip(gone.states, gone.gates, strict=True):
        h = (1 - gates["z"]) * gates["n"] + gates["z"] * h
        torch.testing.assert_close(shown, h, rtol=0, atol=0)


@pytest.mark.parametrize("cell", CELLS)
def test_a_sequence_cut_in_two_goes_on_from_the_state(cell: str) -> None:
    x, w = _draw(cell)
    first = unroll(cell, x[:4], w)
    second = unroll(cell, x[4:], w, first.states[-1])
    torch.testing.assert_close(torch.cat([first.hidden, second.hidden]), unroll(cell, x, w).hidden, rtol=0, atol=0)


def test_forget_bias_opens_the_forget_gates_and_nothing_else() -> None:
    x, w = _draw("lstm")
    opened = with_forget_bias(w, math.log(99))
    f = unroll("lstm", torch.zeros_like(x[:1]), opened).gate("f")
    torch.testing.assert_close(f, torch.full_like(f, 0.99))
    others = [*range(HIDDEN), *range(2 * HIDDEN, 4 * HIDDEN)]
    torch.testing.assert_close(opened.bias_ih[others], w.bias_ih[others], rtol=0, atol=0)
    torch.testing.assert_close(opened.bias_hh[others], w.bias_hh[others], rtol=0, atol=0)


def test_spectral_radius_of_known_matrices() -> None:
    turn = 0.9 * torch.tensor([[0.0, -1.0], [1.0, 0.0]], dtype=torch.float64)
    radius = spectral_radius(torch.stack([turn, torch.diag(torch.tensor([0.5, -2.0], dtype=torch.float64))]))
    torch.testing.assert_close(radius, torch.tensor([0.9, 2.0], dtype=torch.float64))
