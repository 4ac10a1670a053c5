"""A language model over characters: embed each one, read from left to right, say what comes next."""

from __future__ import annotations

import math

import torch
from torch import Generator, Tensor, nn

from dlcore.models.attention import SelfAttention
from dlcore.models.recurrent import Unrolled, Weights, unroll

CELLS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
State = Tensor | tuple[Tensor, Tensor] | None


class CharacterModel(nn.Module):
    """Embedding, one recurrent layer or one self-attention layer, and a linear layer that gives logits.

    Parameters
    ----------
    symbols
        How many characters there are.
    cell
        ``"rnn"``, ``"lstm"``, ``"gru"`` or ``"attention"``.
    embedding, hidden
        The width of what is read, and of what is remembered; attention works at the width `hidden` throughout.
    window
        How far back attention looks, in characters; the others carry a state and need none.
    """

    def __init__(self, symbols: int, cell: str, embedding: int, hidden: int, window: int) -> None:
        super().__init__()
        attends = cell == "attention"
        self.embedding = nn.Embedding(symbols, hidden if attends else embedding)
        self.layer = SelfAttention(hidden, window) if attends else CELLS[cell](embedding, hidden, batch_first=True)
        self.out = nn.Linear(hidden, symbols)

    def forward(self, x: Tensor, state: State = None) -> tuple[Tensor, State]:
        """Map indices (batch, time) to logits (batch, time, symbols), and hand on the state after the last one."""
        h, state = self.layer(self.embedding(x), state)  # (batch, time, hidden)
        return self.out(h), state


def initialise(model: nn.Module, generator: Generator) -> None:
    """Draw every parameter from one generator: embeddings normal, the rest uniform within 1/√(its last dimension)."""
    hidden = model.get_parameter("out.weight").shape[-1]
    with torch.no_grad():
        for name, p in model.named_parameters():
            if "embedding" in name:
                p.normal_(0, 0.5, generator=generator)
            else:
                width = p.shape[-1] if p.dim() > 1 else hidden
                p.uniform_(-1 / math.sqrt(width), 1 / math.sqrt(width), generator=generator)


def windows(text: Tensor, length: int, batch_size: int, generator: Generator) -> tuple[Tensor, Tensor]:
    """Cut pieces out of a text at random places: inputs and, one character on, targets; (batch, length) each."""
    starts = torch.randint(len(text) - length, (batch_size, 1), generator=generator)
    pieces = text[starts + torch.arange(length + 1)]  # (batch, length + 1)
    return pieces[:, :-1], pieces[:, 1:]


def next_probabilities(logits: Tensor, temperature: float, top_k: int) -> Tensor:
    """Turn logits (symbols,) into the distribution that is sampled from.

    Parameters
    ----------
    logits
        Of the next character.
    temperature
        They are divided by it; towards 0 all weight goes to the likeliest character, and at 0 it has all of it.
    top_k
        Keep so many of the likeliest; 0 keeps all.
    """
    if temperature == 0:
        return nn.functional.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if 0 < top_k < len(logits):
        lowest = logits.topk(top_k).values[-1]
        logits = logits.masked_fill(logits < lowest, -torch.inf)
    return torch.softmax((logits - logits.max()) / temperature, 0)


@torch.inference_mode()
def sample(
    model: CharacterModel, start: Tensor, length: int, temperature: float, top_k: int, generator: Generator
) -> Tensor:
    """Let the model read `start` (n ≥ 1,) and write on, character by character; return what it wrote (length,).

    Index 0, which stands for unknown characters, is never written.
    """
    written: list[Tensor] = []
    logits, state = model(start[None])
    for _ in range(length):
        last = logits[0, -1].double()
        last[0] = -torch.inf
        chances = next_probabilities(last, temperature, top_k)
        written.append(torch.multinomial(chances, 1, generator=generator))
        logits, state = model(written[-1][None], state)
    return torch.cat(written)


def walk(layer: nn.Module, x: Tensor) -> Unrolled:
    """Go through x (batch, time, inputs) step by step with a layer's weights, and keep what the layer does not show.

    `layer` is a one-layer ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``.
    """
    cell = next(name for name, kind in CELLS.items() if type(layer) is kind)
    w = Weights(*(layer.get_parameter(f"{name}_l0") for name in Weights._fields))
    return unroll(cell, x.transpose(0, 1), w)


class Forced(nn.Module):
    """A recurrent layer, one unit of which says the same after every step, whatever the cell computes.

    Parameters
    ----------
    layer
        A one-layer ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU`` with ``batch_first``.
    unit, value
        Which hidden unit, and what it says.
    """

    def __init__(self, layer: nn.Module, unit: int, value: float) -> None:
        super().__init__()
        self.layer, self.unit, self.value = layer, unit, value

    def forward(self, x: Tensor, state: State = None) -> tuple[Tensor, State]:
        """Map (batch, time, inputs) to (batch, time, hidden), and hand on the state, as the layer itself does."""
        said, now = [], state
        for each in x.split(1, 1):
            h, now = self.layer(each, now)
            h[..., self.unit] = self.value
            hidden = now[0] if isinstance(now, tuple) else now  # (1, batch, hidden), read at the next step
            hidden[..., self.unit] = self.value
            said.append(h)
        return torch.cat(said, 1), now
