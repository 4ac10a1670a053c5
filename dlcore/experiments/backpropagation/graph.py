"""The graph of one sample as data: what the nodes are, which feeds which, and where each lies in a flat array.

Loads without torch. The nodes come from autograd's own graph (:mod:`.tracing`); nothing here computes a value.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, slots=True)
class Node:
    """One tensor of the computation.

    Attributes
    ----------
    name
        A code: ``x``, ``W1``, ``b1``, ``z1``, ``h1`` …, ``loss``.
    grad_fn
        What autograd calls the function that pulls gradients back through it; ``AccumulateGrad`` for a leaf.
    inputs
        The names of the tensors it was computed from.
    shape
        () for the loss, (units,) for a layer, (out, in) for a weight matrix.
    """

    name: str
    grad_fn: str
    inputs: tuple[str, ...]
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return math.prod(self.shape)

    @property
    def is_leaf(self) -> bool:
        """Whether it was given rather than computed."""
        return not self.inputs


@dataclass(frozen=True)
class Graph:
    """All nodes in the order in which they came to be; plain tuples, so that it is kept as JSON.

    Attributes
    ----------
    names, grad_fns, inputs, shapes
        The columns of :class:`Node`.
    """

    names: tuple[str, ...]
    grad_fns: tuple[str, ...]
    inputs: tuple[Sequence[str], ...]
    shapes: tuple[Sequence[int], ...]

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The nodes by name."""
        columns = zip(self.names, self.grad_fns, self.inputs, self.shapes, strict=True)
        return {name: Node(name, grad_fn, tuple(inputs), tuple(shape)) for name, grad_fn, inputs, shape in columns}

    @cached_property
    def places(self) -> dict[str, slice]:
        """Where each node's numbers lie in a flat array of all."""
        found, start = {}, 0
        for name, node in self.nodes.items():
            found[name] = slice(start, start + node.size)
            start += node.size
        return found

    @property
    def size(self) -> int:
        """How many numbers all nodes hold together."""
        return sum(node.size for node in self.nodes.values())

    def cut(self, flat: np.ndarray) -> dict[str, np.ndarray]:
        """Cut a flat array (size,) into one array for each node, in the node's shape."""
        return {name: flat[self.places[name]].reshape(node.shape) for name, node in self.nodes.items()}

    @property
    def backward_order(self) -> tuple[str, ...]:
        """The computed nodes as :meth:`~torch.Tensor.backward` meets them: the loss first."""
        return tuple(name for name in reversed(self.names) if not self.nodes[name].is_leaf)

    @property
    def layers(self) -> int:
        """How many layers of weights there are."""
        return sum(name.startswith("W") for name in self.names)
