"""One self-attention layer: every place looks back at all earlier ones and mixes what it finds there."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn


class SelfAttention(nn.Module):
    """Causal single-head self-attention with learned positions and a residual connection.

    The parameters of `in_proj` and `out_proj` are those of ``nn.MultiheadAttention(hidden, 1, bias=True)``.

    Parameters
    ----------
    hidden
        Width of what comes in and goes out.
    window
        The longest sequence that there are positions for; of a longer one the last `window` places are kept.
    """

    def __init__(self, hidden: int, window: int) -> None:
        super().__init__()
        self.hidden, self.window = hidden, window
        self.position = nn.Parameter(torch.zeros(window, hidden))
        self.in_proj = nn.Linear(hidden, 3 * hidden)
        self.out_proj = nn.Linear(hidden, hidden)

    def forward(self, x: Tensor, past: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Map (batch, time, hidden) to the same shape, and hand on the inputs that the next call may look back at."""
        seen = x if past is None else torch.cat([past, x], 1)
        seen = seen[:, -self.window :]
        h, _weights = self.attend(seen)
        return h[:, -x.shape[1] :], seen[:, 1 - self.window :]

    def attend(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return the output (batch, time, hidden) and the attention map (batch, time, time): rows look at columns."""
        time = x.shape[1]
        x = x + self.position[:time]
        q, k, v = self.in_proj(x).chunk(3, -1)  # (batch, time, hidden) each
        scores = q @ k.mT / math.sqrt(self.hidden)  # (batch, time, time): the cost that grows with length squared
        later = torch.ones(time, time, dtype=torch.bool).triu(1)
        weights = torch.softmax(scores.masked_fill(later, -torch.inf), -1)
        return x + self.out_proj(weights @ v), weights
