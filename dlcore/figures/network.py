"""The network as a drawing: units in columns. The browser's player draws each unit's map and every weight on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dlcore.figures import palette
from dlcore.figures.layout import base
from dlcore.figures.panel import Panel

WORDS = ("bias", "weight", "positive", "negative")


def network(
    units: Sequence[Sequence[str]], *, title: str, description: str, layers: Sequence[str], words: Mapping[str, str]
) -> Panel:
    """Draw the units of every layer as a column of nodes.

    What a picture of the network needs beyond the nodes is in ``figure.layout.meta``: ``units``, ``layers`` and
    ``words``. Weights come from the probe "parameters", in the order of ``parameters_to_vector`` of linear layers.

    Parameters
    ----------
    units
        The units' names, layer by layer: input features, hidden units, outputs.
    layers
        The layers' names, as many as there are in `units`.
    words
        What to call :data:`WORDS` when a unit or a weight is pointed at.

    Raises
    ------
    ValueError
        If a word is missing, or `layers` and `units` differ in length.
    """
    if missing := set(WORDS) - set(words):
        raise ValueError(f"words lacks {sorted(missing)}; wanted: {', '.join(WORDS)}")
    if len(layers) != len(units):
        raise ValueError(f"{len(layers)} layer names for {len(units)} layers; wanted: as many names as layers")
    places = [
        (column, (len(names) - 1) / 2 - row, name)
        for column, names in enumerate(units)
        for row, name in enumerate(names)
    ]
    line = {"color": palette.QUIET, "width": 1}
    nodes = go.Scatter(
        x=[x for x, _, _ in places],
        y=[y for _, y, _ in places],
        text=[name for _, _, name in places],
        mode="markers",
        marker={"symbol": "square", "size": 14, "color": palette.BACKGROUND, "line": line},
        hovertemplate="%{text}<extra></extra>",
    )
    nothing = {"visible": False, "zeroline": False}
    meta = {"units": [list(names) for names in units], "layers": list(layers), "words": {k: words[k] for k in WORDS}}
    layout = base(title, 420, xaxis=nothing, yaxis=nothing, showlegend=False, meta=meta)
    probes = ("parameters", "unit_maps", "unit_scales")
    return Panel("network", go.Figure([nodes], layout), (), probes, description, large=True)
