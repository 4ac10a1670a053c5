"""What a step costs at each length: attention against a recurrent layer with as many parameters.

Loads without torch; :func:`.measuring.measure` does the measuring.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

WIDTH = 32
LENGTHS = (32, 64, 128, 256, 512, 1024)


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of one pass over one sequence, at each of `lengths`.

    Attributes
    ----------
    attention_counted, recurrent_counted
        Multiplications.
    attention_seconds, recurrent_seconds
        Measured: the fastest of a few tries, forward and backward.
    hidden
        The recurrent layer's units, at which it has about as many parameters.
    """

    lengths: tuple[int, ...]
    attention_counted: tuple[int, ...]
    recurrent_counted: tuple[int, ...]
    attention_seconds: tuple[float, ...]
    recurrent_seconds: tuple[float, ...]
    hidden: int

    def exponent(self, name: str) -> float:
        """The power of the length with which a column grows over its last three lengths: 1 is linear."""
        column = getattr(self, name)
        return math.log(column[-1] / column[-3]) / math.log(self.lengths[-1] / self.lengths[-3])


def counted(length: int, width: int, hidden: int) -> tuple[int, int]:
    """Count the multiplications of one forward pass: attention at `width`, an LSTM that reads `width` numbers.

    Attention: four products with a (width, width) matrix at each place, and one for each pair of places, twice.
    """
    return 4 * length * width**2 + 2 * length**2 * width, 4 * length * hidden * (width + hidden)


def lstm_units(width: int) -> int:
    """At how many units an LSTM that reads `width` numbers has the parameters of attention without positions."""
    parameters, b = 4 * width * (width + 1), 4 * (width + 2)
    return max(1, round((math.sqrt(b * b + 16 * parameters) - b) / 8))
