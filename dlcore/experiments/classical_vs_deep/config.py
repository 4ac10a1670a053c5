"""The settings of the contest: the data, the split, and the budget that all rivals share."""

from __future__ import annotations

from dataclasses import dataclass

from dlcore import config as base
from dlcore.config import Choice, ConfigError, Flag, Number, field
from dlcore.rivals.spaces import MOST_TRIALS, RIVALS

PLANES = ("moons", "circles", "xor", "spiral", "gaussians")
SETS = {"iris": (150, 4, 3), "wine": (178, 13, 3), "breast_cancer": (569, 30, 2), "digits": (1797, 64, 10)}
HELD = 1000  # test points on a plane, and as many fresh ones
LARGEST_SHARE = 0.4  # of a measured set that is trained on at most
MOST_WORK = 40.0  # seconds of one core, roughly


@dataclass(frozen=True, slots=True, kw_only=True)
class Config(base.Config):
    """Which data, how many of them, and how hard everybody may try."""

    data: str = field("moons", Choice((*PLANES, *SETS)))
    train: int = field(100, Number(20, 700, integer=True, stops=(20, 30, 50, 70, 100, 150, 200, 300, 500, 700)))
    noise: float = field(0.2, Number(0, 0.5, step=0.05))
    distractors: int = field(0, Number(0, 50, integer=True, stops=(0, 1, 2, 5, 10, 20, 50)))
    mislabelled: float = field(0.0, Number(0, 0.4, step=0.05))
    standardise: bool = field(True, Flag())
    budget: int = field(4, Number(1, MOST_TRIALS, integer=True, stops=(1, 2, 4, 8, 16)))
    seeds: int = field(4, Number(1, 16, integer=True, stops=(1, 2, 4, 8, 16)))
    seed: int = field(0, Number(0, 99_999, integer=True))

    def validate(self) -> None:
        most = int(MOST_WORK / (self.budget * self._seconds_a_trial()))
        if self.seeds > most:
            raise ConfigError("seeds", self.seeds, f"1 … {most}", reason="contest_work")

    def _seconds_a_trial(self) -> float:
        """Guess how long all rivals take for one setting each: 0.15 s, more with many points, inputs and classes."""
        classes = self.classes
        return (
            0.15 + self.points * (0.0003 + 4e-6 * self.features) + 0.025 * classes + 1.5e-6 * self.points * classes**2
        )

    @property
    def plane(self) -> bool:
        """Whether the data are points on a plane."""
        return self.data in PLANES

    @property
    def points(self) -> int:
        """How many points are trained on: a small set gives no more than a share of its specimens."""
        return self.train if self.plane else min(self.train, int(SETS[self.data][0] * LARGEST_SHARE))

    @property
    def validation(self) -> int:
        """How many points choose among settings: half as many again."""
        return max(self.points // 2, 10)

    @property
    def features(self) -> int:
        """How many inputs there are, distractors included."""
        return (2 if self.plane else SETS[self.data][1]) + self.distractors

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return 2 if self.plane else SETS[self.data][2]

    @property
    def contestants(self) -> tuple[tuple[int, str], ...]:
        """Who is fitted at each step: (split, rival), all rivals on one split before the next."""
        return tuple((k, name) for k in range(self.seeds) for name in RIVALS)


CONFIGS = (Config,)
