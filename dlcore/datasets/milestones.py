"""Published training compute of well-known models; ``data/SOURCES.md`` says where it comes from. Without torch."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "training_compute.csv"
ORIGINS = ("published", "counted", "estimate")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One model.

    Attributes
    ----------
    model
        Its name.
    year
        When it was made public, as a decimal number.
    flop
        Additions and multiplications of its training.
    origin
        ``published`` in a paper; ``counted``, six times the multiply-accumulates for one example times the examples; or
        an ``estimate`` by others.
    source
        Where the figure, or what it is counted from, is published.
    """

    model: str
    year: float
    flop: float
    origin: str
    source: str


@cache
def milestones() -> tuple[Milestone, ...]:
    """Read all models, the oldest first."""
    with FILE.open(encoding="utf-8", newline="") as file:
        found = [
            Milestone(row["model"], _year(row["date"]), float(row["flop"]), row["origin"], row["source"])
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(found, key=lambda each: each.year))


def _year(text: str) -> float:
    day = date.fromisoformat(text)
    return round(day.year + (day.timetuple().tm_yday - 1) / 365.25, 3)
