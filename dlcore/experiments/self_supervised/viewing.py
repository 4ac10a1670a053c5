"""What is only looked at in the experiments: it travels in the link, and nothing is trained for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dlcore.config import Config, Number, field

from .config import AutoEncoder

FAR = 1000.0  # from the middle of the plane of codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroll(Config):
    """Where in the plane of codes the learner stands, and between which digits a line is drawn."""

    experiment: ClassVar[str] = AutoEncoder.experiment

    across: float = field(0.0, Number(-FAR, FAR))
    up: float = field(0.0, Number(-FAR, FAR))
    origin: int = field(3, Number(0, 9, integer=True))
    goal: int = field(8, Number(0, 9, integer=True))


VIEWS = (Stroll,)
