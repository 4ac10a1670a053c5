"""One self-attention layer in the place of a recurrent one: it learns from the same batches and answers alike."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcore.models.characters import initialise
from dlcore.models.reader import Reader
from dlcore.models.recurrent import State

from .learning import Loss


class LookingBack:
    """One self-attention layer and a read-out; what :class:`.learning.Nets` is for a single recurrent network.

    Parameters
    ----------
    width
        Of the layer.
    window
        How far back it looks: the steps of a training sequence.
    generator
        The first weights are drawn from it.
    """

    def __init__(self, inputs: int, width: int, outputs: int, window: int, generator: torch.Generator) -> None:
        self.model = Reader(inputs, outputs, "attention", width, window).double()
        initialise(self.model, generator)
        # the model's own memory, with one network first: what an optimiser changes here, it changes there
        self.parameters: list[Tensor] = [p.detach()[None] for p in self.model.parameters()]

    @torch.no_grad()
    def answer(self, x: Tensor, asked: int) -> Tensor:
        """Answer at the last `asked` steps of x (time, 1, batch, inputs): (asked, 1, batch, outputs)."""
        return self._answer(x, asked)

    def _answer(self, x: Tensor, asked: int) -> Tensor:
        return self.model(_batch_first(x), asked).transpose(0, 1)[:, None]

    @torch.no_grad()
    def read_on(self, x: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Read x (time, 1, batch, inputs) on; return the answer (1, batch, outputs), and what it can look back at."""
        h, past = self.model.layer(self.model.lift(_batch_first(x)), *(state or ()))
        return self.model.out(h[:, -1])[None], (past,)

    def slopes(self, x: Tensor, y: Tensor, loss: Loss, truncate: int = 0) -> tuple[Tensor, list[Tensor], Tensor]:
        """Return the loss (1,), its gradients, and no ‖∂loss/∂h_t‖, for no state is handed on: (0, 1)."""
        losses = loss(self._answer(x, len(y)), y)
        found = torch.autograd.grad(losses.sum(), list(self.model.parameters()))
        return losses.detach(), [each[None] for each in found], x.new_empty(0, 1)

    @torch.no_grad()
    def attend(self, x: Tensor) -> Tensor:
        """Return where it looks on one sequence x (time, inputs): (time, time), rows look at columns."""
        return self.model.attend(x[None])[0]


def _batch_first(x: Tensor) -> Tensor:
    """(time, 1, batch, inputs) -> (batch, time, inputs), as the modules of ``torch.nn`` want it here."""
    return x[:, 0].transpose(0, 1)
