"""A layer that reads a sequence of numbers, recurrent or attending, and answers at its last steps."""

from __future__ import annotations

from torch import Tensor, nn

from dlcore.models.attention import SelfAttention

CELLS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class Reader(nn.Module):
    """One recurrent layer, or one self-attention layer at its own width, and a linear read-out.

    Parameters
    ----------
    inputs, outputs
        Numbers that come in and go out at a step.
    cell
        ``"rnn"``, ``"lstm"``, ``"gru"`` or ``"attention"``.
    hidden
        The layer's width.
    window
        The longest sequence, for attention.
    """

    def __init__(self, inputs: int, outputs: int, cell: str, hidden: int, window: int) -> None:
        super().__init__()
        attends = cell == "attention"
        self.lift = nn.Linear(inputs, hidden) if attends else nn.Identity()
        self.layer = SelfAttention(hidden, window) if attends else CELLS[cell](inputs, hidden, batch_first=True)
        self.out = nn.Linear(hidden, outputs)

    def forward(self, x: Tensor, asked: int) -> Tensor:
        """Map (batch, time, inputs) to answers at the last `asked` steps, (batch, asked, outputs)."""
        h, _state = self.layer(self.lift(x))  # (batch, time, hidden)
        return self.out(h[:, -asked:])

    def attend(self, x: Tensor) -> Tensor:
        """Return where attention looks on x (batch, time, inputs): (batch, time, time), rows look at columns."""
        _h, weights = self.layer.attend(self.lift(x))
        return weights
