"""The networks of :mod:`dlcore.models.costs`, to be run and measured."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dlcore.models.attention import SelfAttention
from dlcore.models.costs import CLASSES, INPUTS, WIDENING, picture_layers


class Recurrent(nn.Module):
    """Plain recurrent layers; the last state of the last one gives the logits."""

    def __init__(self, width: int, depth: int) -> None:
        super().__init__()
        self.rnn = nn.RNN(INPUTS, width, depth, batch_first=True)
        self.head = nn.Linear(width, CLASSES)

    def forward(self, x: Tensor) -> Tensor:  # (batch, time, inputs)
        _every, last = self.rnn(x)  # (layers, batch, width)
        return self.head(last[-1])


class Block(nn.Module):
    """Causal self-attention and a feed-forward layer, both added to what comes in, without normalisation."""

    def __init__(self, width: int, length: int) -> None:
        super().__init__()
        self.attention = SelfAttention(width, length)
        self.wide, self.narrow = nn.Linear(width, WIDENING * width), nn.Linear(WIDENING * width, width)

    def forward(self, x: Tensor) -> Tensor:  # (batch, time, width)
        x, _weights = self.attention.attend(x)
        return x + self.narrow(F.relu(self.wide(x)))


class Attentive(nn.Module):
    """Blocks of attention; the mean over all places gives the logits."""

    def __init__(self, width: int, depth: int, length: int) -> None:
        super().__init__()
        self.embed = nn.Linear(INPUTS, width)
        self.blocks = nn.Sequential(*(Block(width, length) for _ in range(depth)))
        self.head = nn.Linear(width, CLASSES)

    def forward(self, x: Tensor) -> Tensor:  # (batch, time, inputs)
        return self.head(self.blocks(self.embed(x)).mean(1))


def build(kind: str, width: int, depth: int, length: int, generator: torch.Generator) -> nn.Module:
    """Make a network of :func:`dlcore.models.costs.parts` in float32, all parameters uniform in ±1/√width."""
    with torch.random.fork_rng(devices=[]):  # torch's layers draw first weights from the global generator
        match kind:
            case "rnn":
                model: nn.Module = Recurrent(width, depth)
            case "attention":
                model = Attentive(width, depth, length)
            case _:
                layers = picture_layers(kind, width, depth, length)
                model = nn.Sequential(*(getattr(nn, each.module)(*each.arguments, **dict(each.options))
                                        for each in layers))  # fmt: skip
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.uniform_(-(width**-0.5), width**-0.5, generator=generator)
    return model


def shape(kind: str, length: int) -> tuple[int, ...]:
    """Return the shape of one example: a grey picture, or a sequence."""
    return (1, length, length) if kind in ("mlp", "cnn") else (length, INPUTS)
