"""A convolutional network's layers as values: shapes, parameters, work, receptive fields. Loads without torch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

BLOCKS = ("conv", "norm", "act", "max", "average", "dropout", "dense")
ACTIVATIONS = {"relu": "ReLU", "tanh": "Tanh", "sigmoid": "Sigmoid", "gelu": "GELU", "identity": "Identity"}
POOL = 2  # edge and stride of a pooling window


class NoRoomError(ValueError):
    """A window that is larger than what it should slide over; `block` counts from 0."""

    def __init__(self, block: int, side: int) -> None:
        super().__init__(f"block {block}: a window does not fit into {side}×{side}")
        self.block, self.side = block, side


class FlatError(ValueError):
    """A block that needs a picture behind one that has made a list of numbers; `block` counts from 0."""

    def __init__(self, block: int) -> None:
        super().__init__(f"block {block}: needs a picture, but a dense block comes before it")
        self.block = block


@dataclass(frozen=True, slots=True)
class Field:
    """What of the input one unit of a layer can see, along each edge.

    Unit i sees the pixels from ``offset + i * jump`` on, `size` of them; those outside the image are padding.
    """

    size: int
    jump: int
    offset: int

    def through(self, kernel: int, stride: int, padding: int) -> Field:
        """What a unit sees of the input through one more window (Dumoulin and Visin 2016, arXiv:1603.07285)."""
        return Field(self.size + (kernel - 1) * self.jump, self.jump * stride, self.offset - padding * self.jump)

    def across(self, places: int) -> Field:
        """What is seen by a unit that is joined to all of so many units along an edge."""
        return Field(self.size + (places - 1) * self.jump, self.jump, self.offset)

    def seen(self, unit: int, side: int) -> tuple[int, int]:
        """First and last pixel, both included, that a unit sees of an image with so many along an edge."""
        first = self.offset + unit * self.jump
        return max(first, 0), min(first + self.size, side) - 1


@dataclass(frozen=True, slots=True)
class Layer:
    """One module of ``torch.nn`` and what it does to the shape.

    Attributes
    ----------
    kind
        A code of :data:`BLOCKS`, or ``"flatten"``.
    module, arguments, options
        Its class in ``torch.nn`` (``Dropout`` is the project's own) and how it is made.
    shape
        Of its output for one image: (channels, side, side), or (units,).
    parameters
        Weights and biases that training moves.
    macs
        Multiply-accumulates for one image; additions of biases, comparisons and non-linearities are not counted.
    field
        What one of its units sees of the input; behind a dense layer every unit sees the same.
    """

    kind: str
    module: str
    arguments: tuple[Any, ...]
    options: tuple[tuple[str, Any], ...]
    shape: tuple[int, ...]
    parameters: int
    macs: int
    field: Field

    @property
    def code(self) -> str:
        """The expression that makes it, without ``nn.``."""
        named = [f"{name}={value!r}" for name, value in self.options]
        return f"{self.module}({', '.join([*map(repr, self.arguments), *named])})"

    @property
    def is_map(self) -> bool:
        """Whether its output is a stack of pictures."""
        return len(self.shape) > 1


def output_side(side: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """How many places a window has along an edge: ⌊(side + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1."""
    return (side + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def stack(
    blocks: Sequence[str],
    side: int,
    *,
    channels: Sequence[int],
    kernel_size: int,
    stride: int,
    same: bool,
    activation: str,
    p: float,
    units: int,
    classes: int = 10,
) -> tuple[Layer, ...]:
    """Lay out a network for grey images; a last dense layer with one logit for each class is always added.

    Parameters
    ----------
    blocks
        Codes of :data:`BLOCKS`, input side first.
    side
        Pixels along the images' edge.
    channels
        Kernels of the first, second … convolution; further ones have as many as the last.
    kernel_size, stride, same
        Of every convolution; `same` pads with zeros by half a kernel, so that with stride 1 the side stays.
    activation
        A code of :data:`ACTIVATIONS`.
    p
        The share that a dropout block leaves out.
    units
        Of every dense block.
    classes
        Logits.

    Raises
    ------
    NoRoomError, FlatError
        If the blocks do not fit onto each other.
    """
    layers: list[Layer] = []
    shape, field, convolutions = (1, side, side), Field(1, 1, 0), 0
    padding = kernel_size // 2 if same else 0

    def add(kind: str, module: str, *arguments: Any, parameters: int = 0, macs: int = 0, **options: Any) -> None:
        layers.append(Layer(kind, module, arguments, tuple(options.items()), shape, parameters, macs, field))

    def window(at: int, kernel: int, stride: int, padding: int, channels: int) -> None:
        nonlocal shape, field
        if len(shape) == 1:
            raise FlatError(at)
        side = shape[1]
        places = output_side(side, kernel, stride, padding)
        if side + 2 * padding < kernel:
            raise NoRoomError(at, side)
        shape, field = (channels, places, places), field.through(kernel, stride, padding)

    def dense(units: int) -> None:
        nonlocal shape, field
        inputs = math.prod(shape)
        if len(shape) > 1:
            places, shape = shape[1], (inputs,)
            add("flatten", "Flatten")
            field = field.across(places)
        shape = (units,)
        add("dense", "Linear", inputs, units, parameters=(inputs + 1) * units, macs=inputs * units)

    for at, block in enumerate(blocks):
        match block:
            case "conv":
                before, after = shape[0], channels[min(convolutions, len(channels) - 1)]
                window(at, kernel_size, stride, padding, after)
                weights = before * after * kernel_size**2
                strided = {"stride": stride} if stride > 1 else {}
                padded = {"padding": padding} if padding else {}
                add("conv", "Conv2d", before, after, kernel_size, parameters=weights + after,
                    macs=weights * shape[1] * shape[2], **strided, **padded)  # fmt: skip
                convolutions += 1
            case "norm":
                flat = len(shape) == 1
                # In use it is one multiplication and one addition for each number.
                add("norm", "BatchNorm1d" if flat else "BatchNorm2d", shape[0], parameters=2 * shape[0],
                    macs=math.prod(shape))  # fmt: skip
            case "act":
                add("act", ACTIVATIONS[activation])
            case "max":
                window(at, POOL, POOL, 0, shape[0])
                add("max", "MaxPool2d", POOL)
            case "average":
                window(at, POOL, POOL, 0, shape[0])
                add("average", "AvgPool2d", POOL)
            case "dropout":
                add("dropout", "Dropout", p)
            case "dense":
                dense(units)
            case _:
                raise ValueError(f"unknown block {block!r}; known: {', '.join(BLOCKS)}")
    dense(classes)
    return tuple(layers)


def parameters(layers: Sequence[Layer]) -> int:
    """How many weights and biases training moves."""
    return sum(layer.parameters for layer in layers)


def macs(layers: Sequence[Layer]) -> int:
    """Multiply-accumulates for one image."""
    return sum(layer.macs for layer in layers)
