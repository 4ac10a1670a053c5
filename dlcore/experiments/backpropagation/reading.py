"""One recorded iteration, cut into the graph's nodes. Loads without torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .graph import Graph
from .steps import Numbers


@dataclass(frozen=True, slots=True)
class Iteration:
    """Every number of one pass.

    Attributes
    ----------
    values, gradients, differences
        One array for each node; the parameters' values are exact, the rest has seven digits.
    after
        The parameters once the optimiser has stepped; None after a run's last step.
    gap, own_gap
        How far autograd's gradients are at most from central differences, and from our own autograd's.
    """

    values: Numbers
    gradients: Numbers
    differences: Numbers
    after: Numbers | None
    gap: float
    own_gap: float


def iteration(
    graph: Graph, trace: Sequence[np.ndarray], arrays: Mapping[str, Sequence[np.ndarray]], frame: int
) -> Iteration:
    """Take one frame out of a recording's trace (parameters) and arrays (probes)."""
    values, gradients, differences = (
        graph.cut(np.asarray(arrays[name][frame], dtype=np.float64)) for name in ("values", "gradients", "differences")
    )
    gap, own_gap = map(float, arrays["gaps"][frame])
    after = _parameters(graph, trace[frame + 1]) if frame + 1 < len(trace) else None
    return Iteration(values | _parameters(graph, trace[frame]), gradients, differences, after, gap, own_gap)


def _parameters(graph: Graph, row: np.ndarray) -> dict[str, np.ndarray]:
    found, start = {}, 0
    for name, node in graph.nodes.items():
        if name[0] in "Wb":
            found[name] = row[start : start + node.size].reshape(node.shape)
            start += node.size
    return found
