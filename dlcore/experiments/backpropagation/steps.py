"""What happens in the graph, one step after the other, each with its formula and this run's numbers in it.

The order is autograd's: forward through the nodes, the loss, backward through the same nodes; only then the optimiser.
Formulas are symbols and numbers only, so they read the same in every language. Loads without torch; every number is
taken from the recording, nothing is derived here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .config import OneSample
from .graph import Graph

Phase = Literal["start", "forward", "loss", "backward", "step"]
Numbers = Mapping[str, np.ndarray]

_UP = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DOWN = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SLOPES = {  # f′ in symbols: of a for those that are known from the output, of z for the others
    "tanh": "(1 − {a}²)",
    "sigmoid": "{a}·(1 − {a})",
    "relu": "[{z} > 0]",
    "leaky_relu": "({z} > 0 ? 1 : 0.01)",
}
_CALLS = {"relu": "torch.relu", "leaky_relu": "F.leaky_relu", "tanh": "torch.tanh", "sigmoid": "torch.sigmoid"}
_LOSS_CALLS = {"mse": "F.mse_loss", "cross_entropy": "F.binary_cross_entropy_with_logits"}


@dataclass(frozen=True, slots=True)
class Line:
    """One number that a step brings, with its formula.

    Attributes
    ----------
    node, index
        Which number of the graph it is: the node's name and the place in its flattened array.
    text
        The formula in symbols and in numbers.
    check
        The central finite difference beside a gradient; None for anything else.
    """

    node: str
    index: int
    text: str
    check: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where it happens, what becomes known by it, and the line of PyTorch that does it."""

    phase: Phase
    node: str
    shows: tuple[str, ...]
    lines: tuple[Line, ...]
    code: str


def steps(
    config: OneSample, graph: Graph, values: Numbers, gradients: Numbers, differences: Numbers, after: Numbers | None
) -> list[Step]:
    """List the steps of one iteration.

    Parameters
    ----------
    values, gradients, differences
        One array for each node, as :meth:`Graph.cut` gives them.
    after
        The parameters by name once the optimiser has stepped; None after the last step of the run.
    """
    told = _Teller(config, graph, values, gradients, differences)
    leaves = tuple(name for name, node in graph.nodes.items() if node.is_leaf)
    computed = [name for name, node in graph.nodes.items() if not node.is_leaf]
    listed = [Step("start", "x", leaves, (), "x, W1, b1, …  # requires_grad=True")]
    for name in computed:
        phase: Phase = "loss" if name == "loss" else "forward"
        listed.append(Step(phase, name, (name,), told.forward(name), told.call(name)))
    for name in graph.backward_order:
        node = graph.nodes[name]
        code = f"loss.backward()  # {node.grad_fn} → {', '.join(f'{each}.grad' for each in node.inputs)}"
        listed.append(Step("backward", name, node.inputs, told.backward(name), code))
    if after is not None:
        learned = tuple(name for name in leaves if name != "x")
        listed.append(Step("step", "", learned, told.step(learned, after), "optimizer.step()"))
    return listed


def symbol(graph: Graph, name: str, index: int | None = None) -> str:
    """Write a number of the graph as a symbol: ``W⁽²⁾₁₂`` for ``("W2", 1)`` of a matrix with two columns."""
    if name == "loss":
        return "L"
    base = name[0] + (f"⁽{name[1:].translate(_UP)}⁾" if name[1:] else "")
    if index is None:
        return base
    shape = graph.nodes[name].shape
    places = [index // shape[1] + 1, index % shape[1] + 1] if len(shape) == 2 else [index + 1]
    return base + "".join(str(place).translate(_DOWN) for place in places)


def write(value: float) -> str:
    """Write a number with four significant digits and a real minus sign."""
    value = 0.0 if value == 0 else float(value)
    size = abs(value)
    text = f"{value:.2e}" if size and (size < 1e-3 or size >= 1e5) else f"{value:.4g}"
    return text.replace("-", "−")


def factor(value: float) -> str:
    """Write a number as a factor, or as what is subtracted: in brackets if it is negative."""
    text = write(value)
    return f"({text})" if text.startswith("−") else text


class _Teller:
    """Puts one iteration's numbers into the formulas."""

    def __init__(
        self, config: OneSample, graph: Graph, values: Numbers, gradients: Numbers, differences: Numbers
    ) -> None:
        self.config, self.graph = config, graph
        self.values, self.gradients, self.differences = values, gradients, differences

    def call(self, name: str) -> str:
        inputs = self.graph.nodes[name].inputs
        if name == "loss":
            return f"loss = {_LOSS_CALLS[self.config.loss]}({inputs[0]}, y)"
        if name.startswith("z"):
            bias, weight, h = inputs
            return f"{name} = torch.addmv({bias}, {weight}, {h})  # {weight} @ {h} + {bias}"
        return f"{name} = {_CALLS[self.config.activation]}({inputs[0]})"

    def forward(self, name: str) -> tuple[Line, ...]:
        if name == "loss":
            return (Line(name, 0, self._loss()),)
        lines = []
        for i, value in enumerate(self.values[name]):
            if name.startswith("z"):
                bias, weight, h = self.graph.nodes[name].inputs
                columns = range(len(self.values[h]))
                places = [i * len(columns) + j for j in columns]
                known = " + ".join(
                    f"{self._symbol(weight, place)}·{self._symbol(h, j)}"
                    for place, j in zip(places, columns, strict=True)
                )
                counted = " + ".join(
                    f"{factor(self._value(weight, place))}·{factor(self._value(h, j))}"
                    for place, j in zip(places, columns, strict=True)
                )
                known += f" + {self._symbol(bias, i)}"
                counted += f" + {factor(self._value(bias, i))}"
            else:
                (z,) = self.graph.nodes[name].inputs
                called = {"sigmoid": "σ", "leaky_relu": "leaky ReLU", "relu": "ReLU"}
                f = called.get(self.config.activation, self.config.activation)
                known, counted = f"{f}({self._symbol(z, i)})", f"{f}({write(self._value(z, i))})"
            lines.append(Line(name, i, f"{self._symbol(name, i)} = {known} = {counted} = {write(value)}"))
        return tuple(lines)

    def _loss(self) -> str:
        (z,) = self.graph.nodes["loss"].inputs
        name, value, y = self._symbol(z, 0), self._value(z, 0), self.config.target
        result = write(float(self.values["loss"]))
        if self.config.loss == "mse":
            return f"L = ({name} − y)² = ({write(value)} − {factor(y)})² = {result}"
        counted = f"−[{factor(y)}·ln σ({write(value)}) + {factor(round(1 - y, 12))}·ln(1 − σ({write(value)}))]"
        return f"L = −[y·ln σ({name}) + (1 − y)·ln(1 − σ({name}))] = {counted} = {result}"

    def backward(self, name: str) -> tuple[Line, ...]:
        inputs = self.graph.nodes[name].inputs
        if name == "loss":
            (z,) = inputs
            symbol_z, value, y = self._symbol(z, 0), self._value(z, 0), self.config.target
            if self.config.loss == "mse":
                text = f"2·({symbol_z} − y) = 2·({write(value)} − {factor(y)})"
            else:
                text = f"σ({symbol_z}) − y = σ({write(value)}) − {factor(y)}"
            return (self._gradient(z, 0, text),)
        if name.startswith("h"):
            (z,) = inputs
            return tuple(self._through_activation(name, z, i) for i in range(len(self.values[name])))
        bias, weight, h = inputs
        rows, columns = self.values[weight].shape
        lines = [
            self._gradient(
                weight,
                i * columns + j,
                f"{self._slope(name, i)}·{self._symbol(h, j)} = "
                f"{factor(self.gradients[name][i])}·{factor(self._value(h, j))}",
            )
            for i in range(rows)
            for j in range(columns)
        ]
        lines += [self._gradient(bias, i, self._slope(name, i)) for i in range(rows)]
        for j in range(columns):
            paths = [i * columns + j for i in range(rows)]
            known = " + ".join(f"{self._symbol(weight, p)}·{self._slope(name, i)}" for i, p in enumerate(paths))
            counted = " + ".join(
                f"{factor(self._value(weight, p))}·{factor(self.gradients[name][i])}" for i, p in enumerate(paths)
            )
            lines.append(self._gradient(h, j, f"{known} = {counted}"))
        return tuple(lines)

    def step(self, learned: tuple[str, ...], after: Numbers) -> tuple[Line, ...]:
        lines = []
        for name in learned:
            for i, (old, slope, new) in enumerate(
                zip(self.values[name].flat, self.gradients[name].flat, after[name].flat, strict=True)
            ):
                symbol_of = self._symbol(name, i)
                if self.config.optimizer == "sgd":
                    text = f"{symbol_of} ← {write(old)} − {write(self.config.lr)}·{factor(slope)} = {write(new)}"
                else:
                    text = f"{symbol_of}: {write(old)} → {write(new)}"
                lines.append(Line(name, i, text))
        return tuple(lines)

    def _through_activation(self, name: str, z: str, i: int) -> Line:
        form = _SLOPES[self.config.activation]
        known = form.format(a=self._symbol(name, i), z=self._symbol(z, i))
        counted = form.format(a=factor(self._value(name, i)), z=write(self._value(z, i)))
        text = f"{self._slope(name, i)}·{known} = {factor(self.gradients[name][i])}·{counted}"
        return self._gradient(z, i, text)

    def _gradient(self, name: str, i: int, text: str) -> Line:
        value = self.gradients[name].flat[i]
        return Line(
            name,
            i,
            f"{self._slope(name, i)} = {text} = {write(value)}",
            float(self.differences[name].flat[i]),
        )

    def _slope(self, name: str, i: int) -> str:
        return f"∂L/∂{self._symbol(name, i)}"

    def _symbol(self, name: str, i: int) -> str:
        return symbol(self.graph, name, i)

    def _value(self, name: str, i: int) -> float:
        return float(self.values[name].flat[i])
