"""Run the contest: at each step one rival is tuned and tested on one split."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

import numpy as np

from dlcore.experiments.overfitting.sweeping import Seen, swept
from dlcore.rivals.contest import Split, accuracy, leaning, tune
from dlcore.rivals.spaces import RIVALS
from dlcore.snapshot import Checkpoint, Snapshot

from .config import Config
from .data import split
from .still import CELLS, EDGE, Scene

Board = dict[str, np.ndarray]


def scene(config: Config) -> Scene:
    """Return the first split's training points, on the plane that the learner sees."""
    if not config.plane:
        return Scene(np.zeros((0, 2)), np.zeros(0, dtype=np.int64))
    first = split(config.replace(standardise=False), 0)
    return Scene(first.train_x[:, :2], first.train_y)


def schedule(config: Config) -> tuple[int, ...]:
    """Return the steps at which there is a snapshot: all."""
    return tuple(range(len(config.contestants)))


def run(
    config: Config,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run from the beginning or from a checkpoint; see :func:`dlcore.experiments.overfitting.run`.

    Everything but the clock's readings is, bit for bit, what a run that never stopped gives.
    """
    yield from swept([[step] for step in schedule(config)], partial(_measured, config), start, stop)


def replay(config: Config, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Show recorded steps again, whose numbers are what the trace (frames, 1) holds."""
    wanted = {int(row[0]) for row in trace}
    found = {each.step: each.probes for each in run(config) if each.step in wanted}
    known = next(iter(found.values()), {})
    return {name: np.stack([found[int(row[0])][name] for row in trace]) for name in probes if name in known}


def examine(config: Config, parameters: np.ndarray) -> dict[str, float]:
    """Return nothing: every snapshot's ``…_fresh`` was measured on points that nobody has seen."""
    return {}


def _measured(config: Config, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    board: Board = kept["board"] if kept else _empty(config)
    kept["board"] = board
    return [_take_part(config, *config.contestants[step], board) for step in steps]


def _empty(config: Config) -> Board:
    """Return a board without an entry: NaN, and surfaces that lean to neither side."""
    shape = (len(RIVALS), config.seeds)
    board: Board = {
        name: np.full(shape, np.nan) for name in ("accuracy", "fresh", "fit_ms", "predict_ms", "chosen", "train")
    }
    board["trials"] = np.full((*shape, config.budget), np.nan)
    board["surfaces"] = np.full((len(RIVALS), CELLS, CELLS), 0.5, dtype=np.float32)
    return board


@lru_cache(maxsize=4)
def _split(config: Config, k: int) -> Split:
    return split(config, k)


def _take_part(config: Config, k: int, name: str, board: Board) -> Seen:
    """Tune a rival on a split, and enter on the board how it did."""
    parts, r = _split(config, k), RIVALS.index(name)
    tuned = tune(name, parts, config.budget, config.seed + k)
    began = time.perf_counter()
    right = accuracy(tuned.model, parts.test_x, parts.test_y)
    seconds = time.perf_counter() - began
    board["accuracy"][r, k] = right
    board["fresh"][r, k] = accuracy(tuned.model, parts.fresh_x, parts.fresh_y)
    board["train"][r, k] = accuracy(tuned.model, parts.train_x, parts.train_y)
    board["fit_ms"][r, k] = 1e3 * tuned.fit_seconds
    board["predict_ms"][r, k] = 1e6 * seconds / len(parts.test_y)  # of a thousand examples
    board["chosen"][r, k], board["trials"][r, k] = tuned.chosen, tuned.trials
    if config.plane and k == 0:
        board["surfaces"][r] = _surface(config, tuned.model)
    metrics = {
        "train_accuracy": float(board["train"][r, k]),
        "validation_accuracy": float(tuned.trials[tuned.chosen]),
        "test_accuracy": right,
        "fit_ms": float(board["fit_ms"][r, k]),
        "predict_ms": float(board["predict_ms"][r, k]),
    }
    return metrics | _means(config, board), _shown(config, board)


def _means(config: Config, board: Board) -> dict[str, float]:
    """Average over the splits so far. A rival that has not been fitted scores what its blind guess would."""
    parts = _split(config, 0)
    usual = np.bincount(parts.train_y).argmax()
    blind = {"accuracy": float((parts.test_y == usual).mean()), "fresh": float((parts.fresh_y == usual).mean())}
    found = {"baseline": blind["accuracy"]}
    for r, name in enumerate(RIVALS):
        for what, guess in blind.items():
            known = board[what][r][~np.isnan(board[what][r])]
            found[f"{name}_{what}"] = float(known.mean()) if len(known) else guess
    scores = [found[f"{name}_accuracy"] for name in RIVALS]
    found["best_accuracy"], found["leader"] = max(scores), float(np.argmax(scores))
    found["best_classical"] = max(scores[:-1])
    return found


def _shown(config: Config, board: Board) -> dict[str, np.ndarray]:
    """Copy what the figures show: one row a rival, NaN for what is still to come."""
    known = ~np.isnan(board["accuracy"])
    counts = known.sum(1)
    running = np.maximum.accumulate(board["trials"], axis=2)
    averaged = {name: _mean(board[name], counts) for name in ("accuracy", "fit_ms", "predict_ms")}
    shown = {
        "accuracy": board["accuracy"].copy(),
        "mean": averaged["accuracy"],
        "fit": averaged["fit_ms"],
        "predict": averaged["predict_ms"],
        "chosen": board["chosen"][:, 0].copy(),
        "tuning": np.stack([_mean(running[:, :, b], counts) for b in range(config.budget)], axis=1),
    }
    if config.plane:
        shown |= {f"surface_{name}": board["surfaces"][r].copy() for r, name in enumerate(RIVALS)}
    return shown


def _mean(values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Average rows over what is known of them; NaN where nothing is."""
    return np.where(counts > 0, np.nansum(values, axis=1) / np.maximum(counts, 1), np.nan)


def _surface(config: Config, model: Any) -> np.ndarray:
    """Ask a model about every place of the window, with all distractors at their mean: (CELLS, CELLS)."""
    places = np.linspace(-EDGE, EDGE, CELLS)
    plane = np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2)
    if config.standardise:
        raw = split(config.replace(standardise=False), 0).train_x[:, :2]
        plane = (plane - raw.mean(0)) / raw.std(0)
    x = np.concatenate([plane, np.zeros((len(plane), config.distractors))], axis=1)
    return leaning(model, x).reshape(CELLS, CELLS).astype(np.float32)
