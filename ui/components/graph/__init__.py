"""One sample's computation as a graph, walked forward, backward and through the optimiser's step in the browser."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from streamlit.components import v2

from ui.components.assets import address

_LOADER = f"""const url = new URL("{address("graph/graph.js")}", document.baseURI);
export default async (component) => (await import(url)).default(component);"""

_component = v2.component(
    "graph", html='<div class="graph"></div>', css=".graph{min-height:30rem}", js=_LOADER, isolate_styles=False
)

WORDS = (
    "graph", "first", "back", "forward", "last", "play", "pause", "position", "speed", "step", "value", "gradient",
    "difference", "after", "number", "numbers", "hidden", "unknown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a node: its symbol, what is written for it, and how strong an edge it makes.

    `value`, `gradient` and `after` are short texts for the cell; `exact` are the long ones for the table: value,
    gradient, finite difference and value after the step, empty where there is none.
    """

    symbol: str
    value: str
    gradient: str
    after: str
    size: float
    exact: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One tensor of the graph.

    Attributes
    ----------
    name, label
        Its code, and its symbol.
    operation
        What computes it, in a word or two; empty for a leaf.
    slot
        Its place along the graph: 0 for the input, then one for each operation; a layer's parameters share its slot.
    rows
        Cells in rows: a vector's cells have a row each.
    inputs
        The names of the tensors it is computed from.
    """

    name: str
    label: str
    operation: str
    slot: int
    rows: tuple[tuple[Cell, ...], ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One formula of a step: which number it is about, the formula, and what it is checked against."""

    node: str
    index: int
    text: str
    check: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the walk.

    Attributes
    ----------
    phase
        ``start``, ``forward``, ``loss``, ``backward`` or ``step``.
    title, note
        In the learner's language: what happens, and what to notice.
    node
        Where it happens.
    shows
        The nodes of which something becomes known: values going forward, gradients going backward.
    """

    phase: str
    title: str
    note: str
    node: str
    shows: tuple[str, ...]
    lines: tuple[Told, ...]
    code: str


def graph(
    nodes: Sequence[Drawn],
    stages: Sequence[Stage],
    *,
    words: Mapping[str, str],
    description: str,
    open_at: int,
    sought: tuple[str, int] | None = None,
    key: str,
) -> None:
    """Draw the graph; the learner walks through the stages by buttons, slider or keys, without the server.

    Parameters
    ----------
    words
        What :data:`WORDS` are called in the learner's language.
    description
        The text alternative.
    open_at
        The stage that a new visitor sees first.
    sought
        (node, index) of a gradient to be found by the learner, which is shown as a question mark.
    key
        The widget's key.

    Raises
    ------
    ValueError
        If a word is missing.
    """
    if missing := set(WORDS) - set(words):
        raise ValueError(f"words lacks {sorted(missing)}; wanted: {', '.join(WORDS)}")
    data = {
        "nodes": [asdict(node) for node in nodes],
        "stages": [asdict(stage) for stage in stages],
        "words": {name: words[name] for name in WORDS},
        "description": description,
        "openAt": open_at,
        "sought": sought,
    }
    _component(data=json.dumps(data, ensure_ascii=False, separators=(",", ":")), key=key)
