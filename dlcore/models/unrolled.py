"""A recurrent layer of ``torch.nn``, step by step, with everything that the layer itself keeps to itself."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

GATES = {"LSTM": ("input", "forget", "candidate", "output"), "GRU": ("reset", "update", "candidate"), "RNN": ()}


def unroll(layer: nn.RNNBase, x: Tensor, force: Mapping[int, float] | None = None) -> dict[str, Tensor]:
    """Run a one-layer RNN, LSTM or GRU over sequences and keep every step's values.

    Parameters
    ----------
    layer
        With PyTorch's parameter names and order of gates: input, forget, candidate, output for the LSTM; reset,
        update, candidate for the GRU.
    x
        (batch, time, inputs).
    force
        Unit -> the value that its hidden state has after every step, whatever the layer computes.

    Returns
    -------
    values
        ``hidden`` (batch, time, hidden), the gates by name, and for the LSTM ``cell``.
    """
    kind = type(layer).__name__
    read = x @ layer.weight_ih_l0.T + layer.bias_ih_l0  # (batch, time, gates · hidden)
    h = x.new_zeros(len(x), layer.hidden_size)
    c = torch.zeros_like(h)
    kept: dict[str, list[Tensor]] = {
        name: [] for name in ("hidden", *GATES[kind], *(["cell"] if kind == "LSTM" else []))
    }
    for now in read.unbind(1):
        back = h @ layer.weight_hh_l0.T + layer.bias_hh_l0
        values: tuple[Tensor, ...] = ()
        if kind == "LSTM":
            i, f, g, o = (now + back).chunk(4, 1)
            i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
            c = f * c + i * g
            h = o * c.tanh()
            values = (i, f, g, o, c)
        elif kind == "GRU":
            (r, z, n), (back_r, back_z, back_n) = now.chunk(3, 1), back.chunk(3, 1)
            r, z = (r + back_r).sigmoid(), (z + back_z).sigmoid()
            n = (n + r * back_n).tanh()
            h = (1 - z) * n + z * h
            values = (r, z, n)
        else:
            h = (now + back).tanh()
        for unit, value in (force or {}).items():
            h = h.index_fill(1, torch.tensor(unit), value)
        for column, value in zip(kept.values(), (h, *values), strict=True):
            column.append(value)
    return {name: torch.stack(column, 1) for name, column in kept.items()}
