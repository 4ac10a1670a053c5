"""Run the learning curves: at each step, one curve gets the point for one more size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from dlcore.experiments.overfitting.sweeping import BAND, Seen, swept
from dlcore.models.power_law import fit_power_law
from dlcore.snapshot import Checkpoint, Snapshot

from . import curves, shifts
from .config import HELD, HELD_DIGITS, Curves, Shifts
from .still import Scene, drawn_for

LEAST_SIZES = 4  # that a law is fitted to
A_DECADE = 4  # sizes


def scene(config: Curves | Shifts) -> Scene:
    """Return the sizes."""
    return drawn_for(config.sizes)


def schedule(config: Curves | Shifts) -> tuple[int, ...]:
    """Return the steps at which there is a snapshot: all."""
    return tuple(range(len(config.sizes) * len(config.lines)))


def run(
    config: Curves | Shifts,
    start: Checkpoint | None = None,
    *,
    probes: Sequence[str] = (),
    stop: Callable[[int], bool] | None = None,
) -> Iterator[Snapshot]:
    """Run from the beginning or from a checkpoint; see :func:`dlcore.experiments.overfitting.run`."""
    yield from swept([[step] for step in schedule(config)], partial(_measured, config), start, stop)


def replay(config: Curves | Shifts, trace: np.ndarray, probes: Sequence[str]) -> dict[str, np.ndarray]:
    """Show recorded steps again, whose numbers are what the trace (frames, 1) holds."""
    wanted = {int(row[0]) for row in trace}
    found = {each.step: each.probes for each in run(config) if each.step in wanted}
    known = next(iter(found.values()), {})
    return {name: np.stack([found[int(row[0])][name] for row in trace]) for name in probes if name in known}


def examine(config: Curves | Shifts, parameters: np.ndarray) -> dict[str, float]:
    """Return nothing: errors are measured on points that nobody has trained on, and nothing is chosen by them."""
    return {}


def _measured(config: Curves | Shifts, steps: Sequence[int], kept: dict[str, Any]) -> list[Seen]:
    if not kept:
        shape = (len(config.lines), len(config.sizes))
        kept |= {name: np.full(shape, np.nan) for name in ("error", "low", "high", "foretold")}
        kept["laws"] = np.full((len(config.lines), 3), np.nan)
    return [_one(config, step, kept) for step in steps]


def _one(config: Curves | Shifts, step: int, board: dict[str, np.ndarray]) -> Seen:
    """Measure one curve at one size, and fit its law anew."""
    s, r = divmod(step, len(config.lines))
    size, (data, what) = config.sizes[s], config.lines[r]
    found = curves.errors(config, size, data, what) if isinstance(config, Curves) else shifts.errors(config, size, what)
    least = 0.5 / (config.seeds * _tests(config, data))  # no error seen still means less than one, not none
    board["error"][r, s] = max(found.mean(), least)
    board["low"][r, s], board["high"][r, s] = np.quantile(found, BAND).clip(least)
    sizes = np.array(config.sizes[: s + 1], dtype=np.float64)
    if s + 1 >= LEAST_SIZES:
        board["laws"][r] = fit_power_law(sizes, board["error"][r, : s + 1], config.floor)
    if s + 1 >= LEAST_SIZES and s + A_DECADE < len(config.sizes):
        board["foretold"][r, s + A_DECADE] = law(board["laws"][r], np.array(config.sizes[s + A_DECADE]))
    return _metrics(config, r, s, board), _shown(config, board)


def _tests(config: Curves | Shifts, data: str) -> int:
    if isinstance(config, Shifts):
        return shifts.HELD
    return HELD_DIGITS if data == "digits" else HELD


def law(parameters: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Say what a law (a, b, c) gives for sizes."""
    a, b, c = parameters
    return c + a * sizes**-b


def needed(sizes: Sequence[int], errors: np.ndarray, target: float) -> float:
    """Find at how many points a curve first is at the target, between two sizes on logarithmic axes; inf: nowhere."""
    for s, error in enumerate(errors):
        if error <= target:
            if s == 0:
                return float(sizes[0])
            share = np.log(errors[s - 1] / target) / np.log(errors[s - 1] / error)
            return float(sizes[s - 1] * (sizes[s] / sizes[s - 1]) ** share)
    return float("inf")


def _metrics(config: Curves | Shifts, r: int, s: int, board: dict[str, np.ndarray]) -> dict[str, float]:
    """Give the numbers of the curve that has just grown. What is not known yet is the error that is."""
    error, tenth = board["error"][r, s], board["error"][r, max(s - A_DECADE, 0)]
    a, b, c = np.nan_to_num(board["laws"][r])
    known = not np.isnan(board["laws"][r, 0])
    foretold = board["foretold"][r, s]
    return {
        "size": float(config.sizes[s]),
        "error": float(error),
        "error_tenth": float(tenth),
        "foretold": float(error if np.isnan(foretold) else foretold),
        "exponent": float(b),
        "amplitude": float(a),
        "floor": float(c),
        "ten_times": float(law(board["laws"][r], np.array(10.0 * config.sizes[s])) if known else error),
    } | _finals(config, board)


def _finals(config: Curves | Shifts, board: dict[str, np.ndarray]) -> dict[str, float]:
    """Give each curve's latest error, and where it first met the target: ten times the largest size, if nowhere."""
    found = {}
    for (data, what), errors in zip(config.lines, board["error"], strict=True):
        seen = errors[~np.isnan(errors)]
        found[f"error_{data}_{what}"] = float(seen[-1]) if len(seen) else 1.0
        found[f"needed_{data}_{what}"] = min(needed(config.sizes, seen, config.target), 10.0 * config.sizes[-1])
    return found


def _shown(config: Curves | Shifts, board: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Copy what the figures show: one row a curve, NaN for what is still to come."""
    places = scene(config).places
    shown = {name: board[name].copy() for name in ("low", "high", "laws")}
    shown["measured"] = board["error"].copy()  # no probe has the name of a metric
    shown["law"] = np.stack([law(each, places) for each in board["laws"]])
    return shown
