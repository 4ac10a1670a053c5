"""A small config with a number and a field of several choices."""

from __future__ import annotations

from dataclasses import dataclass

from dlcore.config import Choice, Config, Many, Number, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing(Config):
    epochs: int = field(5, Number(1, 10, integer=True, step=1))
    sets: tuple[str, ...] = field(("a",), Many(Choice(("a", "b", "c")), 1, 3, distinct=True))
