"""One gradient is to be worked out by hand: which, what it is, and what each typical mistake would give instead.

Everything is put together from values and gradients that autograd has computed. Loads without torch.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .config import OneSample
from .graph import Graph
from .steps import Numbers

RELATIVE, ABSOLUTE = 0.01, 5e-4  # an answer within either of the true value is right

Mistake = Literal[
    "sign", "activation", "upstream", "one_path", "own_weight", "factor_two", "target_sign", "step", "other"
]


@dataclass(frozen=True, slots=True)
class Task:
    """A number to find.

    Attributes
    ----------
    node, index
        Which gradient is asked for: the node's name and the place in its flattened array.
    answer
        What autograd found.
    mistakes
        What else comes out, by the mistake that leads there.
    """

    node: str
    index: int
    answer: float
    mistakes: dict[Mistake, float]

    def judge(self, typed: float) -> Mistake | None:
        """Return None if the answer is right, else the mistake that fits it best, or ``other``."""
        if _close(typed, self.answer):
            return None
        fitting: list[Mistake] = [mistake for mistake, value in self.mistakes.items() if _close(typed, value)]
        if not fitting:
            return "other"
        return min(fitting, key=lambda mistake: abs(typed - self.mistakes[mistake]))


def candidates(graph: Graph) -> list[tuple[str, int]]:
    """List the gradients that can be asked for: of weights, biases and computed layers, not of inputs or the loss."""
    wanted = [name for name in graph.names if name[0] in "Wbzh"]
    return [(name, index) for name in wanted for index in range(graph.nodes[name].size)]


def choose(graph: Graph, gradients: Numbers, seed: int) -> tuple[str, int]:
    """Choose one gradient by seed; one that is not zero, where there is any."""
    every = candidates(graph)
    telling = [(name, index) for name, index in every if abs(gradients[name].flat[index]) > 10 * ABSOLUTE]
    return random.Random(seed).choice(telling or every)


def task(config: OneSample, graph: Graph, values: Numbers, gradients: Numbers, place: tuple[str, int]) -> Task:
    """Set the task for one gradient, with every mistake that would be told apart from the truth."""
    name, index = place
    answer = float(gradients[name].flat[index])
    found: dict[Mistake, float] = {"sign": -answer, "step": config.lr * answer}
    if config.loss == "mse":
        found["factor_two"] = answer / 2
    if config.target:
        found["target_sign"] = answer * _with_wrong_target(config, graph, values)
    found.update(_local(config, graph, values, gradients, name, index))
    telling: dict[Mistake, float] = {}
    for mistake, value in found.items():
        if not _close(value, answer) and np.isfinite(value):
            telling[mistake] = value
    return Task(name, index, answer, telling)


def _local(
    config: OneSample, graph: Graph, values: Numbers, gradients: Numbers, name: str, index: int
) -> dict[Mistake, float]:
    """Mistakes in the chain rule on the way to this very number."""
    if name[0] == "h":
        return _one_path(graph, values, gradients, name, index, 1.0)
    if name[0] == "z":
        return _behind(config, graph, values, gradients, name, index, 1.0)
    z = _consumer(graph, name)
    columns = graph.nodes[f"W{z[1:]}"].shape[1]
    row = index // columns if name[0] == "W" else index
    source = float(values[graph.nodes[z].inputs[2]][index % columns]) if name[0] == "W" else 1.0
    found: dict[Mistake, float] = {"upstream": source, **_behind(config, graph, values, gradients, z, row, source)}
    if name[0] == "W":
        found["own_weight"] = float(gradients[z][row] * values[name].flat[index])
    return found


def _behind(
    config: OneSample, graph: Graph, values: Numbers, gradients: Numbers, z: str, unit: int, source: float
) -> dict[Mistake, float]:
    """Mistakes between a unit's weighted sum and what follows it; `source` is what its gradient is multiplied by."""
    above = _consumer(graph, z)
    if above == "loss":
        return {}
    if above.startswith("z"):  # no activation lies between two layers
        return _one_path(graph, values, gradients, z, unit, source)
    slope = _slope(config, float(values[z][unit]))
    return {
        "activation": float(gradients[above][unit]) * source,
        "upstream": slope * source,
        **_one_path(graph, values, gradients, above, unit, slope * source),
    }


def _consumer(graph: Graph, name: str) -> str:
    return next(each.name for each in graph.nodes.values() if name in each.inputs)


def _one_path(
    graph: Graph, values: Numbers, gradients: Numbers, h: str, unit: int, scale: float
) -> dict[Mistake, float]:
    """Only the strongest of the paths that lead on from this unit, where there are several."""
    above = graph.nodes[_consumer(graph, h)]
    if above.size < 2:
        return {}
    terms = values[f"W{above.name[1:]}"][:, unit] * gradients[above.name]
    return {"one_path": scale * float(terms[np.abs(terms).argmax()])}


def _slope(config: OneSample, z: float) -> float:
    match config.activation:
        case "tanh":
            return float(1 - np.tanh(z) ** 2)
        case "sigmoid":
            a = float(1 / (1 + np.exp(-z)))
            return a * (1 - a)
        case "relu":
            return float(z > 0)
        case "leaky_relu":
            return 1.0 if z > 0 else 0.01
    return 1.0


def _with_wrong_target(config: OneSample, graph: Graph, values: Numbers) -> float:
    """By what every gradient is multiplied if the target is added to the prediction instead of taken off."""
    z = float(values[graph.nodes["loss"].inputs[0]][0])
    p = z if config.loss == "mse" else float(1 / (1 + np.exp(-z)))
    return (p + config.target) / (p - config.target) if p != config.target else 1.0


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= max(ABSOLUTE, RELATIVE * abs(b))
