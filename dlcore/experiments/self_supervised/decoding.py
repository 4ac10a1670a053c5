"""Both halves of a trained auto-encoder, quick enough for a learner who walks about among the codes. Without torch."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from .config import AutoEncoder

BENDS = {"relu": lambda z: np.maximum(z, 0), "tanh": np.tanh, "identity": lambda z: z}


def encode(config: AutoEncoder, row: np.ndarray, pictures: np.ndarray) -> np.ndarray:
    """Return the codes (n, 2) of pictures (n, 64) under the parameters `row` (P,)."""
    first, second, *_rest = _layers(config, row)
    return _passed(BENDS[config.activation](_passed(pictures, first)), second)


def decode(config: AutoEncoder, row: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Draw pictures (n, 64) for codes (n, 2)."""
    *_rest, third, fourth = _layers(config, row)
    return _passed(BENDS[config.activation](_passed(codes, third)), fourth)


def _layers(config: AutoEncoder, row: np.ndarray) -> list[np.ndarray]:
    """Cut parameters into one matrix a layer, (out, in + 1), as :func:`dlcore.stacked.layers` does."""
    matrices, start = [], 0
    for fan_in, fan_out in pairwise(config.sizes):
        end = start + fan_out * (fan_in + 1)
        matrices.append(row[start:end].reshape(fan_out, fan_in + 1))
        start = end
    return matrices


def _passed(x: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return x @ matrix[:, :-1].T + matrix[:, -1]
