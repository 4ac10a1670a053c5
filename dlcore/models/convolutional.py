"""Convolutional networks of :mod:`dlcore.models.blocks`: made, filled and laid flat."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dlcore.models.blocks import Layer


class Dropout(nn.Module):
    """Dropout that draws from a generator of its own; ``nn.Dropout`` draws from the global one."""

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p, self.generator = p, torch.Generator()

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        keep = torch.rand(x.shape, generator=self.generator, dtype=x.dtype) >= self.p
        return x * keep / (1 - self.p)


def build(layers: Sequence[Layer], generator: torch.Generator | None = None) -> nn.Sequential:
    """Make the network in float64.

    Parameters
    ----------
    layers
        From :func:`dlcore.models.blocks.stack`.
    generator
        Draws PyTorch's default first weights: uniform within ±1/√(inputs of a unit), biases too. Every dropout layer
        draws from it as well. None leaves the weights for :func:`fill`.
    """
    made = []
    with torch.random.fork_rng(devices=[]):  # torch's layers draw first weights from the global generator
        for layer in layers:
            kind = Dropout if layer.kind == "dropout" else getattr(nn, layer.module)
            made.append(kind(*layer.arguments, **dict(layer.options)))
    model = nn.Sequential(*made).double()
    if generator is not None:
        start(model, generator)
    return model


def start(model: nn.Module, generator: torch.Generator) -> None:
    """Draw first weights and biases, as PyTorch's layers do but from `generator`, and let dropout draw from it too."""
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                bound = 1 / math.sqrt(module.weight[0].numel())
                module.weight.uniform_(-bound, bound, generator=generator)
                if module.bias is not None:
                    module.bias.uniform_(-bound, bound, generator=generator)
            elif isinstance(module, Dropout):
                module.generator = generator


def flat(model: nn.Module) -> Tensor:
    """Lay out weights, biases and the running means and variances of normalisation, in the order of ``state_dict``."""
    numbers = [value.flatten() for value in model.state_dict().values() if value.is_floating_point()]
    return torch.cat(numbers) if numbers else torch.empty(0, dtype=torch.float64)


def fill(model: nn.Module, numbers: np.ndarray) -> None:
    """Put back what :func:`flat` laid out; raise ``ValueError`` if there are not as many numbers as the network has."""
    held = [value for value in model.state_dict().values() if value.is_floating_point()]
    wanted = sum(value.numel() for value in held)
    if numbers.shape != (wanted,):
        raise ValueError(f"got numbers of shape {numbers.shape}; this network holds ({wanted},)")
    parts = torch.from_numpy(np.array(numbers)).split([value.numel() for value in held])
    with torch.no_grad():
        for value, part in zip(held, parts, strict=True):
            value.copy_(part.view_as(value))


def moved(images: Tensor, shift: int, angle: float, generator: torch.Generator) -> Tensor:
    """Shift each image (n, 1, side, side) by up to `shift` pixels both ways and turn it by up to `angle` degrees.

    Black comes in from outside. Shifts are whole pixels, so that they do not blur.
    """
    n, side = len(images), images.shape[-1]
    drawn = torch.rand(3, n, generator=generator, dtype=images.dtype)
    dx, dy = ((drawn[:2] * (2 * shift + 1)).floor() - shift) * 2 / side
    turn = (2 * drawn[2] - 1) * math.radians(angle)
    rows = [torch.stack([turn.cos(), -turn.sin(), dx], 1), torch.stack([turn.sin(), turn.cos(), dy], 1)]
    grid = F.affine_grid(torch.stack(rows, 1), list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)
