"""The multilayer perceptron's first parameters, drawn layer by layer as an ``nn.Sequential`` of ``nn.Linear`` would."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn


def initial_parameters(sizes: Sequence[int], init: str, generator: torch.Generator) -> Tensor:
    """Draw the weights and biases of a network from `generator`, on the CPU in float64.

    Parameters
    ----------
    sizes
        Units in every layer, inputs and outputs included.
    init
        ``default``: weights and biases uniform in ±1/√fan_in, as ``nn.Linear`` starts. ``xavier``: uniform, variance
        2/(fan_in + fan_out) (Glorot and Bengio 2010). ``he``: normal, variance 2/fan_in (He et al. 2015).
        ``zeros``: everything zero. ``large``: normal, standard deviation 3. Biases are zero in the last four.

    Returns
    -------
    parameters
        (parameters,), laid out as in :func:`dlcore.stacked.layers`: each unit's weights are followed by its bias.
    """
    parts = []
    for fan_in, fan_out in pairwise(sizes):
        weight = torch.zeros(fan_out, fan_in, dtype=torch.float64)
        bias = torch.zeros(fan_out, dtype=torch.float64)
        match init:
            case "default":
                bound = 1 / math.sqrt(fan_in)
                nn.init.uniform_(weight, -bound, bound, generator=generator)
                nn.init.uniform_(bias, -bound, bound, generator=generator)
            case "xavier":
                nn.init.xavier_uniform_(weight, generator=generator)
            case "he":
                nn.init.kaiming_normal_(weight, nonlinearity="relu", generator=generator)
            case "large":
                nn.init.normal_(weight, std=3.0, generator=generator)
            case "zeros":
                pass
            case _:
                raise ValueError(f"unknown init {init!r}; known: default, xavier, he, zeros, large")
        parts.append(torch.cat([weight, bias[:, None]], 1).flatten())
    return torch.cat(parts)
