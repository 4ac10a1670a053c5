"""How many parameters a layer and its read-out have, and how wide attention is with as many. Loads without torch."""

from __future__ import annotations

import math

BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}  # of rows in a cell's matrices


def recurrent_parameters(cell: str, inputs: int, hidden: int, outputs: int) -> int:
    """Count the parameters of a recurrent layer and of what reads its state out."""
    return BLOCKS[cell] * hidden * (inputs + hidden + 2) + outputs * (hidden + 1)


def attention_parameters(width: int, inputs: int, outputs: int, window: int) -> int:
    """Count those of a self-attention layer, with what brings the inputs to its width and what reads it out."""
    return width * (inputs + 1) + window * width + 4 * width * (width + 1) + outputs * (width + 1)


def attention_width(parameters: int, inputs: int, outputs: int, window: int) -> int:
    """Return the width at which attention comes nearest to so many parameters: the root of 4d² + bd + c."""
    b, c = inputs + 1 + window + 4 + outputs, outputs - parameters
    return max(1, round((math.sqrt(b * b - 16 * c) - b) / 8))
