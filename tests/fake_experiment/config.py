"""Settings of the counting experiment; the ones about misbehaviour stand for what goes wrong in real life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, Number, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting(Config):
    """How far to count, how slowly, and what happens on the way."""

    default_probes: ClassVar[tuple[str, ...]] = ("surface",)

    epochs: int = field(30, Number(1, 100_000, integer=True))
    pause: float = field(0.0, Number(0, 1))  # seconds an epoch
    seed: int = field(0, Number(0, 1000, integer=True))
    trouble: str = field("none", Choice(("none", "raises", "kills", "diverges")))
    at: int = field(10, Number(0, 100_000, integer=True))  # the epoch of the trouble
