"""What a trained network makes of any image. Loads without torch; a worker calls it (``jobs.ask(look, …)``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .config import Network

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """One image, seen by a network.

    Attributes
    ----------
    logits
        (10,) float64.
    maps
        The output of every layer, in their order: (channels, side, side) or (units,), float32.
    """

    logits: np.ndarray
    maps: tuple[np.ndarray, ...]

    @property
    def chances(self) -> np.ndarray:
        """Probabilities (10,) of the digits: the softmax of the logits."""
        powers = np.exp(self.logits - self.logits.max())
        return powers / powers.sum()


def network(config: Network, parameters: np.ndarray) -> nn.Sequential:
    """Return the network of a run's frame in float64, ready for use (dropout off).

    `parameters` is a row of the recording's trace; module i belongs to ``config.layers[i]``. Imports torch.
    """
    from dlcore.models.convolutional import build, fill

    model = build(config.layers).eval()
    fill(model, parameters)
    return model


def look(config: Network, parameters: np.ndarray, images: np.ndarray) -> list[Look]:
    """Show images (n, side, side), float from 0 (black) to 1 (stroke), to the network of one frame."""
    import torch

    model = network(config, parameters)
    outputs = [torch.from_numpy(np.asarray(images, dtype=np.float64))[:, None]]
    with torch.inference_mode():
        for module in model:
            outputs.append(module(outputs[-1]))
    return [
        Look(outputs[-1][i].numpy(), tuple(output[i].float().numpy() for output in outputs[1:]))
        for i in range(len(images))
    ]
