"""The training compute of well-known models over the years, and how long it takes to double."""

from __future__ import annotations

import numpy as np

from dlcore.datasets.milestones import Milestone, milestones

from .config import History

LEAST = 3  # models that a line is fitted to
JOULES = 3.6e6  # in a kilowatt-hour


def chosen(config: History) -> tuple[Milestone, ...]:
    """Return the models that were made public since the year asked for, the oldest first."""
    return tuple(each for each in milestones() if each.year >= config.since)


def energy(config: History, flop: float) -> float:
    """Estimate the kilowatt-hours of a training from the config's three assumptions."""
    return flop / (config.flop_per_joule * config.utilisation) * config.overhead / JOULES


def doubling(years: np.ndarray, flop: np.ndarray) -> tuple[float, float]:
    """Fit log2(flop) = slope · year + start by least squares: how often it doubles in a year, and where it starts."""
    slope, start = np.polyfit(years, np.log2(flop), 1)
    return float(slope), float(start)


def add(config: History, step: int, board: dict[str, np.ndarray]) -> dict[str, float]:
    """Add one more model, and fit the line anew."""
    every = chosen(config)
    years, flop = (np.array([getattr(each, name) for each in every]) for name in ("year", "flop"))
    if not board:
        board["shown"], board["trend"] = np.full(len(every), np.nan), np.full(len(every), np.nan)
    board["shown"][step] = np.log10(flop[step])
    slope = 0.0
    if step + 1 >= LEAST:
        slope, start = doubling(years[: step + 1], flop[: step + 1])
        board["trend"] = (slope * years + start) * np.log10(2)
    largest = float(flop[: step + 1].max())
    return {
        "year": float(years[step]),
        "flop": float(flop[step]),
        "models": float(step + 1),
        "doublings_a_year": slope,
        "doubling_months": 12 / slope if slope > 0.01 else 0.0,
        "tenfold_years": float(np.log2(10) / slope) if slope > 0.01 else 0.0,
        "largest_flop": largest,
        "energy_mwh": energy(config, float(flop[step])) / 1e3,
        "own_flop": config.own_flop,
        "own_kwh": energy(config, config.own_flop),
        "ratio": largest / config.own_flop,
    }
