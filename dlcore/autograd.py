"""Reverse-mode automatic differentiation on one screen: NumPy arrays that remember how they were computed.

Every operation returns a new :class:`Value` that knows its inputs and how to *pull* a gradient back to them.
:meth:`Value.backward` walks from the result to the leaves and adds up what arrives. That is all of back-propagation;
nothing here changes a parameter. The tests hold it to PyTorch.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np

Array = np.ndarray
_births = count()


class Value:
    """An array in a computation, and the gradient of the result with respect to it.

    Parameters
    ----------
    data
        The numbers, kept in float64.
    inputs
        What it was computed from; empty for a leaf.
    pull
        (∂result/∂this) -> one ∂result/∂input for each input: the chain rule for this one operation.
    """

    def __init__(self, data: Any, inputs: tuple[Value, ...] = (), pull: Callable[[Array], tuple] | None = None) -> None:
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = np.zeros_like(self.data)
        self.inputs, self.pull = inputs, pull
        self.birth = next(_births)  # inputs are older than what is computed from them

    def backward(self) -> None:
        """Add ∂self/∂v to the ``grad`` of every value v that led here; raise ``ValueError`` unless self is one number.

        From the youngest to the oldest: when a value's turn comes, all paths from the result to it have been summed.
        """
        if self.data.size != 1:
            raise ValueError(f"backward starts from a single number, not from shape {self.data.shape}; sum() it first")
        arrived: dict[Value, np.ndarray] = {self: np.ones_like(self.data)}
        while arrived:
            value = max(arrived, key=lambda each: each.birth)
            grad = arrived.pop(value)
            value.grad = value.grad + grad
            if value.pull is not None:
                for each, part in zip(value.inputs, value.pull(grad), strict=True):
                    arrived[each] = arrived.get(each, 0) + _fit(part, each.data.shape)

    def __add__(self, other: Any) -> Value:
        a, b = self, _value(other)
        return Value(a.data + b.data, (a, b), lambda g: (g, g))

    def __mul__(self, other: Any) -> Value:
        a, b = self, _value(other)
        return Value(a.data * b.data, (a, b), lambda g: (g * b.data, g * a.data))

    def __matmul__(self, other: Any) -> Value:
        """Matrix product of (n, k) and (k, m)."""
        a, b = self, _value(other)
        return Value(a.data @ b.data, (a, b), lambda g: (g @ b.data.T, a.data.T @ g))

    def __pow__(self, exponent: float) -> Value:
        slope = lambda: exponent * self.data ** (exponent - 1)
        return Value(self.data**exponent, (self,), lambda g: (g * slope(),))

    def exp(self) -> Value:
        out = np.exp(self.data)
        return Value(out, (self,), lambda g: (g * out,))

    def log(self) -> Value:
        return Value(np.log(self.data), (self,), lambda g: (g / self.data,))

    def tanh(self) -> Value:
        out = np.tanh(self.data)
        return Value(out, (self,), lambda g: (g * (1 - out**2),))

    def relu(self) -> Value:
        return Value(np.maximum(self.data, 0), (self,), lambda g: (g * (self.data > 0),))

    def sigmoid(self) -> Value:
        out = 1 / (1 + np.exp(-self.data))
        return Value(out, (self,), lambda g: (g * out * (1 - out),))

    def sum(self) -> Value:
        return Value(self.data.sum(), (self,), lambda g: (g * np.ones_like(self.data),))

    def __neg__(self) -> Value:
        return self * -1

    def __sub__(self, other: Any) -> Value:
        return self + -_value(other)

    def __truediv__(self, other: Any) -> Value:
        return self * _value(other) ** -1

    def __radd__(self, other: Any) -> Value:
        return self + other

    def __rmul__(self, other: Any) -> Value:
        return self * other

    def __rsub__(self, other: Any) -> Value:
        return _value(other) - self


def _value(thing: Any) -> Value:
    return thing if isinstance(thing, Value) else Value(thing)


def _fit(grad: Array, shape: tuple[int, ...]) -> Array:
    """Sum over the axes along which NumPy has repeated an input: a value used n times has n paths to the result."""
    grad = grad.sum(tuple(range(grad.ndim - len(shape))))
    return grad.sum(tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)
