"""Back-propagation through time by hand: K recurrent networks, many times faster than the same through autograd.

The cells are those of :mod:`dlcore.models.recurrent`, and tests hold these gradients to autograd's. Each weight has the
networks first. Inside, examples are columns, so that a gate's rows lie together: (networks, units, batch).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import torch
from torch import Tensor

from dlcore.models.recurrent import Weights


class Tape(NamedTuple):
    """What the way back needs of the way there. Each list holds one tensor a step.

    `hidden` also holds the first state, and `content` is the LSTM's last c.
    """

    x: Tensor
    hidden: list[Tensor]
    kept: list[tuple[Tensor, ...]]
    content: Tensor

    def state(self, t: int) -> Tensor:
        """The hidden state after step t: (networks, batch, hidden)."""
        return self.hidden[t + 1].mT

    @property
    def cell_state(self) -> Tensor:
        """The LSTM's c after the last step, like :meth:`state`; for other cells the hidden state once more."""
        return self.content.mT


class Back(NamedTuple):
    """Gradients: of the weights, and the length of ∂loss/∂h_t for each step and network (time, networks)."""

    weights: Weights
    flow: Tensor


# ∂loss/∂h as it goes past the recurrent matrix (None: nothing does), ∂loss/∂c for the step before, and the gradients of
# what came from the input and from the state
Slopes = tuple[Tensor | None, Tensor, Tensor, Tensor]


@torch.no_grad()
def forward(cell: str, x: Tensor, w: Weights) -> Tape:
    """Go through x (time, networks, batch, inputs) from a state of zeros."""
    from_input = w.weight_ih @ x.mT + w.bias_ih.unsqueeze(-1)  # (time, networks, gates * hidden, batch)
    h = from_input.new_zeros((from_input.shape[1], w.hidden, from_input.shape[3]))
    return FORWARD[cell](x, from_input, h, w)


@torch.no_grad()
def backward(cell: str, tape: Tape, w: Weights, on_state: Mapping[int, Tensor], truncate: int = 0) -> Back:
    """Go back through time.

    Parameters
    ----------
    on_state
        Step -> ∂loss/∂h_t as the loss at that step itself gives it (networks, batch, hidden).
    truncate
        Cut the way back into stretches of so many steps, counted from the end, between which no gradient passes; 0
        never cuts.
    """
    steps = len(tape.kept)
    zero, recurrent = torch.zeros_like(tape.hidden[0]), w.weight_hh.mT.contiguous()
    dh, dc = zero, zero  # ∂loss/∂h and, for the LSTM, ∂loss/∂c, as they come from later steps
    on_input: list[Tensor] = [zero] * steps  # ∂loss/∂(W_ih x + b_ih)
    on_recurrent: list[Tensor] = [zero] * steps  # ∂loss/∂(W_hh h + b_hh)
    flow = []
    for t in reversed(range(steps)):
        if t in on_state:
            dh = dh + on_state[t].mT
        flow.append(torch.linalg.vector_norm(dh, dim=(1, 2)))
        past, dc, on_input[t], on_recurrent[t] = BACKWARD[cell](tape, t, dh, dc)
        dh = recurrent @ on_recurrent[t] if past is None else torch.baddbmm(past, recurrent, on_recurrent[t])
        if truncate and (steps - t) % truncate == 0:
            dh, dc = zero, zero
    inputs, states = torch.stack(on_input), torch.stack(on_recurrent)
    before = torch.stack(tape.hidden[:-1]).mT
    gradients = Weights(_outer(inputs, tape.x), _outer(states, before), inputs.sum((0, 3)), states.sum((0, 3)))
    return Back(gradients, torch.stack(flow[::-1]))


def _outer(slopes: Tensor, values: Tensor) -> Tensor:
    """Sum slope ⊗ value over time and batch: (networks, rows, columns), in one product a network."""
    rows = slopes.permute(1, 2, 0, 3).flatten(2)  # (networks, rows, time * batch)
    return rows @ values.transpose(0, 1).flatten(1, 2)


def _tanh_(z: Tensor) -> Tensor:
    """tanh(z) = 2 σ(2z) − 1, in place: several times cheaper than ``torch.tanh``."""
    return z.mul_(2.0).sigmoid_().mul_(2.0).sub_(1.0)


def _rnn(x: Tensor, from_input: Tensor, h: Tensor, w: Weights) -> Tape:
    hidden = [h]
    for each in from_input + w.bias_hh.unsqueeze(-1):
        hidden.append(_tanh_(torch.baddbmm(each, w.weight_hh, hidden[-1])))
    return Tape(x, hidden, [()] * len(x), hidden[-1])


def _rnn_back(tape: Tape, t: int, dh: Tensor, dc: Tensor) -> Slopes:
    h = tape.hidden[t + 1]
    slope = torch.addcmul(dh, dh * h, h, value=-1)  # dh (1 − h²)
    return None, dc, slope, slope


def _lstm(x: Tensor, from_input: Tensor, h: Tensor, w: Weights) -> Tape:
    hidden, kept, c = [h], [], h
    for each in from_input + w.bias_hh.unsqueeze(-1):
        z = torch.baddbmm(each, w.weight_hh, hidden[-1])
        i, f, g, o = z.chunk(4, 1)
        g.mul_(2.0)
        z.sigmoid_()
        g.mul_(2.0).sub_(1.0)  # tanh, as above
        before, c = c, torch.addcmul(f * c, i, g)
        bent = _tanh_(c.clone())
        hidden.append(o * bent)
        kept.append((z, before, bent))
    return Tape(x, hidden, kept, c)


def _lstm_back(tape: Tape, t: int, dh: Tensor, dc: Tensor) -> Slopes:
    z, before, bent = tape.kept[t]
    i, f, g, o = z.chunk(4, 1)
    on_bent = dh * o
    dc = torch.addcmul(dc + on_bent, on_bent * bent, bent, value=-1)  # dc + dh o (1 − tanh² c)
    slope = torch.addcmul(z, z, z, value=-1)  # σ (1 − σ) for the three gates
    on_i, on_f, on_g, on_o = slope.chunk(4, 1)
    on_i.mul_(g).mul_(dc)
    on_f.mul_(before).mul_(dc)
    torch.mul(1 - g * g, i, out=on_g).mul_(dc)
    on_o.mul_(bent).mul_(dh)
    return None, dc * f, slope, slope


def _gru(x: Tensor, from_input: Tensor, h: Tensor, w: Weights) -> Tape:
    hidden, kept, units = [h], [], w.hidden
    bias = w.bias_hh.unsqueeze(-1)
    for each in from_input:
        from_state = torch.baddbmm(bias, w.weight_hh, hidden[-1])
        gates = (each[:, : 2 * units] + from_state[:, : 2 * units]).sigmoid_()
        r, z = gates.chunk(2, 1)
        n_h = from_state[:, 2 * units :]
        n = _tanh_(torch.addcmul(each[:, 2 * units :], r, n_h))
        kept.append((gates, n, n_h))
        hidden.append(torch.addcmul(n, z, hidden[-1] - n))
    return Tape(x, hidden, kept, hidden[-1])


def _gru_back(tape: Tape, t: int, dh: Tensor, dc: Tensor) -> Slopes:
    gates, n, n_h = tape.kept[t]
    r, z = gates.chunk(2, 1)
    past = dh * z
    on_n = (dh - past).mul_(1 - n * n)
    slope = torch.addcmul(gates, gates, gates, value=-1)  # σ (1 − σ)
    on_r, on_z = slope.chunk(2, 1)
    on_r.mul_(on_n).mul_(n_h)
    on_z.mul_(dh).mul_(tape.hidden[t] - n)
    return past, dc, torch.cat([slope, on_n], 1), torch.cat([slope, on_n * r], 1)


FORWARD: Mapping[str, Callable[[Tensor, Tensor, Tensor, Weights], Tape]] = {"rnn": _rnn, "lstm": _lstm, "gru": _gru}
BACKWARD: Mapping[str, Callable[[Tape, int, Tensor, Tensor], Slopes]] = {
    "rnn": _rnn_back,
    "lstm": _lstm_back,
    "gru": _gru_back,
}
