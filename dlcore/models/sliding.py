"""Windows that slide over a picture: convolution and pooling, one place at a time. Loads without torch.

Slow on purpose: every output number is made in one call that can be read aloud. ``torch.nn.functional`` gives the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from dlcore.models.blocks import output_side

Pooling = Literal["max", "average"]

PRESETS = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "edge": ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),
    "sobel_x": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "sobel_y": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "blur": ((1 / 9, 1 / 9, 1 / 9), (1 / 9, 1 / 9, 1 / 9), (1 / 9, 1 / 9, 1 / 9)),
    "gauss": ((1 / 16, 2 / 16, 1 / 16), (2 / 16, 4 / 16, 2 / 16), (1 / 16, 2 / 16, 1 / 16)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
}


@dataclass(frozen=True, slots=True)
class Window:
    """What slides: rows and columns of the kernel, and how it is moved, as in ``torch.nn.Conv2d``.

    Attributes
    ----------
    kernel
        Rows and columns.
    stride
        Pixels from one place to the next.
    padding
        Pixels added on every side.
    dilation
        Pixels from one cell of the kernel to the next; 1 leaves no gaps.
    """

    kernel: tuple[int, int]
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    def places(self, height: int, width: int) -> tuple[int, int]:
        """Rows and columns of the output; raise ``ValueError`` if the window does not fit into the padded picture."""
        rows, columns = (
            output_side(side, kernel, self.stride, self.padding, self.dilation)
            for side, kernel in zip((height, width), self.kernel, strict=True)
        )
        if rows < 1 or columns < 1:
            reach = " × ".join(str(self.dilation * (kernel - 1) + 1) for kernel in self.kernel)
            padded = f"{height + 2 * self.padding} × {width + 2 * self.padding}"
            raise ValueError(f"a window that reaches over {reach} pixels does not fit into {padded}")
        return rows, columns

    def pixels(self, row: int, column: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows (k,) and columns (l,) of the padded picture that lie under the kernel's cells at one place."""
        down, across = (np.arange(kernel) * self.dilation for kernel in self.kernel)
        return row * self.stride + down, column * self.stride + across


def convolve(
    picture: np.ndarray,
    kernels: np.ndarray,
    bias: np.ndarray | None = None,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
) -> np.ndarray:
    """Slide kernels over a picture; at each place: multiply cell by cell, and add everything up.

    Deep learning calls this convolution; in mathematics it is cross-correlation, since the kernel is not flipped.

    Parameters
    ----------
    picture
        (channels, height, width).
    kernels
        (outputs, channels, k, l): each makes one channel of the output from all channels of the picture.
    bias
        (outputs,), added everywhere; None adds nothing.
    stride, padding, dilation
        As in :class:`Window`; the padding is zeros.

    Returns
    -------
    output
        (outputs, rows, columns). Raise ``ValueError`` if the window does not fit.
    """
    window = Window((kernels.shape[2], kernels.shape[3]), stride, padding, dilation)
    padded = pad(picture, padding)
    output = np.zeros((len(kernels), *window.places(*picture.shape[1:])))
    for channel, row, column in np.ndindex(output.shape):
        output[channel, row, column] = products(padded, kernels[channel], window, row, column).sum()
    return output if bias is None else output + bias[:, None, None]


def products(padded: np.ndarray, kernel: np.ndarray, window: Window, row: int, column: int) -> np.ndarray:
    """Multiply what lies under the kernel (channels, k, l) at one place, cell by cell; the sum is the output there."""
    return under(padded, window, row, column) * kernel


def under(padded: np.ndarray, window: Window, row: int, column: int) -> np.ndarray:
    """Cut out (channels, k, l) what the window lies on at one place of the padded picture."""
    rows, columns = window.pixels(row, column)
    return padded[:, rows[:, None], columns]


def pool(picture: np.ndarray, size: int, how: Pooling, *, stride: int | None = None, padding: int = 0) -> np.ndarray:
    """Keep one number of each window: the largest, or the mean. Every channel is pooled by itself; nothing is learned.

    Parameters
    ----------
    picture
        (channels, height, width).
    size
        Edge of the window.
    stride
        None moves on by a whole window.
    padding
        At most half a window. Padded places are no candidates for the largest, and count as zeros in the mean.

    Returns
    -------
    output
        (channels, rows, columns). Raise ``ValueError`` if the window does not fit.
    """
    if padding > size // 2:
        raise ValueError(f"padding {padding} is more than half of the window's {size}")
    window = Window((size, size), stride or size, padding)
    rows, columns = window.places(*picture.shape[1:])
    padded = pad(picture, padding, -np.inf if how == "max" else 0.0)
    output = np.zeros((len(picture), rows, columns))
    for row, column in product(range(rows), range(columns)):
        seen = under(padded, window, row, column)
        output[:, row, column] = seen.max(axis=(1, 2)) if how == "max" else seen.mean(axis=(1, 2))
    return output


def pad(picture: np.ndarray, padding: int, value: float = 0.0) -> np.ndarray:
    """Put so many rows and columns of one value around every channel of (channels, height, width)."""
    return np.pad(picture, ((0, 0), (padding, padding), (padding, padding)), constant_values=value)
