"""Rows of measurements, and the by-turns timing they come from."""

from __future__ import annotations

import operator
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

HOLDS = {"≤": operator.le, "≥": operator.ge}


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: what it is, its value, its unit, what is wanted of it (``≥ 7``) and what it is held against."""

    name: str
    value: float
    unit: str
    wanted: str
    peer: str = ""

    @property
    def met(self) -> bool:
        """Whether the value is as wanted."""
        sign, bound = self.wanted.split()
        return HOLDS[sign](self.value, float(bound))


def render(rows: Iterable[Row]) -> str:
    """Write rows as a Markdown table."""
    lines = ["| name | value | unit | wanted | peer | |", "|---|---:|---|---|---|---|"]
    for row in rows:
        verdict = "" if row.met else "missed"
        lines.append(f"| {row.name} | {row.value:.3g} | {row.unit} | {row.wanted} | {row.peer} | {verdict} |")
    return "\n".join(lines)


def by_turns(candidates: dict[str, Callable[[], object]], rounds: int = 7) -> dict[str, float]:
    """Time every candidate once a round, so that a slow moment of the machine hits all; return medians in seconds."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for candidate in candidates.values():
        candidate()
    for _ in range(rounds):
        for name, candidate in candidates.items():
            start = time.perf_counter()
            candidate()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}
