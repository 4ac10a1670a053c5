"""What a network costs, counted from its architecture alone: parameters, work, memory. Loads without torch.

Four readers of the same size can be laid out, each with one logit for each of ten classes at its end:

- ``mlp``: all pixels of a grey picture at once, through hidden layers of ReLU units;
- ``cnn``: the same picture through 3 × 3 kernels that keep its side, then one pooling;
- ``rnn``: a sequence step by step, with a plain recurrent layer (tanh) or several on top of each other;
- ``attention``: a sequence all at once, through blocks of causal self-attention and a feed-forward layer.

:func:`dlcore.models.counted.build` makes the network that is counted here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dlcore.models.blocks import Layer, stack

KINDS = ("mlp", "cnn", "rnn", "attention")
CLASSES = 10
INPUTS = 16  # numbers at each step of a sequence
KERNEL = 3
WIDENING = 4  # of a feed-forward layer, in widths of its block
FLOAT, INDEX = 4, 8  # bytes of a float32, and of the place that a pooling layer remembers
CONSUMERS = ("conv", "dense", "max", "average")  # layers whose backward pass needs what they were given


@dataclass(frozen=True, slots=True)
class Part:
    """One operation of a network, and what it costs.

    Attributes
    ----------
    name
        The module's code, or a formula where there is no module.
    parameters
        Weights and biases that training moves.
    macs
        Multiply-accumulates of the forward pass for one example. Additions of biases, comparisons and non-linearities
        are not counted.
    backward
        Multiply-accumulates of the backward pass for one example: once for the weights' gradient and once for the
        input's, which the first layer is spared.
    kept
        Numbers that the forward pass keeps for the backward pass, for one example; nothing is counted twice.
    places
        Places that a pooling layer keeps for one example, as 64-bit integers.
    once
        Bytes that are kept whatever the size of the batch: a mask.
    """

    name: str
    parameters: int = 0
    macs: int = 0
    backward: int = 0
    kept: int = 0
    places: int = 0
    once: int = 0

    def memory(self, batch: int) -> int:
        """Bytes that a batch keeps for the backward pass, in float32."""
        return batch * (FLOAT * self.kept + INDEX * self.places) + self.once


def parts(kind: str, width: int, depth: int, length: int) -> tuple[Part, ...]:
    """Lay out a network and count it.

    Parameters
    ----------
    kind
        A code of :data:`KINDS`.
    width
        Units of each hidden layer, kernels of each convolution, or the numbers of which a state consists.
    depth
        Hidden layers, convolutions, recurrent layers or blocks.
    length
        Pixels along the picture's edge, or steps of the sequence.
    """
    match kind:
        case "mlp" | "cnn":
            return _picture(picture_layers(kind, width, depth, length), length)
        case "rnn":
            return _recurrent(width, depth, length)
        case "attention":
            return _attention(width, depth, length)
    raise ValueError(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")


def picture_layers(kind: str, width: int, depth: int, side: int) -> tuple[Layer, ...]:
    """Return the modules of a network that reads a picture."""
    blocks = ("dense", "act") * depth if kind == "mlp" else (*("conv", "act") * depth, "max")
    return stack(blocks, side, channels=(width,), kernel_size=KERNEL, stride=1, same=True, activation="relu", p=0.0,
                 units=width, classes=CLASSES)  # fmt: skip


def grouped(every: Sequence[Part]) -> dict[Part, int]:
    """Count equal parts, in the order in which each first occurs."""
    found: dict[Part, int] = {}
    for part in every:
        found[part] = found.get(part, 0) + 1
    return found


def parameters(every: Sequence[Part]) -> int:
    """Weights and biases that training moves."""
    return sum(part.parameters for part in every)


def macs(every: Sequence[Part]) -> int:
    """Multiply-accumulates of the forward pass for one example."""
    return sum(part.macs for part in every)


def training_macs(every: Sequence[Part]) -> int:
    """Multiply-accumulates of a forward and a backward pass for one example."""
    return sum(part.macs + part.backward for part in every)


def memory(every: Sequence[Part], batch: int) -> int:
    """Bytes that a batch keeps for the backward pass, in float32, the input included."""
    return sum(part.memory(batch) for part in every)


def _picture(layers: Sequence[Layer], side: int) -> tuple[Part, ...]:
    """Count modules in a row. ReLU keeps what it gives out; a layer with weights or a window, what it is given."""
    found, first = [Part("input", kept=side * side)], True
    for i, layer in enumerate(layers):
        if layer.kind == "flatten":
            continue  # the same numbers, seen as a list
        following = next((each.kind for each in layers[i + 1 :] if each.kind != "flatten"), "")
        outputs = math.prod(layer.shape)
        found.append(
            Part(
                layer.code,
                layer.parameters,
                layer.macs,
                layer.macs if first else 2 * layer.macs,
                outputs if layer.kind == "act" or (following in CONSUMERS and layer.macs == 0) else 0,
                outputs if layer.kind == "max" else 0,
            )
        )
        first = first and layer.macs == 0
    return tuple(found)


def _linear(name: str, inputs: int, outputs: int, times: int = 1, kept: int = 0, first: bool = False) -> Part:
    """Count a linear layer that is applied `times` times to one example; `kept` of what it is given is new."""
    work = times * inputs * outputs
    return Part(name, (inputs + 1) * outputs, work, work if first else 2 * work, kept)


def _recurrent(width: int, depth: int, length: int) -> tuple[Part, ...]:
    """Count recurrent layers. The first step starts from zeros, which need no gradient."""
    found = []
    for layer in range(depth):
        inputs = width if layer else INPUTS
        found.append(_linear(f"W_x ({width}×{inputs})", inputs, width, length, kept=length * inputs, first=not layer))
        state = width * width
        found.append(Part(f"W_h ({width}×{width}), tanh", state + width, length * state, (2 * length - 1) * state,
                          kept=length * width))  # fmt: skip
    found.append(Part("h_0, h_T", kept=2 * depth * width))
    return (*found, _linear(f"Linear({width}, {CLASSES})", width, CLASSES))


def _attention(width: int, depth: int, length: int) -> tuple[Part, ...]:
    """Count blocks of attention and feed-forward layers."""
    state, square, wide = length * width, length * length, WIDENING * width
    block = (
        Part("positions", parameters=state, kept=state),
        _linear(f"Linear({width}, {3 * width})", width, 3 * width, length, kept=0),
        Part("Q·Kᵀ", macs=square * width, backward=2 * square * width, kept=3 * state),
        Part("softmax", kept=square, once=square),
        Part("A·V", macs=square * width, backward=2 * square * width),
        _linear(f"Linear({width}, {width})", width, width, length, kept=state),
        _linear(f"Linear({width}, {wide})", width, wide, length, kept=state),
        Part("ReLU()", kept=length * wide),
        _linear(f"Linear({wide}, {width})", wide, width, length),
    )
    embed = _linear(f"Linear({INPUTS}, {width})", INPUTS, width, length, kept=length * INPUTS, first=True)
    return (embed, *block * depth, _linear(f"Linear({width}, {CLASSES})", width, CLASSES, kept=width))
