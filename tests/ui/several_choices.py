"""Two small configs: one with a field of every kind that a single widget shows, and one for another experiment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Choice, Config, Flag, Many, Number, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing(Config):
    epochs: int = field(5, Number(1, 10, integer=True, step=1))
    lr: float = field(0.1, Number(0.01, 1, scale="log"))
    seed: int = field(0, Number(0, 99, integer=True))
    loss: str = field("mse", Choice(("mse", "hinge", "huber")))
    same: bool = field(False, Flag())
    sets: tuple[str, ...] = field(("a",), Many(Choice(("a", "b", "c")), 1, 3, distinct=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere(Config):
    experiment: ClassVar[str] = "elsewhere"
    epochs: int = field(5, Number(1, 10, integer=True, step=1))
    seed: int = field(0, Number(0, 99, integer=True))
