"""Two small configs, as a page with two experiments has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Config, Number, field


@dataclass(frozen=True, slots=True, kw_only=True)
class First(Config):
    epochs: int = field(5, Number(1, 10, integer=True, step=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Second(Config):
    experiment: ClassVar[str] = "second"

    lr: float = field(0.1, Number(0, 1, step=0.1))


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Config):
    """What is looked at in the first."""

    zoom: float = field(1.0, Number(1, 9, step=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondView(Config):
    """What is looked at in the second."""

    experiment: ClassVar[str] = "second"

    zoom: float = field(2.0, Number(1, 9, step=1))
