"""What the browser must know to draw: the panels, the words and the ranges. It changes with the language."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from plotly.utils import PlotlyJSONEncoder

from dlcore.figures.panel import Binding, Panel


def build(
    panels: Sequence[Panel],
    ranges: Mapping[str, tuple[float, float]],
    metrics: Mapping[str, str],
    words: Mapping[str, str | None],
    offers: Mapping[str, str],
    gallery: bool = False,
    follows: bool = False,
) -> tuple[str, str]:
    """Return the spec as JSON, and a digest that is its name.

    Parameters
    ----------
    panels
        What to draw; the first is the main one.
    ranges
        What 0 and 255 mean in each array that travels as bytes.
    metrics
        The metrics to write out under the panels, with their labels.
    words
        The words on the controls.
    offers
        Code -> label of the buttons for what the page does at a frame.
    gallery
        Whether all panels are of one size.
    follows
        Whether the browser says at which frame it has come to rest.
    """
    rest = _json({"ranges": ranges, "metrics": metrics, "words": words, "offers": offers, "gallery": gallery,
                  "follows": follows})  # fmt: skip
    text = f'{{"panels":[{",".join(map(panel_json, panels))}],{rest[1:]}'
    return text, hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=128)
def panel_json(panel: Panel) -> str:
    """Return what the browser must know to draw one panel."""
    # Panels hash by identity: a page that keeps its panels between ticks pays for their JSON once.
    return _json(
        {
            "name": panel.name,
            "figure": panel.figure.to_plotly_json(),
            "bindings": [_binding(each) for each in panel.bindings],
            "description": panel.description,
            "cursor": panel.cursor,
            "large": panel.large,
            "clickable": panel.clickable,
        }
    )


def _binding(binding: Binding) -> dict[str, Any]:
    defaults = {each.name: each.default for each in dataclasses.fields(Binding)}
    return {name: value for name, value in dataclasses.asdict(binding).items() if value != defaults[name]}


def _json(value: Any) -> str:
    return json.dumps(value, cls=PlotlyJSONEncoder, ensure_ascii=False, separators=(",", ":"))
