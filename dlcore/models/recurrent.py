"""Recurrent cells, unrolled by hand: the plain RNN, the LSTM and the GRU, with every gate to be looked at.

Weights have the layout of ``torch.nn.RNN``, ``LSTM`` and ``GRU``: the rows of each gate one below the other. A leading
dimension of networks may stand before all others, so that K networks take a step together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

State = tuple[Tensor, ...]  # (h,), or (h, c) for the LSTM; each (..., batch, hidden)
Gates = dict[str, Tensor]  # each (..., batch, hidden)


class Weights(NamedTuple):
    """What one layer learns; the same numbers act at every time step."""

    weight_ih: Tensor  # (..., gates * hidden, inputs)
    weight_hh: Tensor  # (..., gates * hidden, hidden)
    bias_ih: Tensor  # (..., gates * hidden)
    bias_hh: Tensor  # (..., gates * hidden)

    @property
    def hidden(self) -> int:
        """How many units the state has."""
        return self.weight_hh.shape[-1]


class Unrolled(NamedTuple):
    """A sequence gone through step by step: the states after each step, and the gates in it."""

    states: list[State]
    gates: list[Gates]

    @property
    def hidden(self) -> Tensor:
        """All hidden states: (time, ..., batch, hidden)."""
        return torch.stack([state[0] for state in self.states])

    def gate(self, name: str) -> Tensor:
        """One gate at all steps: (time, ..., batch, hidden)."""
        return torch.stack([gates[name] for gates in self.gates])


def _recurrent(h: Tensor, w: Weights) -> Tensor:
    return h @ w.weight_hh.mT + w.bias_hh.unsqueeze(-2)  # (..., batch, gates * hidden)


def rnn(from_input: Tensor, state: State, w: Weights) -> tuple[State, Gates]:
    """h' = tanh(W_ih x + b_ih + W_hh h + b_hh), from W_ih x + b_ih (..., batch, hidden) and (h,). Elman 1990."""
    return ((from_input + _recurrent(state[0], w)).tanh(),), {}


def lstm(from_input: Tensor, state: State, w: Weights) -> tuple[State, Gates]:
    """c' = f c + i g and h' = o tanh(c'), from (h, c). Hochreiter and Schmidhuber 1997; Gers et al. 2000."""
    h, c = state
    i, f, g, o = (from_input + _recurrent(h, w)).chunk(4, -1)
    i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
    c = f * c + i * g
    return (o * c.tanh(), c), {"i": i, "f": f, "g": g, "o": o}


def gru(from_input: Tensor, state: State, w: Weights) -> tuple[State, Gates]:
    """h' = (1 − z) n + z h with n = tanh(x's share + r ⊙ h's share), from (h,). Cho et al. 2014, PyTorch's form."""
    (h,) = state
    r_x, z_x, n_x = from_input.chunk(3, -1)
    r_h, z_h, n_h = _recurrent(h, w).chunk(3, -1)
    r, z = (r_x + r_h).sigmoid(), (z_x + z_h).sigmoid()
    n = (n_x + r * n_h).tanh()
    return ((1 - z) * n + z * h,), {"r": r, "z": z, "n": n}


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of cell: its step, the names of its blocks of rows in order, and how many tensors its state has."""

    step: Callable[[Tensor, State, Weights], tuple[State, Gates]]
    blocks: tuple[str, ...]
    states: int


CELLS: Mapping[str, Cell] = {
    "rnn": Cell(rnn, ("h",), 1),
    "lstm": Cell(lstm, ("i", "f", "g", "o"), 2),
    "gru": Cell(gru, ("r", "z", "n"), 1),
}


def initial(cell: str, inputs: int, hidden: int, generator: torch.Generator) -> Weights:
    """Draw weights as ``torch.nn`` does, in its order: all uniform within ±1/√hidden, in float64."""
    rows, bound = len(CELLS[cell].blocks) * hidden, 1 / math.sqrt(hidden)
    shapes = ((rows, inputs), (rows, hidden), (rows,), (rows,))
    return Weights(*(torch.empty(s, dtype=torch.float64).uniform_(-bound, bound, generator=generator) for s in shapes))


def with_forget_bias(w: Weights, bias: float) -> Weights:
    """Return an LSTM's weights with forget gates that open at first: their biases add up to `bias`.

    log(T − 1) lets a cell keep its content for about T steps, as σ(log(T − 1)) = 1 − 1/T. Jozefowicz et al. 2015;
    Tallec and Ollivier 2018.
    """
    forget = slice(w.hidden, 2 * w.hidden)
    bias_ih, bias_hh = w.bias_ih.clone(), w.bias_hh.clone()
    bias_ih[..., forget], bias_hh[..., forget] = bias, 0.0
    return w._replace(bias_ih=bias_ih, bias_hh=bias_hh)


def unroll(cell: str, x: Tensor, w: Weights, state: State | None = None) -> Unrolled:
    """Go through x (time, ..., batch, inputs) from `state` (None: zeros), applying the same weights at each step."""
    from_input = x @ w.weight_ih.mT + w.bias_ih.unsqueeze(-2)  # (time, ..., batch, gates * hidden), in one product
    if state is None:
        zeros = from_input.new_zeros((*from_input.shape[1:-1], w.hidden))
        state = (zeros,) * CELLS[cell].states
    unrolled, step = Unrolled([], []), CELLS[cell].step
    for each in from_input:
        state, gates = step(each, state, w)
        unrolled.states.append(state)
        unrolled.gates.append(gates)
    return unrolled


def spectral_radius(matrix: Tensor) -> Tensor:
    """Return the largest size of an eigenvalue of each matrix (..., n, n): (...)."""
    return torch.linalg.eigvals(matrix).abs().amax(-1)
