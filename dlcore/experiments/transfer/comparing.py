"""Three rooms that train several starts side by side: over the examples, over the layers, over the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlcore.experiments.overfitting.sweeping import BAND, Seen

from .config import Amounts, Depth, Sources
from .networks import contest, learned, right, stack, together
from .pictures import first

FEW = 5
Comparing = Amounts | Depth | Sources


def ways(config: Comparing) -> tuple[str, ...]:
    """Name the starts that are compared, in the order of the probes' rows."""
    match config:
        case Amounts():
            return config.ways
        case Depth():
            return ("tuned", "frozen", "random")
        case Sources():
            return ("tuned", "frozen")


def places(config: Comparing) -> tuple[int, ...]:
    """Return what the steps stand for: examples of each class, layers taken over, sources by their index."""
    match config:
        case Amounts():
            return config.counts
        case Depth():
            return tuple(range(config.hidden + 1))
        case Sources():
            return tuple(range(len(config.sources)))


def measured(config: Comparing, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    """Measure so many places; `kept` holds those before."""
    if not kept:
        shape = (len(ways(config)), len(places(config)))
        kept |= {name: np.full(shape, np.nan) for name in ("middle", "low", "high")}
        kept["first_task"] = np.full(shape[1], np.nan)
    return [_one(config, step, kept) for step in steps]


def _one(config: Comparing, step: int, board: dict[str, np.ndarray]) -> Seen:
    source = config.sources[step] if isinstance(config, Sources) else config.source
    found = _found(config, source, step)
    held = found
    metrics = {f"right_{way}": float(row.mean()) for way, row in zip(_trained(config), found, strict=True)}
    if isinstance(config, Sources):  # pairs: a start is held against the fresh one of the same seed
        held = found[1:] - found[0]
    board["middle"][:, step] = held.mean(1)
    board["low"][:, step], board["high"][:, step] = np.quantile(held, BAND, 1)
    board["first_task"][step] = first_task(config, source)
    metrics |= {f"gain_{way}": metrics[f"right_{way}"] - metrics["right_fresh"] for way in _rivals(metrics)}
    metrics |= {"place": float(places(config)[step]), "right_first": float(board["first_task"][step])}
    shown = {name: array.copy() for name, array in board.items()}
    shown |= {"above": board["high"] - board["middle"], "below": board["middle"] - board["low"]}
    return metrics | _extremes(config, board), shown


def _trained(config: Comparing) -> tuple[str, ...]:
    return ("fresh", *ways(config)) if isinstance(config, Sources) else ways(config)


def _found(config: Comparing, source: str, step: int) -> np.ndarray:
    """Return the right answers at one place: (ways, seeds)."""
    if isinstance(config, Amounts):
        return contest(config, source, _trained(config), config.counts[step]).numpy()
    return contest(config, source, _trained(config), config.count, step if isinstance(config, Depth) else None).numpy()


def _rivals(metrics: dict[str, float]) -> list[str]:
    every = [name.removeprefix("right_") for name in metrics]
    return [way for way in every if way != "fresh"] if "fresh" in every else []


def first_task(config: Comparing, source: str) -> float:
    """Measure the trained networks on new pictures of the first task, on average."""
    tasks = [first(config, source, config.seed + k) for k in range(config.seeds)]
    net = stack(learned(config, source), config)
    return float(right(net, together(tasks, "test_x"), together(tasks, "test_y")).mean())


def _extremes(config: Comparing, board: dict[str, np.ndarray]) -> dict[str, float]:
    """Give what is known so far of few examples, and the largest differences.

    ``one_…`` and ``few_…`` are right answers with one example of each class and with :data:`FEW`, or with the most that
    have been tried; ``least_gain_…`` and ``most_gain_…`` are against the fresh start, at the worst place and the best.
    """
    rows = dict(zip(ways(config), board["middle"], strict=True))
    found = {}
    if isinstance(config, Amounts):
        few = config.counts.index(FEW)
        for way, row in rows.items():
            seen = row[~np.isnan(row)]
            found |= {f"one_{way}": float(seen[0]), f"few_{way}": float(seen[: few + 1][-1])}
    if "fresh" in rows:
        rows = {way: row - rows["fresh"] for way, row in rows.items() if way != "fresh"}
    elif isinstance(config, Depth):
        return found
    for way, row in rows.items():
        found |= {f"least_gain_{way}": float(np.nanmin(row)), f"most_gain_{way}": float(np.nanmax(row))}
    return found
