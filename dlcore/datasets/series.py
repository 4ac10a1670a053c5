"""Two measured series that are kept in the project; ``data/SOURCES.md`` says where they come from. Without torch."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

import numpy as np

from dlcore.datasets.real import FOLDER


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Numbers at equal distances in time; every series is shared, so its arrays are read-only.

    Attributes
    ----------
    values
        (n,) float64, in `unit`.
    times
        (n,) years.
    unit
        What is counted.
    season
        After how many numbers the same phase comes round again: exactly for the months of a year, roughly for the
        cycle of the sun.
    """

    values: np.ndarray
    times: np.ndarray
    unit: str
    season: int


@cache
def series(name: str) -> Series:
    """Read a series: ``sunspots``, one number a year, or ``co2``, the means of months.

    Raise ``FileNotFoundError`` for any other name.
    """
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        (_time, unit), *rows = csv.reader(file)
    measured = np.array([float(value) for _date, value in rows])
    if name == "co2":
        values, times, season = *_by_month([date for date, _value in rows], measured), 12
    else:
        values, times, season = measured, np.array([float(year) for year, _value in rows]), 11
    values.flags.writeable = times.flags.writeable = False
    return Series(values, times, unit, season)


def _by_month(dates: list[str], measured: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Average weeks (YYYYMMDD) by month; a month without a week lies on the line between its neighbours."""
    months = np.array([12 * int(date[:4]) + int(date[4:6]) - 1 for date in dates])
    every = np.arange(months[0], months[-1] + 1)
    known = np.unique(months)
    means = np.array([measured[months == month].mean() for month in known])
    return np.interp(every, known, means), every / 12
